// Two runs in words and rows: what others see differently, and the calls of both aligned, with the first difference in sight.

import { useMemo } from 'react';
import type { ScenarioReport } from '#run/api.ts';
import {
  alignedCalls,
  type ScenarioDifference,
  scenarioDifferences,
} from '#trace/compare-scenarios.ts';
import { textDifference } from '#trace/text-difference.ts';
import { plural } from '#trace/units.ts';
import { Glyph } from '../../../ui/Glyph.tsx';
import { Difference } from '../LogDifference.tsx';
import { Parts } from '../tests/Parts.tsx';

interface SideBySideProps {
  left: ScenarioReport;
  right: ScenarioReport;
  names: readonly [string, string];
}

export function SideBySide({ left, right, names }: SideBySideProps) {
  const differences = useMemo(() => scenarioDifferences(left, right), [left, right]);
  const groups = useMemo(
    () =>
      alignedCalls(left, right).map(({ worker, rows }) => ({
        title: `Worker ${worker}: ${plural(rows.length, 'call and log line', 'calls and log lines')}`,
        rows,
      })),
    [left, right],
  );
  return (
    <>
      <Outside differences={differences} names={names} />
      <Difference
        groups={groups}
        names={names}
        controls={<span className="small t2">Calls and log lines, without addresses</span>}
      />
    </>
  );
}

interface OutsideProps {
  differences: readonly ScenarioDifference[];
  names: readonly [string, string];
}

function Outside({ differences, names }: OutsideProps) {
  if (differences.length === 0) {
    return (
      <p className="compare-same">
        <span className="tone-ok">
          <Glyph name="ok" />
        </span>{' '}
        Client, upstream, log and state see the same in both.
      </p>
    );
  }
  return (
    // Many differences scroll, and scrolling must be possible by keyboard.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className="compare-outside" tabIndex={0} role="group" aria-label="Seen from outside">
      <table className="compare-table">
        <thead>
          <tr>
            <th scope="col">{plural(differences.length, 'difference')}</th>
            <th scope="col">{names[0]}</th>
            <th scope="col">{names[1]}</th>
          </tr>
        </thead>
        <tbody>
          {differences.map(({ what, left, right }) => {
            const [one, other] = textDifference(left, right);
            return (
              <tr key={what}>
                <th scope="row">{what}</th>
                <td>{left === '' ? <Absent /> : <Parts parts={one} mark="removed" />}</td>
                <td>{right === '' ? <Absent /> : <Parts parts={other} mark="added" />}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

function Absent() {
  return <span className="t3">nothing</span>;
}
