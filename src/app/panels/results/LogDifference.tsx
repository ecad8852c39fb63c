// What a run and a real Envoy's log share and do not, call by call, with the first difference in sight.

import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { type ReactNode, useMemo, useState } from 'react';
import type { WorkerComparison } from '#trace/compare-log.ts';
import { type DiffLine, diffLines, type DiffRow } from '#trace/diff-events.ts';
import { formatCount } from '#trace/units.ts';
import { IconButton } from '../../ui/Button.tsx';
import { Glyph } from '../../ui/Glyph.tsx';
import { type TextLine, TextLines } from './TextLines.tsx';

interface LogDifferenceProps {
  workers: readonly WorkerComparison[];
  controls: ReactNode;
}

export function LogDifference({ workers, controls }: LogDifferenceProps) {
  const groups = useMemo(
    () => workers.map(({ rows, ...worker }) => ({ title: titleOf(worker, rows.length), rows })),
    [workers],
  );
  return <Difference groups={groups} names={['Sluice', 'Envoy']} controls={controls} />;
}

function titleOf(
  { worker, thread, differences }: Omit<WorkerComparison, 'rows'>,
  rows: number,
): string {
  const other = thread === null ? 'no thread of the log' : `thread ${thread} of the log`;
  const outcome = differences === 0 ? 'identical' : `${formatCount(differences)} differ`;
  return `Worker ${worker} and ${other}: ${formatCount(rows)} calls and log lines, ${outcome}`;
}

interface DifferenceProps {
  groups: readonly { title: string; rows: readonly DiffRow[] }[];
  /** Of the two sides. */
  names: readonly [string, string];
  controls: ReactNode;
}

export function Difference({ groups, names, controls }: DifferenceProps) {
  const [one, other] = names;
  const { lines, places } = useMemo(() => listOf(groups, [one, other]), [groups, one, other]);
  const [chosen, setChosen] = useState(0);
  const at = places.length === 0 ? null : chosen % places.length;

  return (
    <div className="log-pane">
      <div className="toolbar">
        {controls}
        <span className="grow" />
        <Outcome differences={places.length} />
        {at !== null && (
          <>
            <span className="small t3 number">
              {at + 1} of {formatCount(places.length)}
            </span>
            <IconButton
              slim
              label="Difference before"
              icon={<IconArrowUp size={14} />}
              onClick={() => setChosen((at + places.length - 1) % places.length)}
            />
            <IconButton
              slim
              label="Next difference"
              icon={<IconArrowDown size={14} />}
              onClick={() => setChosen((at + 1) % places.length)}
            />
          </>
        )}
      </div>
      <TextLines
        label={`${one} and ${other}`}
        lines={lines}
        focus={at === null ? null : (places[at] ?? null)}
      />
    </div>
  );
}

function Outcome({ differences }: { differences: number }) {
  const text =
    differences === 0
      ? 'Identical'
      : `${formatCount(differences)} ${differences === 1 ? 'difference' : 'differences'}`;
  return (
    <span className={`chip ${differences === 0 ? 'ok' : 'changed'}`} role="status">
      <Glyph name={differences === 0 ? 'ok' : 'warning'} /> {text}
    </span>
  );
}

function look(
  side: DiffLine['side'],
  [one, other]: readonly [string, string],
): Pick<TextLine, 'tone' | 'mark'> {
  switch (side) {
    case 'both':
      return { tone: 'both' };
    case 'sluice':
      return { tone: 'removed', mark: { glyph: 'removed', label: one } };
    case 'envoy':
      return { tone: 'added', mark: { glyph: 'added', label: other } };
  }
}

/** All groups in one list, and the indexes of the lines where differences begin. */
function listOf(
  groups: DifferenceProps['groups'],
  names: readonly [string, string],
): { lines: TextLine[]; places: number[] } {
  const lines: TextLine[] = [];
  const places: number[] = [];
  for (const { title, rows } of groups) {
    lines.push({ text: title, tone: 'head' });
    for (const row of rows) {
      if (row.kind !== 'same') places.push(lines.length);
      for (const { side, text } of diffLines(row)) lines.push({ text, ...look(side, names) });
    }
  }
  return { lines, places };
}
