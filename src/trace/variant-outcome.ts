// What a run comes to in a few words, and what it would be with something else in force: `503 instead of 200`.

import type { ExchangeReport, ScenarioReport } from '#run/api.ts';
import { scenarioDifferences } from './compare-scenarios.ts';
import { type Chip, statusOf, verdictChip } from './summary.ts';
import { plural } from './units.ts';

/** Differences that are named; the rest is counted. */
const named = 2;

/** `completed · 200 · 38 ms` for one request, `200, 503 ×2` for several, in their order. */
export function outcomeOf(report: ScenarioReport): Chip {
  const { exchanges, rounds } = report;
  if (
    !report.loaded ||
    exchanges.length < 2 ||
    report.faults.some(({ kind }) => kind === 'timed-out')
  ) {
    return verdictChip(report, exchanges[0] ?? null);
  }
  const tones = exchanges.map((one) => verdictChip(report, one).tone);
  const tone = tones.find((one) => one === 'fault') ?? tones.find((one) => one !== 'ok') ?? 'ok';
  if (rounds !== null) {
    const shares = rounds.statuses.map(({ name, count }) => `${name} ×${count}`);
    return { tone, text: shares.join(', ') };
  }
  return { tone, text: runsOf(exchanges.map(answerOf)).join(', ') };
}

export interface OutcomeChange {
  text: string;
  /** Whether a client, an upstream, a reader of the log or a later request would see it. */
  seen: boolean;
}

/** What is different in the other run, or that nothing is. */
export function outcomeChange(now: ScenarioReport, other: ScenarioReport): OutcomeChange {
  const seen = changeSeen(now, other);
  if (seen !== null) return { text: seen, seen: true };
  const calls = other.counts.callbacks - now.counts.callbacks;
  if (calls === 0) return { text: 'the same', seen: false };
  const count = plural(Math.abs(calls), 'callback');
  return { text: `the same, ${count} ${calls > 0 ? 'more' : 'fewer'}`, seen: false };
}

function changeSeen(now: ScenarioReport, other: ScenarioReport): string | null {
  const changed = now.exchanges.filter(
    (one, at) => answerOf(one) !== answerOf(other.exchanges[at]),
  );
  if (now.exchanges.length === 1 && changed.length === 1) {
    return `${answerOf(other.exchanges[0])} instead of ${answerOf(now.exchanges[0])}`;
  }
  if (changed.length > 0) return `${changed.length} of ${now.exchanges.length} answers differ`;
  const differences = scenarioDifferences(now, other).map(({ what }) => what);
  if (differences.length === 0) return null;
  const more = differences.length - named;
  const rest = more > 0 ? ` and ${more} more` : '';
  return `differs: ${differences.slice(0, named).join(', ')}${rest}`;
}

function answerOf(exchange: ExchangeReport | undefined): string {
  if (exchange === undefined) return 'nothing';
  return statusOf(exchange) ?? (exchange.verdict === 'hung' ? 'hung' : 'no answer');
}

/** `200, 503, 503` as `200, 503 ×2`. */
function runsOf(answers: readonly string[]): string[] {
  const runs: { answer: string; count: number }[] = [];
  for (const answer of answers) {
    const last = runs.at(-1);
    if (last?.answer === answer) last.count++;
    else runs.push({ answer, count: 1 });
  }
  return runs.map(({ answer, count }) => (count === 1 ? answer : `${answer} ×${count}`));
}
