// What the filter logged, and what Envoy said about it, in order.

import { useMemo, useState } from 'react';
import type { HostcallEvent, LogEvent, ScenarioReport } from '#run/api.ts';
import { expectLogLine } from '#trace/new-expectation.ts';
import { Choice } from '../../ui/Choice.tsx';
import { usePlayground, usePlaygroundContext } from '../../workbench.ts';
import { SourceLink } from './SourceLink.tsx';
import { ExpectButton } from './tests/ExpectButton.tsx';

/** More lines than anybody reads would only make the page slow. */
const mostLines = 2000;

export function Logs({ report }: { report: ScenarioReport }) {
  const { store, editable } = usePlaygroundContext();
  const level = usePlayground(
    (state) =>
      state.project.scenarios[state.scenario]?.overrides.logLevel ?? state.project.logLevel,
  );
  const [who, setWho] = useState<'all' | 'filter'>('all');
  const sources = useMemo(() => sourcesOfLines(report), [report]);
  const lines = report.events.filter(
    (event): event is LogEvent => event.kind === 'log' && (who === 'all' || event.fromGuest),
  );

  return (
    <>
      <div className="toolbar">
        <Choice
          slim
          label="Lines of"
          value={who}
          options={[
            { value: 'all', label: 'All' },
            { value: 'filter', label: 'Filter' },
          ]}
          onChange={setWho}
        />
        <span className="small t3 cut">
          Envoy’s wasm logger is at <span className="mono small">{level}</span>; lines below are not
          written.
        </span>
        {editable && (
          <button
            type="button"
            className="link small"
            onClick={() => store.getState().showForm('plugin')}
          >
            Change
          </button>
        )}
      </div>
      {lines.length === 0 && (
        <p className="hint-text" style={{ padding: 'var(--sl-3)' }}>
          Nothing was logged at {level} or above.
        </p>
      )}
      {lines.slice(0, mostLines).map((line) => (
        <div className={`log-row ${line.level}`} key={line.seq}>
          <span className="at">{(line.timeNs / 1_000_000).toFixed(0)} ms</span>
          <span className="level">{line.level}</span>
          <span className="text">
            {line.fromGuest ? line.message : <span className="t2">{line.text}</span>}
          </span>
          <span>{line.fromGuest && <SourceLink source={sources.get(line.seq) ?? null} />}</span>
          <ExpectButton expectation={line.message === '' ? null : expectLogLine(line)} />
        </div>
      ))}
      {lines.length > mostLines && (
        <p className="hint-text" style={{ padding: 'var(--sl-3)' }}>
          {lines.length - mostLines} more lines are not shown.
        </p>
      )}
    </>
  );
}

/** By line, where it was written: it stands right behind the hostcall that wrote it, or inside of it. */
function sourcesOfLines(report: ScenarioReport): Map<number, HostcallEvent['source']> {
  const sources = new Map<number, HostcallEvent['source']>();
  const calls = new Map<number, HostcallEvent>();
  let last: HostcallEvent | undefined;
  for (const event of report.events) {
    if (event.kind === 'log') {
      const around = event.parent === null ? undefined : calls.get(event.parent);
      sources.set(event.seq, (around ?? last)?.source ?? null);
    }
    if (event.kind !== 'hostcall') continue;
    calls.set(event.seq, event);
    if (event.name === 'proxy_log') last = event;
  }
  return sources;
}
