// The journey of one exchange: client ▸ filters ▸ upstream ▸ filters ▸ client, and what each hand changed on the way.

import type {
  CallReport,
  ExchangeReport,
  FilterStep,
  HeaderPair,
  MessageReport,
  ReportedBody,
  ScenarioReport,
  SourcePosition,
} from '#run/api.ts';
import { hiddenBy, mediaType } from './body-forms.ts';
import { type DiffRow, diffThrough, type Stage } from './header-diff.ts';
import { headerValue } from './header-value.ts';
import { headerWriteSource, localResponseSource } from './sources.ts';
import { statusWithPhrase } from './status-text.ts';
import { formatBytes, formatNs, plural } from './units.ts';

export interface JourneyRow extends DiffRow {
  /** Where the filter did it; null for Envoy's own work and when the place is unknown. */
  source: SourcePosition | null;
}

export interface BodyRow {
  change: 'same' | 'changed' | 'added' | 'removed';
  before: ReportedBody;
  after: ReportedBody;
  /** Media type of what arrived; empty when it is not said. */
  type: string;
  /** The content coding that hides it, such as `gzip`; null for none. */
  hiddenBy: string | null;
}

export interface JourneySide {
  direction: 'request' | 'response';
  /** Where the message ended up. `filter` when it went no further. */
  reached: 'client' | 'upstream' | 'filter';
  /** Who made the message in the first place. */
  origin: 'client' | 'upstream' | 'filter' | 'envoy';
  rows: JourneyRow[];
  trailers: JourneyRow[];
  body: BodyRow;
}

export interface Station {
  place: 'client' | 'filter' | 'upstream' | 'client-end';
  /** Index in the chain, for a filter. */
  plugin: number | null;
  direction: 'request' | 'response' | null;
  headline: string;
  detail: string;
  tone: 'neutral' | 'ok' | 'paused' | 'fault' | 'unreached' | 'local-response';
  /** Changes that this station made, for the arrow that leaves it. */
  added: number;
  changed: number;
  removed: number;
  calls: CallReport[];
  /** `seq` of the event that shows this station in the call list. */
  seq: number | null;
}

/** Where the request was to go, and where it went in the end, in words. */
export interface RouteChange {
  before: string;
  /** As `before` when nothing made Envoy choose anew. */
  after: string;
}

export interface Journey {
  request: JourneySide;
  /** Null when Envoy refused the request before it chose a route. */
  route: RouteChange | null;
  response: JourneySide | null;
  stations: Station[];
}

/** Lays out one exchange. `sent` is what the person typed, when known: the rest of the first message is Envoy's work. */
export function journeyOf(
  scenario: ScenarioReport,
  reported: ExchangeReport,
  sent: HeaderPair[] | null,
): Journey {
  const exchange = { ...reported, steps: reported.steps.map(settled) };
  const request = requestSide(scenario, exchange, sent);
  const response = responseSide(scenario, exchange);
  const route = routeChange(exchange);
  return { request, route, response, stations: stationsOf(scenario, exchange) };
}

function routeChange({ routes }: ExchangeReport): RouteChange | null {
  const [first] = routes;
  const last = routes.at(-1);
  if (first === undefined || last === undefined) return null;
  return { before: routeText(first), after: routeText(last) };
}

function routeText(route: ExchangeReport['routes'][number]): string {
  if (route === null) return 'no route';
  const target = route.cluster === null ? 'direct response' : `cluster ${route.cluster}`;
  return route.name === '' ? target : `${route.name} · ${target}`;
}

/** Headers that never left a filter (it trapped, answered itself or holds them) were not removed by it. */
function settled(step: FilterStep): FilterStep {
  if (step.after.length > 0) return step;
  return {
    ...step,
    after: step.before,
    bodyAfter: step.bodyBefore,
    trailersAfter: step.trailersBefore,
  };
}

function faultIn(scenario: ScenarioReport, exchange: ExchangeReport, step: FilterStep): boolean {
  return scenario.faults.some(
    (fault) =>
      fault.plugin === step.plugin &&
      fault.exchange === exchange.index &&
      fault.callback.includes(step.direction),
  );
}

