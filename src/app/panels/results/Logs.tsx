// What the filter logged, and what Envoy said about it, in order.

import { useState } from 'react';
import type { HostcallEvent, LogEvent, ScenarioReport } from '#run/api.ts';
import { expectLogLine } from '#trace/new-expectation.ts';
import { Choice } from '../../ui/Choice.tsx';
import { usePlayground, useWorkbench } from '../../workbench.ts';
import { SourceLink } from './SourceLink.tsx';
import { ExpectButton } from './tests/ExpectButton.tsx';

/** More lines than anybody reads would only make the page slow. */
const mostLines = 2000;

export function Logs({ report }: { report: ScenarioReport }) {
  const { store } = useWorkbench();
  const level = usePlayground(
    (state) =>
      state.project.scenarios[state.scenario]?.overrides.logLevel ?? state.project.logLevel,
  );
  const [who, setWho] = useState<'all' | 'filter'>('all');
  const bySeq = new Map(report.events.map((event) => [event.seq, event]));
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
        <button
          type="button"
          className="link small"
          onClick={() => store.getState().show({ formTab: 'plugin' })}
        >
          Change
        </button>
      </div>
      {lines.length === 0 && (
        <p className="hint-text" style={{ padding: 'var(--sl-3)' }}>
          Nothing was logged at {level} or above.
        </p>
      )}
      {lines.slice(0, mostLines).map((line) => {
        const call = line.parent === null ? undefined : bySeq.get(line.parent);
        return (
          <div className={`log-row ${line.level}`} key={line.seq}>
            <span className="at">{(line.timeNs / 1_000_000).toFixed(0)} ms</span>
            <span className="level">{line.level}</span>
            <span className="text">
              {line.fromGuest ? line.message : <span className="t2">{line.text}</span>}
            </span>
            <span>{line.fromGuest && <SourceLink source={writtenAt(report, line, call)} />}</span>
            <ExpectButton expectation={line.message === '' ? null : expectLogLine(line)} />
          </div>
        );
      })}
      {lines.length > mostLines && (
        <p className="hint-text" style={{ padding: 'var(--sl-3)' }}>
          {lines.length - mostLines} more lines are not shown.
        </p>
      )}
    </>
  );
}

/** The line stands right behind the hostcall that wrote it, or inside of it. */
function writtenAt(
  report: ScenarioReport,
  line: LogEvent,
  parent: ScenarioReport['events'][number] | undefined,
): HostcallEvent['source'] {
  if (parent?.kind === 'hostcall') return parent.source;
  const before = report.events.findLast(
    (event) => event.seq < line.seq && event.kind === 'hostcall' && event.name === 'proxy_log',
  );
  return before?.kind === 'hostcall' ? before.source : null;
}
