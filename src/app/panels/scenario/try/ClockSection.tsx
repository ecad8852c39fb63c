// The virtual clock, moved by hand: a pause before a request or after the last, and the next tick. Both are pauses of the scenario.

import { useState } from 'react';
import { waitForTick } from '#trace/time-by-hand.ts';
import { formatMs } from '#trace/units.ts';
import { pauseBefore, withWait } from '../../../controllers/variants.ts';
import { DraftField } from '../../../fields/DraftField.tsx';
import { delayMs } from '../../../fields/rules.ts';
import { SelectField } from '../../../fields/SelectField.tsx';
import { Button } from '../../../ui/Button.tsx';
import { usePlayground, useScenarioReport } from '../../../workbench.ts';
import { useScenario } from '../../forms/selection.ts';
import { Outcome } from './Outcome.tsx';

const steps = [
  { ms: 10, text: '10 ms' },
  { ms: 100, text: '100 ms' },
  { ms: 1000, text: '1 s' },
];
const longestMs = 3_600_000;

export function ClockSection() {
  const { scenario, path, edit } = useScenario();
  const [chosen, setChosen] = useState('end');
  const exchange = scenario.exchanges[Number(chosen)] === undefined ? null : Number(chosen);
  const ms = pauseBefore(scenario, exchange);
  const advance = (addMs: number): void =>
    edit((old) => withWait(old, exchange, Math.min(longestMs, pauseBefore(old, exchange) + addMs)));

  return (
    <section className="try-section" aria-label="Clock">
      <div className="section-head">
        <h3>Clock</h3>
        <span className="hint-text">virtual time, held as pauses of the scenario</span>
      </div>
      <div className="try-clock">
        <span className="t2">Wait</span>
        <SelectField
          hideLabel
          label="Wait where"
          value={exchange === null ? 'end' : String(exchange)}
          options={[
            ...scenario.exchanges.map(({ request }, index) => ({
              value: String(index),
              label: `before request ${index + 1} · ${request.method} ${request.path}`,
            })),
            { value: 'end', label: 'after the last request' },
          ]}
          onChange={setChosen}
        />
        <span className="try-ms">
          <DraftField
            key={`${path} ${exchange}`}
            path={exchange === null ? `${path}.lingerMs` : `${path}.exchanges.${exchange}.afterMs`}
            label="Wait in ms"
            hideLabel
            value={String(ms)}
            rule={delayMs}
            onCommit={(wanted) => edit((old) => withWait(old, exchange, wanted))}
          />
        </span>
        <span className="t2">ms</span>
        {steps.map((step) => (
          <Button
            key={step.ms}
            aria-label={`Advance the clock by ${step.text}`}
            disabled={ms + step.ms > longestMs}
            onClick={() => advance(step.ms)}
          >
            +{step.text}
          </Button>
        ))}
      </div>
      <TickRow exchange={exchange} onFire={advance} />
    </section>
  );
}

interface TickRowProps {
  exchange: number | null;
  onFire: (addMs: number) => void;
}

function TickRow({ exchange, onFire }: TickRowProps) {
  const report = useScenarioReport();
  const plugins = usePlayground((state) => state.project.plugins);
  const wait = report === null ? null : waitForTick(report, exchange);
  if (wait === null) {
    return (
      <div className="try-row">
        <Button disabled>Fire the tick</Button>
        <span className="t3 try-note">No filter has set a tick period at this point.</span>
      </div>
    );
  }
  const { tick, dueMs, addMs } = wait;
  const name = plugins[tick.plugin]?.name ?? '';
  return (
    <>
      <div className="try-row tick">
        <Button
          title={`Waits ${formatMs(addMs)} more, so that the period is over`}
          onClick={() => onFire(addMs)}
        >
          Fire the tick
        </Button>
        <Outcome variant={{ kind: 'wait', exchange, addMs }} />
      </div>
      <p className="hint-text">
        {name === '' ? `Plugin ${tick.plugin + 1}` : name} ticks every {formatMs(tick.periodMs)},
        next in {formatMs(dueMs)}.
      </p>
    </>
  );
}
