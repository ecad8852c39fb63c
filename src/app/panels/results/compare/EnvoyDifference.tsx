// What of one scenario differs in a real Envoy: the first difference of each part, and the calls of both aligned.

import { useMemo } from 'react';
import { compareLogs } from '#trace/compare-log.ts';
import type { ScenarioVerdict } from '#trace/envoy-check.ts';
import { textDifference } from '#trace/text-difference.ts';
import { LogDifference } from '../LogDifference.tsx';
import { Parts } from '../tests/Parts.tsx';

export function EnvoyDifference({ verdict }: { verdict: ScenarioVerdict }) {
  const { differences, logs, outcome } = verdict;
  const workers = useMemo(
    () => (logs === null || outcome === 'identical' ? [] : compareLogs(logs, { addresses: true })),
    [logs, outcome],
  );
  if (outcome === 'identical') {
    return (
      <div className="empty">
        <p className="strong">Identical on Envoy 1.40</p>
        <p>
          The answer to the client, what reached upstream and callouts, the log, the metrics and
          every call with its arguments.
        </p>
      </div>
    );
  }
  return (
    <>
      {differences.length > 0 && (
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        <div className="compare-outside" tabIndex={0} role="group" aria-label="First differences">
          <table className="compare-table">
            <thead>
              <tr>
                <th scope="col">First difference</th>
                <th scope="col">Sluice</th>
                <th scope="col">Envoy</th>
              </tr>
            </thead>
            <tbody>
              {differences.map(({ section, line, sluice, envoy }) => {
                const [one, other] = textDifference(sluice[0] ?? '', envoy[0] ?? '');
                return (
                  <tr key={section}>
                    <th scope="row">
                      {placeText(section)}, line {line}
                    </th>
                    <td>
                      {sluice.length === 0 ? <Nothing /> : <Parts parts={one} mark="removed" />}
                    </td>
                    <td>
                      {envoy.length === 0 ? <Nothing /> : <Parts parts={other} mark="added" />}
                    </td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        </div>
      )}
      {workers.length > 0 && (
        <LogDifference
          workers={workers}
          controls={
            <span className="small t2">
              {outcome === 'numbers'
                ? 'The filter asks for the time or for chance, which no two runs share'
                : 'Calls and log lines'}
            </span>
          }
        />
      )}
    </>
  );
}

function Nothing() {
  return <span className="t3">nothing more</span>;
}

/** A section of the comparison in a person's words. */
function placeText(section: string): string {
  const [, number, part] = /^exchange (\d+) (client|upstream|details)$/.exec(section) ?? [];
  if (part === 'client') return `Answer ${number} to the client`;
  if (part === 'upstream') return `Request ${number} at the upstream`;
  if (part === 'details') return `Response code details of request ${number}`;
  const [head = '', ...rest] = section.split(' ');
  return [words[head] ?? head, ...rest].join(' ');
}

const words: Readonly<Record<string, string>> = {
  start: 'Start',
  calls: 'Callouts',
  metrics: 'Metrics',
  log: 'Log',
  trace: 'Calls',
};
