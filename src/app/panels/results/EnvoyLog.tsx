// The scenario as Envoy's own log tells it at wasm:trace, and the log of a real Envoy held against it.

import { type ReactNode, useMemo, useState } from 'react';
import type { ScenarioReport } from '#run/api.ts';
import { compareWithLog } from '#trace/compare-log.ts';
import { formatEnvoyLog } from '#trace/envoy-log.ts';
import { formatCount } from '#trace/units.ts';
import { Button } from '../../ui/Button.tsx';
import { Choice } from '../../ui/Choice.tsx';
import { usePlayground, useWorkbench } from '../../workbench.ts';
import { LogDifference } from './LogDifference.tsx';
import { LogPaste } from './LogPaste.tsx';
import { TextLines } from './TextLines.tsx';

interface EnvoyLogProps {
  report: ScenarioReport;
  /** Wall clock at the start of the scenario. */
  clockMs: number;
}

export function EnvoyLog({ report, clockMs }: EnvoyLogProps) {
  const { store } = useWorkbench();
  const pastedLog = usePlayground((state) => state.pastedLog);
  const typedLog = usePlayground((state) => state.typedLog);
  const onPaste = (log: string): void => store.getState().show({ pastedLog: log, typedLog: '' });
  const [view, setView] = useState<'own' | 'compare'>(
    pastedLog === '' && typedLog === '' ? 'own' : 'compare',
  );
  const choice = (
    <Choice
      slim
      label="Log shown"
      value={view}
      options={[
        { value: 'own', label: 'This run' },
        { value: 'compare', label: 'Comparison' },
      ]}
      onChange={setView}
    />
  );
  if (view === 'own') return <OwnLog report={report} clockMs={clockMs} choice={choice} />;
  if (pastedLog === '') return <LogPaste choice={choice} onPaste={onPaste} />;
  return <ComparedLog report={report} log={pastedLog} choice={choice} onPaste={onPaste} />;
}

interface OwnLogProps {
  report: ScenarioReport;
  clockMs: number;
  choice: ReactNode;
}

function OwnLog({ report, clockMs, choice }: OwnLogProps) {
  const text = useMemo(() => formatEnvoyLog(report, clockMs), [report, clockMs]);
  const lines = useMemo(
    () =>
      text
        .split('\n')
        .slice(0, -1)
        .map((line) => ({ text: line, tone: toneOf(line) })),
    [text],
  );
  const [copied, setCopied] = useState(false);

  async function copy(): Promise<void> {
    await navigator.clipboard.writeText(text);
    setCopied(true);
  }

  return (
    <div className="log-pane">
      <div className="toolbar">
        {choice}
        <Button onClick={() => void copy()} disabled={lines.length === 0}>
          {copied ? 'Copied' : 'Copy'}
        </Button>
        <span className="grow" />
        <span className="small t3 number">{formatCount(lines.length)} lines</span>
      </div>
      {lines.length === 0 ? (
        <p className="hint-text" style={{ padding: 'var(--sl-3)' }}>
          Nothing was called: no VM was started.
        </p>
      ) : (
        <TextLines label="Envoy's log" lines={lines} focus={null} />
      )}
    </div>
  );
}

/** What the filter or Envoy said stands out from the calls. */
function toneOf(line: string): string {
  if (/^\[[^\]]*\]\[\d+\]\[(?:error|critical)\]/.test(line)) return 'fault';
  return /\]\[trace\]\[wasm\] \[(?:host|vm)[<-]/.test(line) ? '' : 'said';
}

interface ComparedLogProps {
  report: ScenarioReport;
  log: string;
  choice: ReactNode;
  onPaste: (log: string) => void;
}

function ComparedLog({ report, log, choice, onPaste }: ComparedLogProps) {
  const [addresses, setAddresses] = useState(false);
  const workers = useMemo(
    () => compareWithLog(report, log, { addresses }),
    [report, log, addresses],
  );
  const controls = (
    <>
      {choice}
      <Button onClick={() => onPaste('')}>Another log</Button>
    </>
  );
  if (workers.length === 0) {
    return (
      <div className="log-pane">
        <div className="toolbar">{controls}</div>
        <div className="empty">
          <p className="strong">This log tells nothing of filters</p>
          <p>
            Envoy logs their calls when it is started with{' '}
            <span className="mono small">--component-log-level wasm:trace</span>.
          </p>
        </div>
      </div>
    );
  }
  return (
    <LogDifference
      workers={workers}
      controls={
        <>
          {controls}
          <label
            className="check small t2"
            title="Two builds of a filter share all arguments but the addresses in its memory"
          >
            <input
              type="checkbox"
              checked={addresses}
              onChange={(event) => setAddresses(event.target.checked)}
            />
            Addresses
          </label>
        </>
      }
    />
  );
}
