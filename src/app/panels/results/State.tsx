// What the VMs share when the scenario is over, and how it came to be: shared data, queues, metrics, filter state, calls, memory.

import type { ReactNode } from 'react';
import type { MetricReport, ReportedBody, ScenarioReport, StateReport } from '#run/api.ts';
import { expectMetric, expectSharedData } from '#trace/new-expectation.ts';
import { metricChanges, prometheusName, stateEntries } from '#trace/state-history.ts';
import { formatBytes, formatCount } from '#trace/units.ts';
import { Callouts, FilterState, SharedDataHistory } from './state/Histories.tsx';
import { MemoryCurve } from './state/MemoryCurve.tsx';
import { Modules } from './state/Modules.tsx';
import { StateTable } from './state/StateTable.tsx';
import { ExpectButton } from './tests/ExpectButton.tsx';

/** Samples of a histogram shown in its row. */
const shownSamples = 20;

export function State({ report }: { report: ScenarioReport }) {
  const { state } = report;
  return (
    <>
      <Shared report={report} state={state} />
      <FilterState report={report} />
      <Callouts report={report} />
      <MemoryCurve report={report} />
      <Modules />
    </>
  );
}

function Shared({ report, state }: { report: ScenarioReport; state: StateReport }) {
  if (stateEntries(state) === 0) {
    return (
      <div className="state-none">
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
      <SharedDataHistory report={report} />
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
        <StateTable
          name="Metrics"
          columns={['Metric', 'Value', 'Type', 'In Prometheus', 'By request']}
        >
          {metrics.map((metric) => (
            <tr key={`${metric.type} ${metric.name}`}>
              <td title={`wasmcustom.${metric.name} in Envoy's statistics`}>{metric.name}</td>
              <td>
                {metricText(metric)} <ExpectButton expectation={expectMetric(metric)} />
              </td>
              <td>{metric.type}</td>
              <td>{prometheusName(metric.name)}</td>
              <td>{changesText(metric)}</td>
            </tr>
          ))}
        </StateTable>
      )}
    </>
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

/** Requests that changed it, in order; those that did not are not worth a word. */
function changesText(metric: MetricReport): ReactNode {
  const changes = metricChanges(metric).filter(({ change }) => !/^\+0\b/.test(change));
  if (changes.length === 0) return <span className="t3">unchanged</span>;
  return changes.map(({ where, change }) => `${change} ${where}`).join(', ');
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
