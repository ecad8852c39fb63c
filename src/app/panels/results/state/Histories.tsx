// Tables of how the shared state came to be: the history of keys, what filters told each other, and the calls to others.

import type { CallReport, HostcallEvent, ScenarioReport } from '#run/api.ts';
import { expectCallCount } from '#trace/new-expectation.ts';
import { filterStateWrites, sharedDataHistory } from '#trace/state-history.ts';
import { formatMs, formatNs } from '#trace/units.ts';
import { Glyph } from '../../../ui/Glyph.tsx';
import { SourceLink } from '../SourceLink.tsx';
import { ExpectButton } from '../tests/ExpectButton.tsx';
import { StateTable } from './StateTable.tsx';

/** More rows than anybody reads would only make the page slow. */
const mostRows = 200;

export function SharedDataHistory({ report }: { report: ScenarioReport }) {
  const rows = [...sharedDataHistory(report)].flatMap(([key, steps]) =>
    steps.map((step) => ({ key, ...step })),
  );
  if (rows.length === 0) return null;
  return (
    <StateTable
      name="Who set what"
      columns={['When', 'Key', 'Value', 'With cas', 'Answer', 'Where']}
    >
      {rows.slice(0, mostRows).map(({ key, value, cas, event }) => (
        <tr key={event.seq}>
          <td>{whenText(event)}</td>
          <td>{key}</td>
          <td>{value}</td>
          <td className="number">{cas === '0' ? <span className="t3">any</span> : cas}</td>
          <Outcome event={event} />
        </tr>
      ))}
    </StateTable>
  );
}

export function FilterState({ report }: { report: ScenarioReport }) {
  const writes = filterStateWrites(report);
  if (writes.length === 0) return null;
  return (
    <StateTable
      name="Filter state"
      columns={['When', 'Name', 'Value', 'Read by', 'Answer', 'Where']}
    >
      {writes.slice(0, mostRows).map(({ event, path, value, isEnvoys }) => (
        <tr key={event.seq}>
          <td>{whenText(event)}</td>
          <td>{path}</td>
          <td>{value}</td>
          <td className="t2">{isEnvoys ? "Envoy's filters" : 'Wasm filters'}</td>
          <Outcome event={event} />
        </tr>
      ))}
    </StateTable>
  );
}

/** Calls that have no answer when the scenario is over come first: nothing will be told of them any more. */
export function Callouts({ report }: { report: ScenarioReport }) {
  const { calls } = report;
  if (calls.length === 0) return null;
  const pending = calls.filter(isPending);
  const shown = [...pending, ...calls.filter((call) => !isPending(call))];
  return (
    <StateTable
      name={`Calls to other clusters${pending.length === 0 ? '' : `, ${pending.length} pending`}`}
      columns={['Cluster', 'Call', 'Began', 'Ended', 'Outcome']}
    >
      {shown.slice(0, mostRows).map((call) => (
        <tr key={`${call.seq} ${call.callId}`}>
          <td>
            {call.cluster} <ExpectButton expectation={expectCallCount(report, call.cluster)} />
          </td>
          <td>
            {call.grpc === null ? requestLine(call) : `${call.grpc.service}/${call.grpc.method}`}
          </td>
          <td>{formatNs(call.startNs)}</td>
          <td>
            {isPending(call) ? <span className="t3">not yet</span> : formatNs(call.endNs ?? 0)}
          </td>
          <td>
            {isPending(call) ? (
              <span className="tone-paused">
                <Glyph name="paused" /> pending, {pendingText(call, report.endNs)}
              </span>
            ) : (
              call.outcome
            )}
          </td>
        </tr>
      ))}
    </StateTable>
  );
}

/** Envoy cancels what is open when it is stopped, after the last that the scenario shows. */
function isPending({ outcome }: CallReport): boolean {
  return outcome === 'open' || outcome === 'cancelled';
}

function pendingText({ startNs, timeoutMs, grpc }: CallReport, endNs: number): string {
  const waited = `waits for ${formatNs(endNs - startNs)}`;
  return grpc?.kind === 'stream' || timeoutMs === 0
    ? waited
    : `${waited} of ${formatMs(timeoutMs)}`;
}

function requestLine({ request }: CallReport): string {
  const value = (name: string): string =>
    request.headers.find((pair) => pair[0] === name)?.[1] ?? '';
  return `${value(':method')} ${value(':path')}`.trim();
}

function whenText(event: HostcallEvent): string {
  const request = event.exchange === null ? 'start' : `request ${event.exchange + 1}`;
  return `${request}, ${formatNs(event.timeNs)}`;
}

/** The last two cells of a row: what the hostcall answered, and the line that made it. */
function Outcome({ event }: { event: HostcallEvent }) {
  return (
    <>
      <td title={event.why}>
        <span className={event.result === 0 ? '' : 'tone-fault'}>{event.resultText}</span>
      </td>
      <td>
        <SourceLink source={event.source} />
      </td>
    </>
  );
}
