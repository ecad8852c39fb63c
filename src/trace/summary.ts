// Verdicts and outcomes in the few words that chips, tabs and the status bar have room for.

import type { ExchangeReport, Fault, ScenarioReport, SourcePosition, Verdict } from '#run/api.ts';
import { formatNs } from './units.ts';

export type Tone = 'ok' | 'fault' | 'paused' | 'changed' | 'neutral';

export interface Chip {
  tone: Tone;
  text: string;
}

const words: Record<Verdict, { tone: Tone; text: string }> = {
  completed: { tone: 'ok', text: 'completed' },
  'local-reply': { tone: 'ok', text: 'local reply' },
  reset: { tone: 'fault', text: 'reset' },
  hung: { tone: 'paused', text: 'hung' },
  'failed-closed': { tone: 'fault', text: 'failed closed' },
  'timed-out': { tone: 'fault', text: 'stopped' },
  rejected: { tone: 'fault', text: 'rejected' },
  'not-run': { tone: 'neutral', text: 'not run' },
};

export function statusOf(exchange: ExchangeReport): string | null {
  return exchange.clientResponse?.headers.find((pair) => pair[0] === ':status')?.[1] ?? null;
}

/** A chip's words, and the virtual time at their end, which gives way where there is no room. */
export function withTimeApart({ text }: Chip): { words: string; time: string } {
  const [, words = text, time = ''] = /^(.*)( · [\d.,]+ (?:µs|ms|s))$/.exec(text) ?? [];
  return { words, time };
}

/** `completed · 200 · 38 ms`, `hung at request headers`. */
export function verdictChip(scenario: ScenarioReport, exchange: ExchangeReport | null): Chip {
  const stopped = scenario.faults.find((fault) => fault.kind === 'timed-out');
  if (stopped !== undefined) {
    return { tone: 'fault', text: `stopped in ${phaseOf(stopped.callback)}` };
  }
  if (!scenario.loaded) return { tone: 'fault', text: 'filter not loaded' };
  if (exchange === null) return { tone: 'neutral', text: 'not run' };
  const { tone, text } = words[exchange.verdict];
  if (exchange.verdict === 'hung') {
    const at = /paused at ([a-z ]+?)[;.,]/i.exec(exchange.verdictText)?.[1];
    return { tone, text: at === undefined ? 'hung' : `hung at ${at}` };
  }
  const status = statusOf(exchange);
  const parts = [text];
  if (status !== null) parts.push(status);
  if (exchange.verdict !== 'not-run') parts.push(formatNs(exchange.endNs - exchange.startNs));
  const failed = tone === 'ok' && status !== null && Number(status) >= 500;
  return { tone: failed ? 'changed' : tone, text: parts.join(' · ') };
}

/** `proxy_on_request_headers` → `on_request_headers`; what ran before any callback has its own words. */
export function phaseOf(callback: string): string {
  if (callback === '') return 'no callback';
  return callback.replace(/^proxy_/, '');
}

/** `filter.ts:35:7`. */
export function positionText(position: SourcePosition, column = false): string {
  return `${position.file}:${position.line}${column ? `:${position.column}` : ''}`;
}

/** True for a file of the person, false for the SDK and asc's library. */
export function isOwnFile(position: SourcePosition): boolean {
  return !position.file.startsWith('~lib/');
}

export interface ScenarioOutcome {
  tone: 'ok' | 'fault' | 'neutral';
  /** Assertions that hold, and all of them. */
  holds: number;
  total: number;
}

/** A scenario is right when its assertions hold; without any, when nothing broke. */
export function scenarioOutcome(scenario: ScenarioReport): ScenarioOutcome {
  const total = scenario.expectations.length;
  const holds = scenario.expectations.filter((result) => result.holds).length;
  if (total > 0) return { tone: holds === total ? 'ok' : 'fault', holds, total };
  const broken =
    !scenario.loaded ||
    scenario.faults.length > 0 ||
    scenario.exchanges.some((exchange) => words[exchange.verdict].tone !== 'ok');
  return { tone: broken ? 'fault' : 'ok', holds, total };
}

/** What a banner says about a fault: the bold line, and what it means for the VM. */
export function faultHeadline(fault: Fault): { what: string; consequence: string } {
  const where = phaseOf(fault.callback);
  const request = fault.exchange === null ? '' : ` of request ${fault.exchange + 1}`;
  switch (fault.kind) {
    case 'trap':
      return {
        what: `The filter trapped in ${where}${request}.`,
        consequence: 'This VM answers no more calls.',
      };
    case 'out-of-memory':
      return {
        what: `The filter ran out of memory in ${where}${request}.`,
        consequence: 'This VM answers no more calls.',
      };
    case 'timed-out':
      return {
        what: `The filter was ${fault.message}.`,
        consequence: 'Envoy has no such limit: its worker thread would hang for ever.',
      };
    case 'endless':
      return {
        what: 'The filter never comes to rest.',
        consequence: 'Envoy would go on with it until something outside ends it.',
      };
    case 'load-failed':
      return {
        what: 'Envoy would not load this filter.',
        consequence: 'It refuses the configuration and does not start.',
      };
    case 'envoy-crash':
      return { what: 'A real Envoy crashes here.', consequence: 'The run stops at this point.' };
    case 'envoy-undefined':
      return {
        what: "Envoy's behaviour is not defined here.",
        consequence: 'The run does not guess it.',
      };
    case 'bad-input':
      return { what: 'This scenario cannot be played as it is.', consequence: '' };
  }
}
