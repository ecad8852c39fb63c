// The events of a scenario as a list, of which only the rows in sight are in the page.

import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useEffect, useRef } from 'react';
import type { SourcePosition } from '#run/api.ts';
import type { CallRow } from '#trace/call-list.ts';
import { isOwnFile, positionText } from '#trace/summary.ts';
import { Glyph } from '../../../ui/Glyph.tsx';
import { useWorkbench } from '../../../workbench.ts';

export const rowHeight = 26;

export interface EventListProps {
  rows: readonly CallRow[];
  /** Index of the selected row; -1 when it is not in the list. */
  at: number;
  onSelect: (seq: number) => void;
  onKeyDown: (event: KeyboardEvent) => void;
}

export function EventList({ rows, at, onSelect, onKeyDown }: EventListProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 12,
    // Before the first layout the list is drawn as if it had this height.
    initialRect: { width: 600, height: 400 },
  });
  const selected = rows[at];

  useEffect(() => {
    if (at >= 0) virtual.scrollToIndex(at, { align: 'auto' });
  }, [at, virtual]);

  return (
    <div
      className="call-list"
      ref={scroller}
      role="listbox"
      aria-label="Events"
      aria-activedescendant={selected === undefined ? undefined : rowId(selected.seq)}
      tabIndex={0}
      onKeyDown={onKeyDown}
    >
      <div style={{ height: virtual.getTotalSize(), position: 'relative' }} role="presentation">
        {virtual.getVirtualItems().map((item) => {
          const row = rows[item.index];
          if (row === undefined) return null;
          return (
            <EventRow
              key={row.seq}
              row={row}
              top={item.start}
              selected={item.index === at}
              position={item.index + 1}
              total={rows.length}
              onSelect={() => onSelect(row.seq)}
            />
          );
        })}
      </div>
    </div>
  );
}

function rowId(seq: number): string {
  return `call-${seq}`;
}

interface EventRowProps {
  row: CallRow;
  top: number;
  selected: boolean;
  position: number;
  total: number;
  onSelect: () => void;
}

function EventRow({ row, top, selected, position, total, onSelect }: EventRowProps) {
  const tone = row.tone === 'neutral' ? '' : `tone-${row.tone}`;
  return (
    // The list has the focus and the keys; rows are its options.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
    <div
      className={`call-row call-columns ${row.kind === 'callback' && row.depth === 0 ? 'callback' : ''}`}
      role="option"
      id={rowId(row.seq)}
      aria-selected={selected}
      aria-posinset={position}
      aria-setsize={total}
      tabIndex={-1}
      style={{ top }}
      onClick={onSelect}
    >
      <span className="index small">{row.seq}</span>
      <span className="index small at">
        {(row.timeNs / 1_000_000).toFixed(row.timeNs % 1_000_000 === 0 ? 0 : 1)}
      </span>
      <span
        style={{ paddingLeft: Math.min(row.depth, 6) * 16 }}
        className={row.name === '' ? tone || 't2' : 'mono'}
      >
        {row.kind === 'fault' && (
          <>
            <Glyph name="fault" />{' '}
          </>
        )}
        {row.worker !== null && <span className="small t3">worker {row.worker} </span>}
        {row.name !== '' && (
          <span className={row.kind === 'callback' ? 'strong' : ''}>
            {row.kind === 'callback' ? row.name : row.name.replace(/^proxy_/, '')}
          </span>
        )}
        <span className={row.name === '' ? '' : 'arguments'}>{row.text}</span>
      </span>
      <span className={`mono ${tone}`}>
        {row.tone === 'paused' && <Glyph name="paused" />} {row.result}
      </span>
      <RowSource source={row.source} />
    </div>
  );
}

/** An option of a list may hold no button: with keys it is Enter that goes to the line. */
function RowSource({ source }: { source: SourcePosition | null }) {
  const { store } = useWorkbench();
  if (source === null) return <span />;
  if (!isOwnFile(source)) return <span className="small t3">SDK</span>;
  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions
    <span className="link mono" onClick={() => store.getState().revealSource(source)}>
      {positionText(source)}
    </span>
  );
}
