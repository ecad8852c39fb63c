// What there is to say of a callback, of something on a wire, of a line of Envoy's log, of a fault.

import type { ReactNode } from 'react';
import type { CallbackEvent, HostcallEvent, TraceEvent } from '#run/api.ts';
import { formatNs, plural } from '#trace/units.ts';

export function EventFacts({ event }: { event: Exclude<TraceEvent, HostcallEvent> }) {
  const time = <Fact name="virtual time">{formatNs(event.timeNs)}</Fact>;
  switch (event.kind) {
    case 'callback':
      return (
        <FactList>
          <Fact name="context">{event.contextId}</Fact>
          <Fact name="arguments">({event.args.join(', ')})</Fact>
          <Fact name="result">{resultOf(event)}</Fact>
          <Fact name="inside">{plural(event.lastSeq - event.seq, 'event')}</Fact>
          {time}
        </FactList>
      );
    case 'net':
      return (
        <FactList>
          <Fact name="what">{event.text}</Fact>
          {time}
        </FactList>
      );
    case 'log':
      return (
        <FactList>
          <Fact name="line">{event.text}</Fact>
          {time}
        </FactList>
      );
    case 'fault':
      return (
        <FactList>
          <Fact name="message">{event.fault.message}</Fact>
          <Fact name="in">{event.fault.callback}</Fact>
          {time}
        </FactList>
      );
  }
}

function resultOf({ trapped, result, resultText }: CallbackEvent): string {
  if (trapped) return 'trapped';
  return result === null ? 'none' : `${result} ${resultText}`;
}

export function FactList({ children }: { children: ReactNode }) {
  return <dl className="facts">{children}</dl>;
}

export function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}
