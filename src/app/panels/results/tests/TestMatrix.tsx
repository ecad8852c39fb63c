// The table of scenarios and kinds of assertions; arrow keys walk from cell to cell.

import { type KeyboardEvent, useRef } from 'react';
import {
  type AssertionGroup,
  assertionGroups,
  type MatrixCell,
  type MatrixRow,
} from '#trace/test-matrix.ts';
import { formatCount, formatNs } from '#trace/units.ts';
import { Glyph } from '../../../ui/Glyph.tsx';

const titles: Record<AssertionGroup, string> = {
  client: 'Client',
  upstream: 'Upstream',
  calls: 'Calls',
  logs: 'Logs',
  state: 'State',
  hostcalls: 'Hostcalls',
  verdict: 'Verdict',
};

interface TestMatrixProps {
  rows: readonly MatrixRow[];
  active: number;
  group: AssertionGroup | null;
  onChoose: (scenario: number, group: AssertionGroup | null) => void;
}

export function TestMatrix({ rows, active, group, onChoose }: TestMatrixProps) {
  const table = useRef<HTMLTableElement>(null);

  function onKeyDown(event: KeyboardEvent): void {
    const target = event.target instanceof HTMLElement ? event.target.closest('td, th') : null;
    const row = target?.closest('tr');
    if (!(target instanceof HTMLTableCellElement) || !(row instanceof HTMLTableRowElement)) return;
    const next = neighbour(table.current, row, target, event.key);
    if (next === null) return;
    event.preventDefault();
    next.focus();
  }

  if (rows.length === 0) return <p className="hint-text tests-none">No scenario fails.</p>;
  return (
    <div className="matrix-scroller">
      <table className="test-matrix" ref={table} aria-label="Scenarios" onKeyDown={onKeyDown}>
        <thead>
          <tr>
            <th scope="col">Scenario</th>
            {assertionGroups.map((one) => (
              <th key={one} scope="col">
                {titles[one]}
              </th>
            ))}
            <th scope="col" className="figure">
              Calls made
            </th>
            <th scope="col" className="figure">
              Virtual time
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.index} className={row.index === active ? 'active' : ''}>
              <th scope="row">
                <button
                  type="button"
                  aria-pressed={row.index === active && group === null}
                  onClick={() => onChoose(row.index, null)}
                >
                  <RowMark tone={row.tone} />
                  <span className="cut">{row.name}</span>
                  {row.repeat > 1 && (
                    <span className="small t3">repeat {formatCount(row.repeat)}</span>
                  )}
                </button>
              </th>
              {assertionGroups.map((one) => (
                <td key={one}>
                  <Cell
                    cell={row.cells[one]}
                    label={`${titles[one]} of ${row.name}`}
                    chosen={row.index === active && group === one}
                    onChoose={() => onChoose(row.index, one)}
                  />
                </td>
              ))}
              <td className="figure number">
                {row.hostcalls === null ? '–' : formatCount(row.hostcalls)}
              </td>
              <td className="figure number">{row.endNs === null ? '–' : formatNs(row.endNs)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function RowMark({ tone }: { tone: MatrixRow['tone'] }) {
  if (tone === 'neutral') return <span className="t3 glyph-room">–</span>;
  return (
    <span className={`tone-${tone}`}>
      <Glyph name={tone} label={tone === 'ok' ? 'passes' : 'fails'} />
    </span>
  );
}

interface CellProps {
  cell: MatrixCell | undefined;
  label: string;
  chosen: boolean;
  onChoose: () => void;
}

function Cell({ cell, label, chosen, onChoose }: CellProps) {
  if (cell === undefined) return <span className="t3 nothing">–</span>;
  const { holds, fails, total } = cell;
  const words = `${label}: ${holds} of ${total} ${total === 1 ? 'holds' : 'hold'}`;
  return (
    <button
      type="button"
      className={fails > 0 ? 'fails' : ''}
      aria-pressed={chosen}
      aria-label={words}
      onClick={onChoose}
    >
      {fails > 0 ? (
        <>
          <Glyph name="fault" /> {holds} of {total}
        </>
      ) : holds === total ? (
        <>
          <span className="tone-ok">
            <Glyph name="ok" />
          </span>{' '}
          {total}
        </>
      ) : (
        <span className="t3">{total} not run</span>
      )}
    </button>
  );
}

/** The next cell with a button in the direction of the key, or null. */
function neighbour(
  table: HTMLTableElement | null,
  row: HTMLTableRowElement,
  cell: HTMLTableCellElement,
  key: string,
): HTMLButtonElement | null {
  const down = key === 'ArrowDown' ? 1 : key === 'ArrowUp' ? -1 : 0;
  const right = key === 'ArrowRight' ? 1 : key === 'ArrowLeft' ? -1 : 0;
  if (table === null || (down === 0 && right === 0)) return null;
  let [atRow, atCell] = [row.rowIndex, cell.cellIndex];
  for (;;) {
    atRow += down;
    atCell += right;
    const next = table.rows[atRow]?.cells[atCell];
    if (next === undefined || atRow === 0) return null;
    const button = next.querySelector('button');
    if (button !== null) return button;
  }
}
