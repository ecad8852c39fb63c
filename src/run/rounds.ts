// What a repeated scenario comes to: of each exchange only what counts is kept, so that rounds cost no memory.

import type { Scenario } from '#project/schema.ts';
import type { ExchangeReport, ExpectationResult, RoundsReport } from './api.ts';
import { judgeInExchange } from './expectations.ts';
import { NameTally, NumberTally } from './spread.ts';

/** Exchanges of a repeated scenario that its report holds in full; all of one round, however many they are. */
const KEPT_EXCHANGES = 20;

/** How many exchanges, from the first, a report holds in full. */
export function keptExchanges({ exchanges, repeat }: Scenario): number {
  const perRound = exchanges.length;
  return perRound * Math.min(repeat, Math.max(1, Math.floor(KEPT_EXCHANGES / perRound)));
}

export class Rounds {
  readonly #scenario: Scenario;
  readonly #verdicts = new NameTally();
  readonly #statuses = new NameTally();
  readonly #clusters = new NameTally();
  readonly #durations = new NumberTally();
  readonly #hostcalls = new NumberTally();
  readonly #judged = new Map<number, { held: number; failed: ExpectationResult | null }>();
  #exchanges = 0;
  #hostcallsBefore: number;

  constructor(scenario: Scenario, hostcallsAtStart: number) {
    this.#scenario = scenario;
    this.#hostcallsBefore = hostcallsAtStart;
  }

  /** An exchange has ended; `hostcalls` have been made since the scenario began. */
  add(exchange: ExchangeReport, hostcalls: number): void {
    this.#exchanges++;
    this.#verdicts.add(exchange.verdict);
    this.#statuses.add(statusOf(exchange));
    this.#clusters.add(exchange.upstreamCluster ?? 'none');
    this.#durations.add(exchange.endNs - exchange.startNs);
    this.#hostcalls.add(hostcalls - this.#hostcallsBefore);
    this.#hostcallsBefore = hostcalls;
    const place = exchange.index % this.#scenario.exchanges.length;
    for (const [index, expectation] of this.#scenario.expect.entries()) {
      const result =
        expectation.exchange === place ? judgeInExchange(expectation, index, exchange) : null;
      if (result === null) continue;
      const judged = this.#judged.get(index) ?? { held: 0, failed: null };
      if (result.holds) judged.held++;
      else judged.failed ??= result;
      this.#judged.set(index, judged);
    }
  }

  /** An assertion of an exchange holds when it does in every round; what it found is told of the first where it does not. */
  judge(result: ExpectationResult): ExpectationResult {
    const judged = this.#judged.get(result.index);
    if (judged === undefined) return result;
    const { held, failed } = judged;
    const of = this.#scenario.repeat;
    const { accept, ...shown } = failed ?? result;
    // What one round found does not hold in those that held before.
    const acceptable = accept === undefined || held > 0 ? {} : { accept };
    return { ...shown, ...acceptable, holds: held === of, rounds: { held, of } };
  }

  report(): RoundsReport {
    return {
      played: Math.floor(this.#exchanges / this.#scenario.exchanges.length),
      asked: this.#scenario.repeat,
      exchanges: this.#exchanges,
      verdicts: this.#verdicts.shares(),
      statuses: this.#statuses.shares(),
      clusters: this.#clusters.shares(),
      durationNs: this.#durations.spread(),
      hostcalls: this.#hostcalls.spread(),
    };
  }
}

function statusOf({ clientResponse }: ExchangeReport): string {
  return clientResponse?.headers.find(([name]) => name === ':status')?.[1] ?? 'no answer';
}
