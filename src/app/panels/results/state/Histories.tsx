// Tables of how the shared state came to be: the history of keys, what filters told each other, and the calls to others.

import type { HostcallEvent, ScenarioReport } from '#run/api.ts';
import { expectCallCount } from '#trace/new-expectation.ts';
import { input, propertyWrites, sharedDataHistory } from '#trace/state-history.ts';
import { formatNs } from '#trace/units.ts';
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
          <td title={event.why}>
            <span className={event.result === 0 ? '' : 'tone-fault'}>{event.resultText}</span>
          </td>
          <td>
            <SourceLink source={event.source} />
          </td>
        </tr>
      ))}
    </StateTable>
  );
}

export function FilterState({ report }: { report: ScenarioReport }) {
  const writes = propertyWrites(report);
  if (writes.length === 0) return null;
  return (
    <StateTable name="Filter state" columns={['When', 'Property', 'Value', 'Answer', 'Where']}>
      {writes.slice(0, mostRows).map((event) => (
        <tr key={event.seq}>
          <td>{whenText(event)}</td>
          <td>{input(event, 'path')}</td>
          <td>{input(event, 'value')}</td>
          <td title={event.why}>
            <span className={event.result === 0 ? '' : 'tone-fault'}>{event.resultText}</span>
          </td>
          <td>
            <SourceLink source={event.source} />
          </td>
        </tr>
      ))}
    </StateTable>
  );
}

export function Callouts({ report }: { report: ScenarioReport }) {
  const { calls } = report;
  if (calls.length === 0) return null;
  return (
    <StateTable name="Calls to other clusters" columns={['Cluster', 'Began', 'Ended', 'Outcome']}>
      {calls.slice(0, mostRows).map((call) => (
        <tr key={`${call.seq} ${call.callId}`}>
          <td>
            {call.cluster} <ExpectButton expectation={expectCallCount(report, call.cluster)} />
          </td>
          <td>{formatNs(call.startNs)}</td>
          <td>{call.endNs === null ? <span className="t3">open</span> : formatNs(call.endNs)}</td>
          <td>{call.outcome === 'cancelled' ? 'pending until Envoy was stopped' : call.outcome}</td>
        </tr>
      ))}
    </StateTable>
  );
}

function whenText(event: HostcallEvent): string {
  const request = event.exchange === null ? 'start' : `request ${event.exchange + 1}`;
  return `${request}, ${formatNs(event.timeNs)}`;
}
