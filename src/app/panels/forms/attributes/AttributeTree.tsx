// The attributes as a tree that folds, with the keys that trees have.

import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { type KeyboardEvent, useId, useState } from 'react';
import { type AttributeRow, phases } from '#trace/attribute-rows.ts';
import { attributeTree, branchesAbove, type TreeLine } from '#trace/attribute-tree.ts';

interface AttributeTreeProps {
  rows: readonly AttributeRow[];
  /** Whether all branches are open at first; otherwise those of the request, and of what the filter reads or is overridden. */
  unfolded: boolean;
  /** Dotted name of a line. */
  chosen: string;
  onChoose: (name: string) => void;
}

export function AttributeTree({ rows, unfolded, chosen, onChoose }: AttributeTreeProps) {
  const id = useId();
  const [toggled, setToggled] = useState<ReadonlyMap<string, boolean>>(new Map());
  const wanted = new Set(
    rows.flatMap(({ path, read, overridden }) => (read || overridden ? branchesAbove(path) : [])),
  );
  const lines = attributeTree(
    rows,
    (name) => toggled.get(name) ?? (unfolded || name === 'request' || wanted.has(name)),
  );
  const at = lines.findIndex(({ name }) => name === chosen);
  const line = lines[at];

  function fold({ name, open }: TreeLine): void {
    if (open !== null) setToggled(new Map([...toggled, [name, !open]]));
  }

  function onKeyDown(event: KeyboardEvent): void {
    const to = targetOf(event.key, lines, at);
    if (to === null) return;
    event.preventDefault();
    if (to === 'fold') {
      if (line !== undefined) fold(line);
      return;
    }
    const next = lines[to];
    if (next === undefined) return;
    onChoose(next.name);
    document.getElementById(`${id}-${next.name}`)?.scrollIntoView({ block: 'nearest' });
  }

  return (
    <div
      className="attribute-list"
      role="tree"
      aria-label="Attributes of Envoy"
      tabIndex={0}
      aria-activedescendant={line === undefined ? undefined : `${id}-${chosen}`}
      onKeyDown={onKeyDown}
    >
      {lines.map((one) => (
        <Line
          key={one.name}
          id={`${id}-${one.name}`}
          line={one}
          selected={one === line}
          onChoose={() => {
            onChoose(one.name);
            if (one.row === null) fold(one);
          }}
          onFold={() => fold(one)}
        />
      ))}
    </div>
  );
}

/** Which line a key leads to, whether it folds or unfolds this one, or null for a key that is no key of trees. */
function targetOf(key: string, lines: readonly TreeLine[], at: number): number | 'fold' | null {
  const line = lines[at];
  switch (key) {
    case 'ArrowDown':
      return Math.min(at + 1, lines.length - 1);
    case 'ArrowUp':
      return Math.max(at - 1, 0);
    case 'Home':
      return 0;
    case 'End':
      return lines.length - 1;
    case 'Enter':
    case ' ':
      return 'fold';
    case 'ArrowRight':
      return line?.open === false ? 'fold' : line?.open === true ? at + 1 : at;
    case 'ArrowLeft':
      if (line?.open === true) return 'fold';
      return Math.max(
        lines.findLastIndex(({ depth }, above) => above < at && depth < (line?.depth ?? 0)),
        0,
      );
    default:
      return null;
  }
}

interface LineProps {
  id: string;
  line: TreeLine;
  selected: boolean;
  onChoose: () => void;
  onFold: () => void;
}

function Line({ id, line, selected, onChoose, onFold }: LineProps) {
  const { row, open, below } = line;
  const Chevron = open === true ? IconChevronDown : IconChevronRight;
  return (
    // The keys are the tree's own, above.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
    <div
      id={id}
      className={`attribute-line table-row ${row?.overridden === true ? 'overridden' : ''} ${row === null ? 'branch' : ''}`}
      role="treeitem"
      aria-level={line.depth + 1}
      aria-expanded={open ?? undefined}
      aria-selected={selected}
      onClick={onChoose}
    >
      <span
        className="mono ellipsis"
        style={{ paddingLeft: `${line.depth * 16 + (open === null ? 18 : 0)}px` }}
        title={line.name}
      >
        {open !== null && (
          // A second way for the pointer; keys fold with the arrows.
          // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions
          <span
            className="attribute-fold"
            onClick={(event) => {
              event.stopPropagation();
              onFold();
            }}
          >
            <Chevron size={14} aria-hidden />
          </span>
        )}
        {line.label}
      </span>
      {row === null ? (
        <span className="t3 small">
          {below.there} of {below.all} have a value
        </span>
      ) : (
        <Value row={row} />
      )}
    </div>
  );
}

function Value({ row }: { row: AttributeRow }) {
  return (
    <>
      <span className="mono ellipsis">{row.text}</span>
      <span className="t2">{row.type}</span>
      <span className="mono small t3 ellipsis">
        {row.hex === '' ? '' : `${row.sizeBytes} B ${row.hex}`}
      </span>
      <span className="attribute-phases mono" role="img" aria-label={row.told}>
        {phases.map((phase) => (
          <span key={phase.callback}>{row.marks[phase.callback] ?? ' '}</span>
        ))}
      </span>
    </>
  );
}
