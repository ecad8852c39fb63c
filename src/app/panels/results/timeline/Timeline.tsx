// What happened, along virtual time: lanes above, the same events as a list below, the selected one in full beside them.

import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { type KeyboardEvent, useDeferredValue, useMemo, useRef, useState } from 'react';
import type { ScenarioReport } from '#run/api.ts';
import { type CallKind, callFilter } from '#trace/call-filter.ts';
import { callRows, plumbingCount } from '#trace/call-list.ts';
import { atOrBefore, indexOfSeq, nextCallback } from '#trace/walk-calls.ts';
import { layOutTimeline } from '#trace/lay-out-timeline.ts';
import { isOwnFile } from '#trace/summary.ts';
import { formatCount, plural } from '#trace/units.ts';
import { IconButton } from '../../../ui/Button.tsx';
import { Choice } from '../../../ui/Choice.tsx';
import { usePlayground, useWorkbench } from '../../../workbench.ts';
import { EventDetail } from './EventDetail.tsx';
import { EventList, rowHeight } from './EventList.tsx';
import { Lanes } from './Lanes.tsx';
import { useSize } from './use-size.ts';

const kinds: readonly { value: CallKind; label: string }[] = [
  { value: 'all', label: 'All' },
  { value: 'callbacks', label: 'Callbacks' },
  { value: 'hostcalls', label: 'Hostcalls' },
  { value: 'network', label: 'Network' },
];

/** A pane of less height has dense lanes. */
const lowPx = 480;

export function Timeline({ report }: { report: ScenarioReport }) {
  const { store } = useWorkbench();
  const selectedSeq = usePlayground((state) => state.selectedSeq);
  const plugins = usePlayground((state) => state.project.plugins);
  const [kind, setKind] = useState<CallKind>('all');
  const [typed, setTyped] = useState('');
  const [plumbing, setPlumbing] = useState(false);
  const frame = useRef<HTMLDivElement>(null);
  const isLow = useSize(frame).height < lowPx;
  const wanted = useDeferredValue(typed);

  const rows = useMemo(() => callRows(report), [report]);
  const hidden = useMemo(() => plumbingCount(rows), [rows]);
  const names = plugins.map(({ name }) => name).join('\n');
  const pluginNames = useMemo(() => names.split('\n'), [names]);
  const timeline = useMemo(
    () => layOutTimeline(report, pluginNames, plumbing),
    [report, pluginNames, plumbing],
  );
  const filter = useMemo(() => callFilter(kind, wanted), [kind, wanted]);
  const shown = useMemo(
    () => rows.filter((row) => (plumbing || !row.plumbing) && (filter === null || filter(row))),
    [rows, plumbing, filter],
  );
  const matches = useMemo(() => {
    if (filter === null) return null;
    const found = new Set(shown.map(({ seq }) => seq));
    return (seq: number) => found.has(seq);
  }, [filter, shown]);
  const at = selectedSeq === null ? -1 : indexOfSeq(shown, selectedSeq);
  const selected = selectedSeq === null ? undefined : report.events[selectedSeq];

  const select = (seq: number | undefined): void => {
    if (seq !== undefined) store.getState().show({ selectedSeq: seq });
  };
  const selectRow = (index: number): void =>
    select(shown[Math.max(0, Math.min(index, shown.length - 1))]?.seq);
  const stepCallback = (direction: 1 | -1): void =>
    select(nextCallback(rows, selectedSeq, direction));

  function onKeyDown(event: KeyboardEvent): void {
    const near = at >= 0 || selectedSeq === null ? at : atOrBefore(shown, selectedSeq);
    const page = Math.max(1, Math.floor((frame.current?.clientHeight ?? 520) / rowHeight / 2));
    const target: Partial<Record<string, number>> = {
      ArrowDown: near + 1,
      ArrowUp: near - 1,
      PageDown: near + page,
      PageUp: near - page,
      Home: 0,
      End: shown.length - 1,
    };
    const next = target[event.key];
    const source = shown[at]?.source;
    if (event.shiftKey && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
      stepCallback(event.key === 'ArrowDown' ? 1 : -1);
    } else if (next !== undefined) selectRow(next);
    else if (event.key === 'Enter' && source && isOwnFile(source)) {
      store.getState().revealSource(source);
    } else if (event.key === 'Escape') store.getState().show({ selectedSeq: null });
    else return;
    event.preventDefault();
  }

  return (
    <div className={`timeline ${isLow ? 'low' : ''}`} ref={frame}>
      <div className="toolbar">
        <input
          className="input"
          type="search"
          aria-label="Filter the events"
          placeholder="x-user, status:BadArgument"
          title="Words; status:BadArgument, context:2, worker:1"
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
        <Choice slim label="Kind of event" value={kind} options={kinds} onChange={setKind} />
        {hidden > 0 && (
          <label className="check small t2">
            <input
              type="checkbox"
              checked={plumbing}
              onChange={(event) => setPlumbing(event.target.checked)}
            />
            Memory calls{' '}
            <span className="t3 number">
              {formatCount(hidden)}
              {!plumbing && ' hidden'}
            </span>
          </label>
        )}
        <span className="grow" />
        <span className="small t3 number">
          {filter === null
            ? plural(shown.length, 'event')
            : `${formatCount(shown.length)} of ${formatCount(rows.length)}`}
        </span>
        <span className="steps">
          <IconButton
            slim
            label="Previous callback (Shift ↑)"
            icon={<IconChevronLeft size={14} />}
            onClick={() => stepCallback(-1)}
          />
          <IconButton
            slim
            label="Next callback (Shift ↓)"
            icon={<IconChevronRight size={14} />}
            onClick={() => stepCallback(1)}
          />
        </span>
      </div>
      <Lanes
        timeline={timeline}
        selectedSeq={selectedSeq}
        matches={matches}
        isDense={isLow}
        onSelect={select}
        onKeyDown={onKeyDown}
      />
      <div className={`calls-split ${selected === undefined ? '' : 'with-detail'}`}>
        <div className="event-table">
          <div className="table-head call-columns" aria-hidden="true">
            <span className="index">#</span>
            <span className="index at">ms</span>
            <span>Call</span>
            <span>Result</span>
            <span>Source</span>
          </div>
          {shown.length === 0 ? (
            <div className="empty" role="status">
              <p className="strong">
                {rows.length === 0 ? 'Nothing happened in this run' : 'No event matches the filter'}
              </p>
              <p>
                {rows.length === 0
                  ? 'Envoy called no filter, and nothing went over a wire.'
                  : 'Words are found in names, arguments and results; status:, context: and worker: ask for one field.'}
              </p>
            </div>
          ) : (
            <EventList rows={shown} at={at} onSelect={select} onKeyDown={onKeyDown} />
          )}
          {report.droppedEvents > 0 && (
            <p className="dropped small" role="note">
              {formatCount(report.droppedEvents)} later events were counted, not kept.
            </p>
          )}
        </div>
        {selected !== undefined && (
          <EventDetail report={report} event={selected} pluginNames={pluginNames} />
        )}
      </div>
    </div>
  );
}
