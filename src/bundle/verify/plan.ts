// What can be asked of an Envoy and what it should answer: the scenarios with what Sluice found, and why some are left out.

import { effectiveProject } from '#project/effective.ts';
import type { Exchange, Project, Request, Scenario } from '#project/schema.ts';
import { oneLine } from '../one-line.ts';
import { type FoundExchange, type ScenarioOutcome, whyNotPlayed } from '../outcome.ts';
import { overrideNames } from '../overrides.ts';
import { nearMs, playedAt, rehearsedRounds, todayMs } from '../rehearsal.ts';
import type { TargetContext } from '../target.ts';
import { bodyFile, whyNotByCurl, whyNotSent } from './sending.ts';
import {
  expected,
  type ExpectedMessage,
  isSteady,
  type Rounds,
  steadyLog,
  valueOf,
} from './steady.ts';

export interface PlannedExchange {
  request: Request;
  requestBody: Uint8Array;
  afterMs: number;
  status: string;
  answer: ExpectedMessage;
  /** `none` when no server must have been asked; null when that is not checked. */
  upstream: ({ cluster: string; method: string; path: string } & ExpectedMessage) | 'none' | null;
}

export interface PlannedScenario {
  number: number;
  name: string;
  /** Why an Envoy that runs already is not asked for it, as a half sentence; null when it is. */
  leftOut: string | null;
  alone: PlannedAlone;
  exchanges: PlannedExchange[];
}

/** How a scenario is played in an Envoy that is started for it. */
export interface PlannedAlone {
  leftOut: string | null;
  /** Milliseconds of Envoy's clock between which the answers are known; null when they hold at all times. */
  holds: [from: number, until: number] | null;
  /** False where Envoy is to refuse to start. */
  loads: boolean;
  /** What guests log, each line as often as it comes. */
  log: string[];
  lastsMs: number;
}

interface Found {
  scenario: Scenario;
  own: ScenarioOutcome;
  /** All rounds at far moments: what a running Envoy may be in. */
  rounds: Rounds | null;
  /** First rounds, of Envoys that were started for it. */
  far: (ScenarioOutcome | undefined)[];
  near: (ScenarioOutcome | undefined)[];
  today: ScenarioOutcome | undefined;
}

export function verificationPlan(context: TargetContext): PlannedScenario[] {
  return context.project.scenarios.map((scenario, index) => {
    const own = context.outcomes[index];
    const played = playedAt(context.rehearsals, index);
    const name = { number: index + 1, name: scenario.name };
    if (own === undefined || played.near.includes(undefined))
      return { ...name, ...notPlanned('Sluice has not played it') };
    const reason = whyNotPlayed(own);
    if (reason !== null) return { ...name, ...notPlanned(reason) };
    const found: Found = {
      scenario,
      own,
      rounds: rehearsedRounds(context.rehearsals, index, scenario.exchanges.length),
      ...played,
    };
    const leftOut = whyNotRunning(found, context.project);
    const alone = plannedAlone(found, context.project);
    const rounds = [
      ...(leftOut === null ? (found.rounds ?? []) : []),
      ...(alone.leftOut === null ? othersAlone(found) : []),
    ];
    return { ...name, leftOut, alone, exchanges: rounds.length === 0 ? [] : asked(found, rounds) };
  });
}

function notPlanned(leftOut: string) {
  return { leftOut, alone: notAlone(leftOut), exchanges: [] };
}

function notAlone(leftOut: string): PlannedAlone {
  return { leftOut, holds: null, loads: true, log: [], lastsMs: 0 };
}

function whyNotRunning(found: Found, project: Project): string | null {
  const { scenario, own, rounds } = found;
  const changes = overrideNames(scenario).filter((name) => !name.startsWith('log level'));
  if (changes.length > 0)
    return `it has its own ${changes.join(' and ')}, which this Envoy does not have`;
  if (Object.keys(project.attributes).length > 0)
    return 'the project sets addresses that no client here has';
  if (scenario.repeat > 1) return `Sluice plays it ${scenario.repeat} times in a row`;
  if (own.calls.some((call) => call.exchange === null))
    return 'the filter asks its servers at the start or by the clock, before the scenario begins';
  for (const exchange of scenario.exchanges) {
    const reason = whyNotSent(exchange) ?? whyNotByCurl(exchange);
    if (reason !== null) return reason;
  }
  const reason = whyNotAnswered(found);
  if (reason !== null) return reason;
  if (own.exchanges.some(({ clientResponse }) => clientResponse?.complete === false))
    return 'its answer is cut off, which curl takes for an error';
  return rounds !== null && isSteady(own, rounds)
    ? null
    : 'its answers depend on the time, on chance or on what was sent before; start Envoy anew for it';
}

