// One event in full: arguments by name, what came out, and why.

import { IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { HostcallEvent, ScenarioReport, TraceEvent } from '#run/api.ts';
import { argumentText } from '#trace/call-list.ts';
import { expectHostcall } from '#trace/new-expectation.ts';
import { formatNs } from '#trace/units.ts';
import { IconButton } from '../../../ui/Button.tsx';
import { Glyph } from '../../../ui/Glyph.tsx';
import { useWorkbench } from '../../../workbench.ts';
import { SourceLink } from '../SourceLink.tsx';
import { ExpectButton } from '../tests/ExpectButton.tsx';

export function EventDetail({ event }: { report: ScenarioReport; event: TraceEvent }) {
  const { store } = useWorkbench();
  return (
    <section className="call-detail" aria-label="Selected event">
      <div className="detail-head">
        <span className="mono strong cut">{titleOf(event)}</span>
        <span className="grow" />
        {event.kind === 'hostcall' && <StatusChip event={event} />}
        {event.kind === 'hostcall' && <ExpectButton expectation={expectHostcall(event)} />}
        <IconButton
          slim
          label="Close the detail"
          icon={<IconX size={14} />}
          onClick={() => store.getState().show({ selectedSeq: null })}
        />
      </div>
      <Facts event={event} />
    </section>
  );
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
      {good ? <Glyph name="ok" /> : absent ? null : <Glyph name="fault" />} {event.resultText}
    </span>
  );
}

function Facts({ event }: { event: TraceEvent }) {
  const place = `at ${formatNs(event.timeNs)}`;
  switch (event.kind) {
    case 'callback':
      return (
        <FactList>
          <Fact name="context">{event.contextId}</Fact>
          <Fact name="arguments">({event.args.join(', ')})</Fact>
          <Fact name="result">
            {event.trapped
              ? 'trapped'
              : event.result === null
                ? 'none'
                : `${event.result} ${event.resultText}`}
          </Fact>
          <Fact name="time">{place}</Fact>
        </FactList>
      );
    case 'hostcall':
      return (
        <>
          {event.why !== '' && (
            <p className="detail-text">
              <span className="strong">
                {event.result === 0 ? 'Note:' : `Why ${event.resultText}:`}
              </span>{' '}
              {event.why}
            </p>
          )}
          <FactList>
            {event.inputs.map((input) => (
              <Fact key={input.name} name={input.name}>
                {argumentText(input)}
              </Fact>
            ))}
            {event.outputs.map((output) => (
              <Fact key={output.name} name={`→ ${output.name}`}>
                {output.text}
              </Fact>
            ))}
            <Fact name="raw">
              ({event.args.join(', ')}){event.result === null ? '' : ` = ${event.result}`}
            </Fact>
            <Fact name="time">{place}</Fact>
            {event.source !== null && (
              <Fact name="called at">
                <SourceLink source={event.source} column />
              </Fact>
            )}
          </FactList>
          {event.notEmulated && (
            <p className="detail-text tone-changed">
              <Glyph name="warning" /> Sluice does not emulate this hostcall yet; it answers
              Unimplemented, a real Envoy may not.
            </p>
          )}
        </>
      );
    case 'net':
      return (
        <FactList>
          <Fact name="what">{event.text}</Fact>
          <Fact name="time">{place}</Fact>
        </FactList>
      );
    case 'log':
      return (
        <FactList>
          <Fact name="line">{event.text}</Fact>
          <Fact name="time">{place}</Fact>
        </FactList>
      );
    case 'fault':
      return (
        <FactList>
          <Fact name="message">{event.fault.message}</Fact>
          <Fact name="in">{event.fault.callback}</Fact>
          {event.fault.source !== null && (
            <Fact name="at">
              <SourceLink source={event.fault.source} column />
            </Fact>
          )}
        </FactList>
      );
  }
}

function FactList({ children }: { children: ReactNode }) {
  return <dl className="facts">{children}</dl>;
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}