/** After a trap it is Envoy that answers in the filter's place, by the failure policy. */
function answeredItself(
  scenario: ScenarioReport,
  exchange: ExchangeReport,
  step: FilterStep,
): boolean {
  return (
    step.localResponse &&
    !scenario.faults.some(
      (fault) => fault.plugin === step.plugin && fault.exchange === exchange.index,
    )
  );
}

function stepsOf(exchange: ExchangeReport, direction: FilterStep['direction']): FilterStep[] {
  return exchange.steps.filter((step) => step.direction === direction);
}

/** Between two filters the map can only be changed by Envoy, so each step counts as Envoy's stage and then the filter's. */
function stagesOf(
  exchange: ExchangeReport,
  steps: FilterStep[],
  side: 'headers' | 'trailers',
): Stage[] {
  return steps.flatMap((step) => [
    { headers: side === 'headers' ? step.before : step.trailersBefore, by: null },
    {
      headers: side === 'headers' ? step.after : step.trailersAfter,
      by: exchange.steps.indexOf(step),
    },
  ]);
}

function requestSide(
  scenario: ScenarioReport,
  exchange: ExchangeReport,
  sent: HeaderPair[] | null,
): JourneySide {
  const steps = stepsOf(exchange, 'request');
  const { clientRequest, upstreamRequest } = exchange;
  const stages: Stage[] = [
    { headers: clientRequest.headers, by: null },
    ...stagesOf(exchange, steps, 'headers'),
  ];
  const trailerStages = stagesOf(exchange, steps, 'trailers');
  if (upstreamRequest !== null) {
    stages.push({ headers: upstreamRequest.headers, by: null });
    trailerStages.push({ headers: upstreamRequest.trailers, by: null });
  }
  const start = sent === null ? clientRequest.headers : inOrderOf(sent, clientRequest.headers);
  const lastBody = upstreamRequest?.body ?? steps.at(-1)?.bodyAfter ?? clientRequest.body;
  return {
    direction: 'request',
    reached: upstreamRequest === null ? 'filter' : 'upstream',
    origin: 'client',
    rows: withSources(scenario, exchange, diffThrough(start, stages), 'request'),
    trailers: withSources(
      scenario,
      exchange,
      diffThrough(clientRequest.trailers, trailerStages),
      'request',
    ),
    body: bodyRow(
      clientRequest.body,
      lastBody,
      upstreamRequest?.headers ?? steps.at(-1)?.after ?? clientRequest.headers,
    ),
  };
}

/** The typed pairs, in the order in which Envoy holds them, so that a mere change of order is no change. */
function inOrderOf(sent: HeaderPair[], held: HeaderPair[]): HeaderPair[] {
  const rest = sent.map(([name, value]): HeaderPair => [name.toLowerCase(), value]);
  const ordered: HeaderPair[] = [];
  for (const [name, value] of held) {
    const exact = rest.findIndex((pair) => pair[0] === name && pair[1] === value);
    const at = exact >= 0 ? exact : rest.findIndex((pair) => pair[0] === name);
    if (at >= 0) ordered.push(...rest.splice(at, 1));
  }
  return [...ordered, ...rest];
}

