// What the VMs share when the scenario is over: shared data, queues and metrics.

import type { ReactNode } from 'react';
import type { MetricReport, ReportedBody, StateReport } from '#run/api.ts';
import { expectMetric, expectSharedData } from '#trace/new-expectation.ts';
import { formatBytes, formatCount } from '#trace/units.ts';
import { ExpectButton } from './tests/ExpectButton.tsx';

/** Samples of a histogram shown in its row. */
const shownSamples = 20;

export function stateEntries({ sharedData, queues, metrics }: StateReport): number {
  return sharedData.length + queues.length + metrics.length;
}

export function State({ state }: { state: StateReport }) {
  if (stateEntries(state) === 0) {
    return (
      <div className="empty">
        <p className="strong">Nothing is shared in this scenario</p>
        <p>
          Shared data, queues and metrics stand here as they are at the end, when a filter has set,
          registered or defined them.
        </p>
      </div>
    );
  }
  const { sharedData, queues, metrics } = state;
  return (
    <>
      {sharedData.length > 0 && (
        <StateTable name="Shared data" columns={['Key', 'Value', 'cas', 'VM id']}>
          {sharedData.map(({ vmId, key, value, cas }) => (
            <tr key={JSON.stringify([vmId, key])}>
              <td>{key}</td>
              <td>
                {valueText(value)}{' '}
                <ExpectButton expectation={expectSharedData({ vmId, key, value, cas })} />
              </td>
              <td className="number">{cas}</td>
              <td>{vmIdText(vmId)}</td>
            </tr>
          ))}
        </StateTable>
      )}
      {queues.length > 0 && (
        <StateTable name="Queues" columns={['Queue', 'Waiting', 'Id', 'VM id']}>
          {queues.map(({ id, vmId, name, items }) => (
            <tr key={id}>
              <td>{name}</td>
              <td>
                {items.length === 0 ? <span className="t3">empty</span> : null}
                {items.map((item, index) => (
                  // A queue's values have no identity but their place.
                  // oxlint-disable-next-line react/no-array-index-key
                  <div key={index}>{valueText(item)}</div>
                ))}
              </td>
              <td className="number">{id}</td>
              <td>{vmIdText(vmId)}</td>
            </tr>
          ))}
        </StateTable>
      )}
      {metrics.length > 0 && (
        <StateTable name="Metrics" columns={['Metric', 'Value', 'Type']}>
          {metrics.map((metric) => (
            <tr key={`${metric.type} ${metric.name}`}>
              <td title={`wasmcustom.${metric.name} in Envoy's statistics`}>{metric.name}</td>
              <td>
                {metricText(metric)} <ExpectButton expectation={expectMetric(metric)} />
              </td>
              <td>{metric.type}</td>
            </tr>
          ))}
        </StateTable>
      )}
    </>
  );
}

interface StateTableProps {
  name: string;
  columns: string[];
  children: ReactNode;
}

function StateTable({ name, columns, children }: StateTableProps) {
  return (
    <table className="state-table">
      <caption>{name}</caption>
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column} scope="col">
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  );
}

function vmIdText(vmId: string): ReactNode {
  return vmId === '' ? <span className="t3">(empty)</span> : vmId;
}

function valueText({ data, encoding, sizeBytes, truncated }: ReportedBody): ReactNode {
  if (sizeBytes === 0) return <span className="t3">empty</span>;
  return (
    <>
      {data}
      {truncated && '…'}
      {(truncated || encoding === 'base64') && (
        <span className="t3">
          {' '}
          {encoding === 'base64' ? 'base64, ' : ''}
          {formatBytes(sizeBytes)}
        </span>
      )}
    </>
  );
}

function metricText({ value, samples, sampleCount }: MetricReport): ReactNode {
  if (value !== null) return value;
  const shown = samples.slice(0, shownSamples).join(', ');
  const more = sampleCount > shownSamples ? '…' : '';
  return (
    <>
      {shown}
      {more} <span className="t3">{formatCount(sampleCount)} samples</span>
    </>
  );
}
