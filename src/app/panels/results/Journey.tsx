// Client ▸ filters ▸ upstream ▸ filters ▸ client, with what changed on the way and who did it.

import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import type { Expectation } from '#project/schema.ts';
import type { ExchangeReport, ScenarioReport } from '#run/api.ts';
import type { HeaderPair } from '#run/api.ts';
import {
  type Journey as JourneyModel,
  journeyOf,
  type JourneyRow,
  type JourneySide,
  type RouteChange,
  type Station,
} from '#trace/journey.ts';
import { expectBody, expectHeader } from '#trace/new-expectation.ts';
import { formatBytes } from '#trace/units.ts';
import { Glyph, type GlyphName } from '../../ui/Glyph.tsx';
import { usePlayground, usePlaygroundContext } from '../../workbench.ts';
import { BodyView } from './body/BodyView.tsx';
import { SourceLink } from './SourceLink.tsx';
import { ExpectButton } from './tests/ExpectButton.tsx';

export interface JourneyProps {
  report: ScenarioReport;
  exchange: ExchangeReport;
  sent: HeaderPair[] | null;
}

export function Journey({ report, exchange, sent }: JourneyProps) {
  const journey = journeyOf(report, exchange, sent);
  return (
    <>
      <Rail journey={journey} />
      <div className="sides">
        <Side
          side={journey.request}
          title={requestTitle(journey.request)}
          route={journey.route}
          exchange={exchange.index}
        />
        {journey.response === null ? (
          <section aria-label="Response">
            <div className="table-head">Response</div>
            <p className="hint-text" style={{ padding: 'var(--sl-2) var(--sl-3)' }}>
              Nothing. The client got no answer.
            </p>
          </section>
        ) : (
          <Side
            side={journey.response}
            title={responseTitle(journey.response)}
            route={null}
            exchange={exchange.index}
          />
        )}
      </div>
    </>
  );
}

function requestTitle(side: JourneySide): string {
  return side.reached === 'upstream' ? 'Request · client → upstream' : 'Request · client → filter';
}

function responseTitle(side: JourneySide): string {
  const origin = side.origin === 'envoy' ? 'Envoy' : side.origin;
  return `Response · ${origin} → ${side.reached}`;
}

const stationGlyphs: Partial<Record<Station['tone'], GlyphName>> = {
  paused: 'paused',
  fault: 'fault',
  neutral: 'continue',
  'local-response': 'continue',
};

function Rail({ journey }: { journey: JourneyModel }) {
  const plugins = usePlayground((state) => state.project.plugins);
  const { stations } = journey;
  return (
    <div className="rail" role="list" aria-label="Journey">
      {stations.flatMap((station, index) => {
        const name =
          station.plugin === null
            ? ''
            : plugins[station.plugin]?.name || `filter ${station.plugin + 1}`;
        const parts: ReactNode[] = [
          <StationView
            key={`${station.place} ${station.plugin} ${station.direction}`}
            station={station}
            name={name}
          />,
        ];
        const next = stations[index + 1];
        if (next !== undefined) {
          parts.push(
            <Arrow
              key={`arrow ${station.place} ${station.plugin} ${station.direction}`}
              after={station}
              unreached={next.tone === 'unreached' || station.tone === 'unreached'}
            />,
          );
        }
        return parts;
      })}
    </div>
  );
}

function StationView({ station, name }: { station: Station; name: string }) {
  const { store } = usePlaygroundContext();
  if (station.place === 'filter') {
    const glyph = stationGlyphs[station.tone];
    const chip =
      station.tone === 'paused' || station.tone === 'fault'
        ? station.tone
        : station.tone === 'local-response'
          ? 'changed'
          : '';
    return (
      <div role="listitem" style={{ display: 'contents' }}>
        <button
          type="button"
          className="station gate"
          title="Show its calls"
          onClick={() => store.getState().show({ resultTab: 'timeline', selectedSeq: station.seq })}
        >
          <span className="where">
            {name} · {station.direction}
          </span>
          <span>
            <span className={`chip ${chip}`}>
              {glyph !== undefined && <Glyph name={glyph} />} {station.headline}
            </span>
          </span>
          <span className="small t2">
            {station.calls.length > 0 ? callsText(station) : station.detail}
          </span>
        </button>
      </div>
    );
  }
  const tone = station.tone === 'ok' ? 'tone-ok' : station.tone === 'fault' ? 'tone-fault' : '';
  return (
    <div className="station" role="listitem">
      <span className="where">{station.place === 'upstream' ? 'Upstream' : 'Client'}</span>
      <span
        className={`mono ${station.place === 'client-end' ? `strong ${tone}` : ''} ${station.tone === 'unreached' ? 't3' : ''}`}
        title={station.headline}
      >
        {station.headline}
      </span>
      <span className="small t2">{station.detail}</span>
    </div>
  );
}

function callsText(station: Station): string {
  return station.calls
    .map((call) => {
      const status = call.response?.headers.find((pair) => pair[0] === ':status')?.[1];
      return `asked ${call.cluster} → ${status ?? call.outcome}`;
    })
    .join(', ');
}

function Arrow({ after, unreached }: { after: Station; unreached: boolean }) {
  return (
    <div className={`arrow ${unreached ? 'unreached' : ''}`} aria-hidden="true">
      <span className="number">
        <Count glyph="added" count={after.added} />
        <Count glyph="changed" count={after.changed} />
        <Count glyph="removed" count={after.removed} />
      </span>
    </div>
  );
}

function Count({ glyph, count }: { glyph: 'added' | 'changed' | 'removed'; count: number }) {
  if (count === 0) return null;
  return (
    <span className={`tone-${glyph}`}>
      <Glyph name={glyph} label={glyph} />
      {count}
    </span>
  );
}

