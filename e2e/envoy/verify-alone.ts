// Lets the verify.mjs of a bundle start an Envoy for each scenario that a running one cannot be asked for.

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runProgram } from './run-program.ts';
import type { MovedBundle } from './verify-bundle.ts';

interface ExpectedScenario {
  leftOut: string | null;
  alone: { leftOut: string | null; lastsMs: number; start: { config: string } };
  exchanges: { answer: { headers: { name: string }[] } }[];
}

interface Expected {
  envoy: string;
  admin: string;
  mocks: string[];
  scenarios: ExpectedScenario[];
}

const timeoutMs = 120_000;

/** How many scenarios were played, and what went wrong. `isJudged` says whether a changed header is to be noticed here. */
export async function aloneProblem(
  folder: string,
  { listener, admin, control, binary }: MovedBundle & { binary: string },
  isJudged: boolean,
): Promise<{ played: number; problem: string | null }> {
  const file = join(folder, 'verify', 'expected.json');
  const expected = JSON.parse(readFileSync(file, 'utf8')) as Expected;
  const scenarios = expected.scenarios
    .filter(({ leftOut, alone }) => leftOut !== null && alone.leftOut === null)
    .map(({ alone, ...scenario }) => ({ ...scenario, alone: moved(alone) }));
  if (scenarios.length === 0) return { played: 0, problem: null };
  const places = {
    envoy: `127.0.0.1:${listener}`,
    admin: `127.0.0.1:${admin}`,
    mocks: [`127.0.0.1:${control}`],
  };
  const verify = async (some: ExpectedScenario[]) => {
    writeFileSync(file, JSON.stringify({ ...expected, ...places, scenarios: some }));
    const command = ['sh', 'verify.sh', '--start'];
    return runProgram(command, { folder, timeoutMs, env: { ENVOY: binary } });
  };
  const { status, output } = await verify(scenarios);
  const left = output.match(/^ {4}left out: /gm)?.length ?? 0;
  const played = scenarios.length - left;
  if (status !== 0) return { played, problem: `verify.sh --start ends with ${status}:\n${output}` };
  const [answered] = scenarios
    .filter(({ exchanges }) => exchanges.length > 0)
    .toSorted((one, other) => one.alone.lastsMs - other.alone.lastsMs);
  if (!isJudged || answered === undefined) return { played, problem: null };
  const header = answered.exchanges[0]?.answer.headers[0];
  if (header !== undefined) header.name += '-changed';
  const judged = await verify([answered]);
  const isNoticed = judged.status === 1 && /WRONG {2}header .*-changed/.test(judged.output);
  return {
    played,
    problem: isNoticed ? null : `verify.sh --start does not notice a header:\n${judged.output}`,
  };
}

function moved(alone: ExpectedScenario['alone']): ExpectedScenario['alone'] {
  const { start } = alone;
  const isOwn = start.config.startsWith('verify/');
  return { ...alone, start: { ...start, config: isOwn ? start.config : 'moved.yaml' } };
}

/** Puts a header that no answer has in the place of the first one of a scenario. */
export function changeExpected(
  folder: string,
  pick: (scenario: ExpectedScenario) => boolean,
): void {
  const file = join(folder, 'verify', 'expected.json');
  const expected = JSON.parse(readFileSync(file, 'utf8')) as Expected;
  const header = expected.scenarios.find(pick)?.exchanges[0]?.answer.headers[0];
  if (header === undefined) throw new Error('no header is expected');
  header.name += '-changed';
  writeFileSync(file, JSON.stringify(expected));
}
