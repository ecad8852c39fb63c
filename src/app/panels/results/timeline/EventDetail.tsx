// One event in full, or the state as it was when it had happened.

import { IconX } from '@tabler/icons-react';
import { useState } from 'react';
import type { HostcallEvent, ScenarioReport, SourcePosition, TraceEvent } from '#run/api.ts';
import { expectHostcall } from '#trace/new-expectation.ts';
import { IconButton } from '../../../ui/Button.tsx';
import { Choice } from '../../../ui/Choice.tsx';
import { Glyph } from '../../../ui/Glyph.tsx';
import { useWorkbench } from '../../../workbench.ts';
import { ExpectButton } from '../tests/ExpectButton.tsx';
import { EventFacts } from './EventFacts.tsx';
import { HostcallFacts } from './HostcallFacts.tsx';
import { MomentView } from './MomentView.tsx';
import { SourceLines } from './SourceLines.tsx';

type View = 'event' | 'state';

export interface EventDetailProps {
  report: ScenarioReport;
  event: TraceEvent;
  pluginNames: readonly string[];
}

export function EventDetail({ report, event, pluginNames }: EventDetailProps) {
  const { store } = useWorkbench();
  const [view, setView] = useState<View>('event');
  const source = sourceOf(event);
  return (
    <section className="call-detail" aria-label="Selected event" tabIndex={0}>
      <div className="detail-head">
        <Choice<View>
          slim
          label="What is shown of the event"
          value={view}
          options={[
            { value: 'event', label: 'Event' },
            { value: 'state', label: 'State then' },
          ]}
          onChange={setView}
        />
        <span className="grow" />
        {event.kind === 'hostcall' && (
          <ExpectButton word="Expect" expectation={expectHostcall(event)} />
        )}
        <IconButton
          slim
          label="Close the detail"
          icon={<IconX size={14} />}
          onClick={() => store.getState().show({ selectedSeq: null })}
        />
      </div>
      {view === 'state' ? (
        <MomentView report={report} seq={event.seq} pluginNames={pluginNames} />
      ) : (
        <>
          <div className="detail-title">
            <span className="mono strong cut">{titleOf(event)}</span>
            <span className="grow" />
            {event.kind === 'hostcall' && <StatusChip event={event} />}
          </div>
          {event.kind === 'hostcall' ? (
            <HostcallFacts report={report} event={event} />
          ) : (
            <EventFacts event={event} />
          )}
          {source !== null && <SourceLines key={event.seq} source={source} />}
        </>
      )}
    </section>
  );
}

function sourceOf(event: TraceEvent): SourcePosition | null {
  if (event.kind === 'hostcall') return event.source;
  return event.kind === 'fault' ? event.fault.source : null;
}

function titleOf(event: TraceEvent): string {
  switch (event.kind) {
    case 'callback':
    case 'hostcall':
      return event.name;
    case 'net':
      return event.what;
    case 'log':
      return `log ${event.level}`;
    case 'fault':
      return 'fault';
  }
}

function StatusChip({ event }: { event: HostcallEvent }) {
  if (event.result === null) return null;
  const good = event.result === 0;
  const absent = event.result === 1;
  return (
    <span className={`chip ${good ? 'ok' : absent ? '' : 'fault'}`}>
      {good ? <Glyph name="ok" /> : absent ? null : <Glyph name="fault" />} {event.resultText}{' '}
      {event.result}
    </span>
  );
}
