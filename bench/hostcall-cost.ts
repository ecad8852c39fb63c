// What one hostcall costs, in Sluice without a trace and in a real Envoy: a guest makes it in a loop. In Envoy the guest reads the
// host's clock; in Sluice, where that clock is virtual, the whole callback is timed from outside.

import { send } from '#envoy/client.ts';
import { benchProject } from './bench-project.ts';
import { openConnection } from '#envoy/connect-to-worker.ts';
import type { Figure } from './figures.ts';
import { nanosecondsIn, repeatedCalls, repeatingGuest } from './guests.ts';
import { takeTurns } from './measure.ts';
import { builtEngine } from './built.ts';
import { benchEnvoy } from './real-envoy.ts';

const turns = 300_000;
const answersWithinMs = 20_000;

const aims: Readonly<Record<string, string>> = {
  'header map size': '≥ 3',
  'header get': '≥ 3',
  'header replace': '≥ 1.5',
  'property get': '≥ 1.5',
};

const project = benchProject('calls', 1);
const { quietWorld } = await builtEngine();

/** Nanoseconds of one call in each; the ratio is Envoy's cost by Sluice's. */
export async function hostcallCosts(): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const call of repeatedCalls) {
    const module = repeatingGuest(call, turns);
    const { port, envoy, stop } = await benchEnvoy(project, module);
    const [exchange] = project.scenarios[0]?.exchanges ?? [];
    if (exchange === undefined) throw new Error('there is no request');
    let seen = 0;
    const inEnvoy = async (): Promise<number> => {
      const connection = await openConnection(port, null);
      const { response, close } = send(connection, exchange.request, answersWithinMs);
      const answer = await response;
      close();
      if (answer?.status !== 200) throw new Error(`Envoy did not answer: ${envoy.log()}`);
      const lines = [...envoy.log().matchAll(/: ([a-p]{16})$/gm)];
      seen += 1;
      const letters = lines[seen - 1]?.[1];
      if (letters === undefined) throw new Error('the guest told no time');
      return nanosecondsIn(letters) / 1e6;
    };
    const world = quietWorld(project, module);
    const inSluice = async (): Promise<void> => world.play(() => {});
    try {
      const times = await takeTurns(
        [
          { name: 'sluice', work: inSluice },
          { name: 'envoy', work: inEnvoy },
        ],
        { rounds: 5, warmUp: 2 },
      );
      const ns = (name: string): number => ((times.get(name) ?? 0) * 1e6) / turns;
      figures.push({
        name: call.name,
        value: ns('sluice'),
        unit: 'ns',
        ratio: ns('envoy') / ns('sluice'),
        peer: 'Envoy ÷ Sluice',
        aim: aims[call.name] ?? 'told only',
      });
    } finally {
      await stop();
    }
  }
  return figures;
}