/** Unchanged ones after this many are folded, unless a change stands between them. */
const alwaysShown = new Set([':method', ':path', ':authority', ':status', 'content-type']);

interface SideProps {
  side: JourneySide;
  title: string;
  exchange: number;
  /** Of a request. */
  route: RouteChange | null;
}

function Side({ side, title, route, exchange }: SideProps) {
  const [open, setOpen] = useState(false);
  const folded = side.rows.filter((row) => row.change === 'same' && !alwaysShown.has(row.name));
  const foldable = folded.length > 2;
  const all = [...side.rows, ...side.trailers];
  const count = (change: JourneyRow['change']): number =>
    all.filter((row) => row.change === change).length;
  const first = side.rows.filter((row) => !folded.includes(row) && row.change === 'same');
  const changed = side.rows.filter((row) => row.change !== 'same');

  return (
    <section aria-label={title}>
      <div className="table-head" style={{ gridTemplateColumns: '1fr auto' }}>
        <span>{title}</span>
        <span className="row number">
          <Count glyph="added" count={count('added')} />
          <Count glyph="changed" count={count('changed')} />
          <Count glyph="removed" count={count('removed')} />
        </span>
      </div>
      {foldable && !open ? (
        <>
          <Rows rows={first} side={side} exchange={exchange} />
          <button
            type="button"
            className="diff-row"
            aria-expanded={false}
            onClick={() => setOpen(true)}
          >
            <IconChevronRight size={14} />
            <span className="pair-text">{folded.length} more, unchanged</span>
          </button>
          <Rows rows={changed} side={side} exchange={exchange} />
        </>
      ) : (
        <>
          <Rows rows={side.rows} side={side} exchange={exchange} />
          {foldable && (
            <button type="button" className="diff-row" aria-expanded onClick={() => setOpen(false)}>
              <IconChevronDown size={14} />
              <span className="pair-text">fold the unchanged</span>
            </button>
          )}
        </>
      )}
      {route !== null && <RouteRow route={route} />}
      <BodyRows side={side} exchange={exchange} />
      {side.trailers.length > 0 && (
        <>
          <div className="block-head small">Trailers</div>
          <Rows rows={side.trailers} side={side} exchange={exchange} />
        </>
      )}
    </section>
  );
}

interface RowsProps {
  rows: JourneyRow[];
  side: JourneySide;
  exchange: number;
}

function Rows({ rows, side, exchange }: RowsProps) {
  const seen = new Map<string, number>();
  return rows.map((row) => {
    const id = `${row.name} ${row.before} ${row.after}`;
    const nth = (seen.get(id) ?? 0) + 1;
    seen.set(id, nth);
    return <Row key={`${id} ${nth}`} row={row} expectation={expectHeader(side, row, exchange)} />;
  });
}

function Row({ row, expectation }: { row: JourneyRow; expectation: Expectation | null }) {
  const [open, setOpen] = useState(false);
  const own = row.by !== null;
  return (
    <div className={`diff-row ${row.change} ${own ? 'own' : ''} ${open ? 'open' : ''}`}>
      {row.change === 'same' ? <span /> : <Glyph name={row.change} label={row.change} />}
      {/* A click unfolds a long value; the whole value is in the text for everybody else. */}
      {/* oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions */}
      <span className="pair-text" onClick={() => setOpen(!open)}>
        <span className="key">{row.name}:</span>{' '}
        {row.change === 'changed' && (
          <>
            <span className="old">{row.before}</span> <span className="t3">→</span>{' '}
          </>
        )}
        <bdi dir="ltr">{row.after ?? row.before}</bdi>
      </span>
      <span className="who">
        {row.change !== 'same' &&
          (own ? row.source === null ? 'filter' : <SourceLink source={row.source} /> : 'Envoy')}
      </span>
      <ExpectButton expectation={expectation} />
    </div>
  );
}

function RouteRow({ route: { before, after } }: { route: RouteChange }) {
  const change = before === after ? 'same' : 'changed';
  return (
    <div className={`diff-row ${change} ${change === 'same' ? '' : 'own'}`}>
      {change === 'same' ? <span /> : <Glyph name={change} label={change} />}
      <span className="pair-text">
        <span className="key">route:</span>{' '}
        {change === 'changed' && (
          <>
            <span className="old">{before}</span> <span className="t3">→</span>{' '}
          </>
        )}
        {after}
      </span>
      <span className="who">{change === 'changed' && 'chosen anew'}</span>
    </div>
  );
}

function BodyRows({ side, exchange }: { side: JourneySide; exchange: number }) {
  const { before, after, change, type, hiddenBy } = side.body;
  if (before.sizeBytes === 0 && after.sizeBytes === 0) return null;
  const shown = change === 'removed' ? before : after;
  const size = (
    <>
      {change === 'changed' && (
        <>
          <span className="old">{formatBytes(before.sizeBytes)}</span> <span className="t3">
            →
          </span>{' '}
        </>
      )}
      {formatBytes(shown.sizeBytes)}
      {shown.truncated && ' · the start of it'}
      {change !== 'same' && side.origin !== 'envoy' && ' · by the filter'}
    </>
  );
  return (
    <BodyView
      label={`Body of the ${side.direction}`}
      size={size}
      change={change}
      body={shown}
      type={type}
      hiddenBy={hiddenBy}
      before={change === 'changed' ? before : null}
      action={
        change === 'removed' ? null : (
          <ExpectButton expectation={expectBody(side, after, exchange)} />
        )
      }
    />
  );
}
