// Every callback and hostcall of the scenario in order, and the one that is selected in full.

import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react';
import type { ScenarioReport } from '#run/api.ts';
import { type CallRow, callRows, plumbingCount } from '#trace/call-list.ts';
import { isOwnFile } from '#trace/summary.ts';
import { formatCount } from '#trace/units.ts';
import { Glyph } from '../../ui/Glyph.tsx';
import { usePlayground, useWorkbench } from '../../workbench.ts';
import { CallDetail } from './CallDetail.tsx';
import { SourceLink } from './SourceLink.tsx';

const rowHeight = 26;

export function Calls({ report }: { report: ScenarioReport }) {
  const { store } = useWorkbench();
  const selectedSeq = usePlayground((state) => state.selectedSeq);
  const [filter, setFilter] = useState('');
  const [plumbing, setPlumbing] = useState(false);
  const rows = useMemo(() => callRows(report), [report]);
  const hidden = useMemo(() => plumbingCount(rows), [rows]);
  const shown = useMemo(
    () => rows.filter((row) => (plumbing || !row.plumbing) && matches(row, filter)),
    [rows, plumbing, filter],
  );
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: shown.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 12,
    // Before the first layout the list is drawn as if it had this height.
    initialRect: { width: 600, height: 400 },
  });
  const at = shown.findIndex((row) => row.seq === selectedSeq);
  const selected = shown[at];

  useEffect(() => {
    if (at >= 0) virtual.scrollToIndex(at, { align: 'auto' });
  }, [at, virtual]);

  function select(index: number): void {
    const row = shown[Math.max(0, Math.min(index, shown.length - 1))];
    if (row !== undefined) store.getState().show({ selectedSeq: row.seq });
  }

  function onKeyDown(event: KeyboardEvent): void {
    const page = Math.floor((scroller.current?.clientHeight ?? 260) / rowHeight);
    const target: Partial<Record<string, number>> = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      PageDown: at + page,
      PageUp: at - page,
      Home: 0,
      End: shown.length - 1,
    };
    const next = target[event.key];
    if (next !== undefined) {
      event.preventDefault();
      select(next);
    } else if (event.key === 'Enter' && selected?.source && isOwnFile(selected.source)) {
      store.getState().revealSource(selected.source);
    } else if (event.key === 'Escape') {
      store.getState().show({ selectedSeq: null });
    }
  }

  return (
    <div className="calls">
      <div className="toolbar">
        <input
          className="input"
          type="search"
          aria-label="Filter the calls"
          placeholder="Filter: x-user, BadArgument"
          value={filter}
          onChange={(event) => setFilter(event.target.value)}
        />
        {hidden > 0 && (
          <label className="check small t2">
            <input
              type="checkbox"
              checked={plumbing}
              onChange={(event) => setPlumbing(event.target.checked)}
            />
            Memory calls <span className="t3 number">{formatCount(hidden)}</span>
          </label>
        )}
        <span className="grow" />
        <span className="small t3 number">
          {filter === ''
            ? formatCount(shown.length)
            : `${formatCount(shown.length)} of ${formatCount(rows.length)}`}
        </span>
      </div>
      <div className="table-head call-columns" aria-hidden="true">
        <span className="index">#</span>
        <span className="index at">ms</span>
        <span>Call</span>
        <span>Result</span>
        <span>Source</span>
      </div>
      <div className={`calls-split ${selected === undefined ? '' : 'with-detail'}`}>
        <div
          className="call-list"
          ref={scroller}
          role="listbox"
          aria-label="Calls"
          aria-activedescendant={selected === undefined ? undefined : rowId(selected.seq)}
          tabIndex={0}
          onKeyDown={onKeyDown}
        >
          <div style={{ height: virtual.getTotalSize(), position: 'relative' }} role="presentation">
            {virtual.getVirtualItems().map((item) => {
              const row = shown[item.index];
              if (row === undefined) return null;
              return (
                <CallRowView
                  key={row.seq}
                  row={row}
                  top={item.start}
                  selected={row.seq === selectedSeq}
                  position={item.index + 1}
                  total={shown.length}
                  onSelect={() => select(item.index)}
                />
              );
            })}
          </div>
        </div>
        {selected !== undefined && <CallDetail report={report} seq={selected.seq} />}
      </div>
    </div>
  );
}

function rowId(seq: number): string {
  return `call-${seq}`;
}

function matches(row: CallRow, filter: string): boolean {
  if (filter === '') return true;
  const text = `${row.name} ${row.text} ${row.result}`.toLowerCase();
  return filter
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

interface CallRowViewProps {
  row: CallRow;
  top: number;
  selected: boolean;
  position: number;
  total: number;
  onSelect: () => void;
}

function CallRowView({ row, top, selected, position, total, onSelect }: CallRowViewProps) {
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
      <span>
        <SourceLink source={row.source} />
      </span>
    </div>
  );
}