function whyNotAnswered({ scenario, own }: Found): string | null {
  if (own.exchanges.length < scenario.exchanges.length)
    return 'Sluice has not played it to the end';
  return own.exchanges.some((exchange) => exchange.clientResponse === null)
    ? 'its client gets no answer'
    : null;
}

/** What addresses a client can have told Envoy, in a PROXY header. */
const tellable = new Set([
  'source.address',
  'source.port',
  'destination.address',
  'destination.port',
]);

function plannedAlone(found: Found, project: Project): PlannedAlone {
  const { own, near } = found;
  const leftOut = whyNotAlone(found, project);
  if (leftOut !== null) return notAlone(leftOut);
  return {
    leftOut,
    holds: momentsOf(found),
    loads: own.loaded,
    log: steadyLog(own, near),
    lastsMs: Math.round(own.endNs / 1e6),
  };
}

/** From its own moment on for as long as was looked at, and from today on where today's answers are the same. */
function momentsOf({ scenario, own, far, today }: Found): PlannedAlone['holds'] {
  if (isSteady(own, roundsOf(far, scenario))) return null;
  const { clockMs } = scenario;
  const sinceMs = isSteady(own, roundsOf([today], scenario)) ? Math.min(todayMs, clockMs) : clockMs;
  return [sinceMs, clockMs + nearMs];
}

function whyNotAlone(found: Found, project: Project): string | null {
  const { scenario, own, near } = found;
  const { attributes } = effectiveProject(project, scenario);
  const untold = Object.keys(attributes).filter((path) => !tellable.has(path));
  if (untold.length > 0) return `it sets ${untold.join(' and ')}, which no client can`;
  if (scenario.repeat > 1) return `Sluice plays it ${scenario.repeat} times in a row`;
  for (const exchange of scenario.exchanges) {
    const reason = whyNotSent(exchange);
    if (reason !== null) return reason;
  }
  if (!own.loaded) return null;
  return (
    whyNotAnswered(found) ??
    (isSteady(own, roundsOf(near, scenario))
      ? null
      : 'its answers depend on chance, on the hour or on how quick its servers are')
  );
}

/** Rounds that its answers may be like when Envoy is started for it. */
function othersAlone({ scenario, own, far, near }: Found): Rounds {
  const farRounds = roundsOf(far, scenario);
  return [...roundsOf(near, scenario), ...(isSteady(own, farRounds) ? farRounds : [])];
}

function roundsOf(played: (ScenarioOutcome | undefined)[], { exchanges }: Scenario): Rounds {
  return played.map((one) => (one?.exchanges ?? []).slice(0, exchanges.length));
}

function asked({ scenario, own }: Found, rounds: Rounds): PlannedExchange[] {
  if (!own.loaded) return [];
  return own.exchanges.flatMap((_, index) => {
    const exchange = scenario.exchanges[index];
    return exchange === undefined ? [] : [planned(exchange, index, own, rounds)];
  });
}

function planned(
  exchange: Exchange,
  index: number,
  found: ScenarioOutcome,
  rounds: Rounds,
): PlannedExchange {
  const own = found.exchanges[index] as FoundExchange;
  const same = rounds.map((round) => round[index] as FoundExchange);
  const answer = own.clientResponse as NonNullable<FoundExchange['clientResponse']>;
  const { request } = exchange;
  return {
    request,
    requestBody: whyNotByCurl(exchange) === null ? bodyFile(request) : new Uint8Array(),
    afterMs: exchange.afterMs,
    status: valueOf(answer.headers, ':status') ?? '',
    answer: expected(
      answer,
      same.map((one) => one.clientResponse),
    ),
    upstream: upstreamOf(own, same, found, index),
  };
}

function upstreamOf(
  own: FoundExchange,
  others: FoundExchange[],
  found: ScenarioOutcome,
  index: number,
): PlannedExchange['upstream'] {
  const { upstreamRequest, upstreamCluster } = own;
  if (upstreamRequest === null || upstreamCluster === null) {
    const asksOthers = found.calls.some(
      (call) => call.exchange === index || call.exchange === null,
    );
    return asksOthers ? null : 'none';
  }
  if (!upstreamRequest.complete) return null;
  return {
    cluster: oneLine(upstreamCluster),
    method: valueOf(upstreamRequest.headers, ':method') ?? '',
    path: valueOf(upstreamRequest.headers, ':path') ?? '',
    ...expected(
      upstreamRequest,
      others.map((one) => one.upstreamRequest),
    ),
  };
}
