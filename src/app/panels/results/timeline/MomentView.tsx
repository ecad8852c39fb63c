// The state at one moment: the messages as they were, and what filters had shared until then.

import { useMemo } from 'react';
import type { ScenarioReport } from '#run/api.ts';
import { type MessageMoment, stateAt, type ValueMoment } from '#trace/state-at.ts';
import { plural } from '#trace/units.ts';
import { Glyph } from '../../../ui/Glyph.tsx';
import { useWorkbench } from '../../../workbench.ts';

export interface MomentViewProps {
  report: ScenarioReport;
  seq: number;
  pluginNames: readonly string[];
}

export function MomentView({ report, seq, pluginNames }: MomentViewProps) {
  const moment = useMemo(() => stateAt(report, seq), [report, seq]);
  const { messages, sharedData, queues, properties, unknown } = moment;
  const isEmpty = messages.length + sharedData.length + queues.length + properties.length === 0;
  return (
    <div className="moment">
      <p className="detail-text t2">
        After event #{seq}
        {moment.exchange === null ? ', before the first request' : ''}
        {report.exchanges.length > 1 && moment.exchange !== null
          ? `, request ${moment.exchange + 1} of ${report.exchanges.length}`
          : ''}
      </p>
      {isEmpty && <p className="detail-text t3">No message, and nothing shared until here.</p>}
      {messages.map((message) => (
        <MessageBlock key={message.direction} message={message} pluginNames={pluginNames} />
      ))}
      <Values title="Shared data" values={sharedData} />
      <Values title="Queues, items" values={queues} />
      <Values title="Properties set by filters" values={properties} />
      {unknown.map((sentence) => (
        <Unknown key={sentence} sentence={sentence} />
      ))}
    </div>
  );
}

interface MessageBlockProps {
  message: MessageMoment;
  pluginNames: readonly string[];
}

function MessageBlock({ message, pluginNames }: MessageBlockProps) {
  const { direction, plugin, headers, body, unknown } = message;
  const where = plugin === null ? 'as Envoy got it' : `at ${pluginNames[plugin] ?? 'the filter'}`;
  return (
    <section aria-label={`${direction} then`}>
      <div className="moment-head">
        {direction === 'request' ? 'Request' : 'Response'} <span className="t3">{where}</span>
        <span className="grow" />
        <span className="t3">{plural(headers.length, 'header')}</span>
      </div>
      {headers.map(([name, value], index) => (
        // oxlint-disable-next-line react/no-array-index-key
        <div className="moment-row" key={index}>
          <span className="t2">{name}:</span> {value}
        </div>
      ))}
      <div className="moment-row">
        <span className="t2">body:</span> {body}
      </div>
      {unknown.map((sentence) => (
        <Unknown key={sentence} sentence={sentence} />
      ))}
    </section>
  );
}

function Values({ title, values }: { title: string; values: readonly ValueMoment[] }) {
  const { store } = useWorkbench();
  if (values.length === 0) return null;
  return (
    <section aria-label={title}>
      <div className="moment-head">{title}</div>
      {values.map(({ name, value, seq }) => (
        <div className="moment-row" key={`${name} ${seq}`}>
          <span className="t2">{name}</span> {value}{' '}
          <button
            type="button"
            className="link mono"
            aria-label={`Show event ${seq}, which set it`}
            onClick={() => store.getState().show({ selectedSeq: seq })}
          >
            #{seq}
          </button>
        </div>
      ))}
    </section>
  );
}

function Unknown({ sentence }: { sentence: string }) {
  return (
    <p className="detail-text small t2">
      <Glyph name="info" /> {sentence}
    </p>
  );
}