function responseSide(scenario: ScenarioReport, exchange: ExchangeReport): JourneySide | null {
  const { clientResponse, upstreamResponse } = exchange;
  const first = clientResponse ?? upstreamResponse;
  if (first === null) return null;
  const steps = stepsOf(exchange, 'response');
  const answered = exchange.steps.findIndex((step) => answeredItself(scenario, exchange, step));
  const local = answered >= 0 ? answered : null;
  const madeHere = upstreamResponse === null || local !== null;

  const stages: Stage[] = stagesOf(exchange, steps, 'headers');
  const trailerStages = stagesOf(exchange, steps, 'trailers');
  if (clientResponse !== null) {
    stages.push({ headers: clientResponse.headers, by: null });
    trailerStages.push({ headers: clientResponse.trailers, by: null });
  }
  const rows = diffThrough(upstreamResponse?.headers ?? [], stages);
  const firstBody = upstreamResponse?.body ?? steps[0]?.bodyBefore ?? first.body;
  const lastBody = clientResponse?.body ?? steps.at(-1)?.bodyAfter ?? firstBody;
  return {
    direction: 'response',
    reached: clientResponse === null ? 'filter' : 'client',
    origin: madeHere ? (local === null ? 'envoy' : 'filter') : 'upstream',
    rows: withSources(
      scenario,
      exchange,
      local === null ? rows : creditLocalResponse(scenario, exchange, rows, local),
      'response',
    ),
    trailers: withSources(
      scenario,
      exchange,
      diffThrough(upstreamResponse?.trailers ?? [], trailerStages),
      'response',
    ),
    body: bodyRow(firstBody, lastBody, clientResponse?.headers ?? first.headers),
  };
}

/** What a filter put into its own answer is its work, though Envoy writes it; the rest (date, server …) is Envoy's. */
function creditLocalResponse(
  scenario: ScenarioReport,
  exchange: ExchangeReport,
  rows: DiffRow[],
  step: number,
): DiffRow[] {
  const call = localResponseSource(scenario, exchange);
  return rows.map((row) => {
    if (row.change === 'same' || row.by !== null) return row;
    const named = row.name === ':status' || (call?.text.includes(`${row.name}: `) ?? false);
    return named ? { ...row, by: step } : row;
  });
}

function withSources(
  scenario: ScenarioReport,
  exchange: ExchangeReport,
  rows: DiffRow[],
  direction: FilterStep['direction'],
): JourneyRow[] {
  return rows.map((row) => {
    const step = row.by === null ? undefined : exchange.steps[row.by];
    if (step === undefined) return { ...row, source: null };
    const own = headerWriteSource(scenario, exchange, step, row.name, direction);
    const source =
      own ??
      (step.localResponse ? (localResponseSource(scenario, exchange)?.source ?? null) : null);
    return { ...row, source };
  });
}

function bodyRow(before: ReportedBody, after: ReportedBody, headers: HeaderPair[]): BodyRow {
  const change = bodyChange(before, after);
  return { change, before, after, type: mediaType(headers), hiddenBy: hiddenBy(headers) };
}

function bodyChange(before: ReportedBody, after: ReportedBody): BodyRow['change'] {
  if (before.sizeBytes === after.sizeBytes && before.data === after.data) return 'same';
  if (before.sizeBytes === 0) return 'added';
  return after.sizeBytes === 0 ? 'removed' : 'changed';
}

function valueOf(message: MessageReport, name: string): string {
  return headerValue(message.headers, name) ?? '';
}

function sizeText(message: MessageReport): string {
  const parts = [plural(message.headers.length, 'header')];
  if (message.body.sizeBytes > 0) parts.push(formatBytes(message.body.sizeBytes));
  return parts.join(' · ');
}

const plain = { added: 0, changed: 0, removed: 0, calls: [] as CallReport[], seq: null };

function stationsOf(scenario: ScenarioReport, exchange: ExchangeReport): Station[] {
  const { clientRequest, clientResponse } = exchange;
  const request = stepsOf(exchange, 'request').map((step) =>
    filterStation(scenario, exchange, step),
  );
  const response = stepsOf(exchange, 'response').map((step) =>
    filterStation(scenario, exchange, step),
  );
  const status = clientResponse === null ? '' : valueOf(clientResponse, ':status');
  return [
    {
      ...plain,
      place: 'client',
      plugin: null,
      direction: null,
      headline: `${valueOf(clientRequest, ':method')} ${valueOf(clientRequest, ':path')}`,
      detail: sizeText(clientRequest),
      tone: 'neutral',
    },
    ...request,
    upstreamStation(exchange),
    ...response,
    {
      ...plain,
      place: 'client-end',
      plugin: null,
      direction: null,
      headline: clientResponse === null ? 'no answer' : statusWithPhrase(status),
      detail:
        clientResponse === null
          ? exchange.verdict === 'hung' || exchange.verdict === 'timed-out'
            ? 'still waiting'
            : 'connection closed'
          : `at ${formatNs(exchange.endNs - exchange.startNs)} · ${formatBytes(clientResponse.body.sizeBytes)}`,
      tone: clientResponse === null ? 'fault' : statusTone(status),
    },
  ];
}

