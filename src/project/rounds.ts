// A scenario's exchanges in the order in which they are played: all of them, then all again, as often as the scenario says.

import type { Exchange, Scenario } from './schema.ts';

/** Each exchange with its number, counted from 0 over all rounds. */
export function* playedExchanges({
  exchanges,
  repeat,
}: Pick<Scenario, 'exchanges' | 'repeat'>): Generator<[number: number, exchange: Exchange]> {
  let number = 0;
  for (let round = 0; round < repeat; round++) {
    for (const exchange of exchanges) yield [number++, exchange];
  }
}

/** The same scenario with its rounds written out one after the other. */
export function writtenOut(scenario: Scenario): Scenario {
  const exchanges = [...playedExchanges(scenario)].map(([, exchange]) => exchange);
  return { ...scenario, exchanges, repeat: 1 };
}
