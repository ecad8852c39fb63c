// A hostcall in full: its arguments with their raw values, what it changed, why it ended as it did, and its bytes.

import { useMemo } from 'react';
import type { HostcallEvent, ScenarioReport } from '#run/api.ts';
import { type RawArgument, rawArguments } from '#trace/argument-bytes.ts';
import { hexLines } from '#trace/hex-lines.ts';
import { type Change, changeOf } from '#trace/change-of.ts';
import { formatBytes, formatNs } from '#trace/units.ts';
import { Glyph } from '../../../ui/Glyph.tsx';

/** Of each argument; the report keeps at most 400. */
const shownBytes = 64;
/** The pane has no room for more bytes on a line, with their text. */
const look = { addressDigits: 4, unprintable: '·', perLine: 8 };

export function HostcallFacts({ report, event }: { report: ScenarioReport; event: HostcallEvent }) {
  const raw = useMemo(() => rawArguments(event, report.events), [event, report]);
  const change = useMemo(() => changeOf(report, event), [event, report]);
  const pointed = raw.filter(({ bytes }) => bytes !== null && bytes.sizeBytes > 0);
  return (
    <>
      <dl className="arguments-list">
        {raw.map((one) => (
          <ArgumentRow key={`${one.isOutput} ${one.name}`} argument={one} />
        ))}
      </dl>
      {change !== null && <ChangeRow change={change} />}
      {event.why !== '' && (
        <p className="detail-text">
          <span className="strong">
            {event.result === 0 ? 'Note:' : `Why ${event.resultText}:`}
          </span>{' '}
          {event.why}
        </p>
      )}
      {event.notEmulated && (
        <p className="detail-text tone-changed">
          <Glyph name="warning" /> Sluice does not emulate this hostcall yet; it answers
          Unimplemented, a real Envoy may not.
        </p>
      )}
      <p className="detail-text small t3">
        raw ({event.args.join(', ')}){event.result === null ? '' : ` = ${event.result}`} · context{' '}
        {event.contextId} · {formatNs(event.timeNs)} of virtual time
      </p>
      {pointed.length > 0 && (
        <section className="hex-view" aria-label="Bytes of the arguments">
          {pointed.map((one) => (
            <HexRows key={`${one.isOutput} ${one.name}`} argument={one} />
          ))}
        </section>
      )}
    </>
  );
}

function ArgumentRow({ argument }: { argument: RawArgument }) {
  return (
    <>
      <dt>
        {argument.isOutput && '→ '}
        {argument.name}
      </dt>
      <dd>
        <span className="mono">{argument.text}</span>
        <span className="small t3">{argument.raw}</span>
      </dd>
    </>
  );
}

function ChangeRow({ change: { name, before, after, note } }: { change: Change }) {
  const kind = before === null ? 'added' : after === null ? 'removed' : 'changed';
  if (before === null && after === null) {
    return <p className="detail-text t2">There was no {name} to remove: nothing changed.</p>;
  }
  return (
    <div className={`diff-row open own ${kind}`}>
      <Glyph name={kind} label={kind} />
      <span className="pair-text">
        <span className="key">{name}: </span>
        {before !== null && after !== null && (
          <>
            <span className="old">{before}</span> →{' '}
          </>
        )}
        {after ?? before}
      </span>
      <span className="who">{note}</span>
    </div>
  );
}

function HexRows({ argument: { name, bytes, address } }: { argument: RawArgument }) {
  if (bytes === null) return null;
  const shown = bytes.bytes.subarray(0, shownBytes);
  const more = bytes.sizeBytes - shown.length;
  return (
    <>
      {hexLines(shown, address ?? 0, look).map((line) => (
        <div className="hex-row" key={line.address} title={name}>
          <span className="t3">{address === null ? '' : line.address}</span>
          <span>{line.hex}</span>
          <span className="t2">{line.text}</span>
        </div>
      ))}
      {more > 0 && <div className="hex-row t3">… {formatBytes(more)} more</div>}
    </>
  );
}