function statusTone(status: string): Station['tone'] {
  const code = Number(status);
  if (code >= 500) return 'fault';
  return code >= 200 && code < 400 ? 'ok' : 'neutral';
}

function upstreamStation(exchange: ExchangeReport): Station {
  const { upstreamRequest, upstreamResponse, upstreamCluster } = exchange;
  const base = { ...plain, place: 'upstream' as const, plugin: null, direction: null };
  if (upstreamResponse !== null) {
    return {
      ...base,
      headline: valueOf(upstreamResponse, ':status'),
      detail:
        upstreamRequest === null
          ? `direct response · ${formatBytes(upstreamResponse.body.sizeBytes)}`
          : `${upstreamCluster ?? ''} · ${sizeText(upstreamResponse)}`,
      tone: 'neutral',
    };
  }
  if (upstreamRequest === null && exchange.details === 'direct_response') {
    return {
      ...base,
      headline: 'direct response',
      detail: 'Envoy answers itself',
      tone: 'unreached',
    };
  }
  if (upstreamRequest === null) {
    return { ...base, headline: 'not asked', detail: 'never left Envoy', tone: 'unreached' };
  }
  const detail = `${upstreamCluster ?? ''} · ${sizeText(upstreamRequest)}`;
  return { ...base, headline: 'no answer', detail, tone: 'fault' };
}

function filterStation(
  scenario: ScenarioReport,
  exchange: ExchangeReport,
  step: FilterStep,
): Station {
  const index = exchange.steps.indexOf(step);
  const rows = diffThrough(step.before, [{ headers: step.after, by: index }]);
  const trailers = diffThrough(step.trailersBefore, [{ headers: step.trailersAfter, by: index }]);
  const count = (change: DiffRow['change']): number =>
    [...rows, ...trailers].filter((row) => row.change === change).length;
  const body = bodyChange(step.bodyBefore, step.bodyAfter);
  const later = exchange.steps.find(
    (other) =>
      other.plugin === step.plugin && other.direction !== step.direction && other.seq > step.seq,
  );
  const calls = scenario.calls.filter(
    (call) =>
      call.plugin === step.plugin &&
      call.exchange === exchange.index &&
      call.seq >= step.seq &&
      (later === undefined || call.seq < later.seq),
  );
  const trapped = faultIn(scenario, exchange, step);
  const own = answeredItself(scenario, exchange, step);
  const last = exchange.steps.filter((other) => other.plugin === step.plugin).at(-1) === step;
  const hung = exchange.verdict === 'hung' && last;
  const state = trapped
    ? { headline: exchange.verdict === 'timed-out' ? 'stopped' : 'trapped', tone: 'fault' as const }
    : hung
      ? { headline: 'paused', tone: 'paused' as const }
      : own
        ? { headline: 'answered itself', tone: 'local-response' as const }
        : step.pausedNs > 0
          ? { headline: `paused ${formatNs(step.pausedNs)}`, tone: 'paused' as const }
          : { headline: 'continue', tone: 'neutral' as const };
  const changes = count('added') + count('changed') + count('removed');
  return {
    place: 'filter',
    plugin: step.plugin,
    direction: step.direction,
    ...state,
    detail: own
      ? `sent ${exchange.clientResponse === null ? 'nothing' : valueOf(exchange.clientResponse, ':status')}`
      : changes > 0 || body !== 'same'
        ? [changes > 0 ? plural(changes, 'change') : '', body === 'same' ? '' : 'new body']
            .filter((part) => part !== '')
            .join(' · ')
        : 'no change',
    added: count('added'),
    changed: count('changed') + (body === 'same' ? 0 : 1),
    removed: count('removed'),
    calls,
    seq: step.seq,
  };
}
