// `npm run parity`: every scenario of every example in Sluice and in a real Envoy, compared call by call.
//   npm run parity -- [--only TEXT] [--counts FILE]

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { getEnvoy } from '../../scripts/get-envoy.mjs';
import { knownGaps, type PartRequest, type PartResult } from './parity-request.ts';

const { values: options } = parseArgs({
  options: { only: { type: 'string' }, counts: { type: 'string' } },
});
const only = options.only ?? '';
const mostParts = 4;
const envoysOfPart = 4;
/** How often what did not hold is asked again when all else is done. */
const furtherAttempts = 2;
const folder = mkdtempSync(join(tmpdir(), 'sluice-parity-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

async function play(request: PartRequest): Promise<PartResult> {
  const result = join(folder, `${request.part}.json`);
  const part = fileURLToPath(new URL('parity-part.ts', import.meta.url));
  const args = ['--request', JSON.stringify(request), '--result', result];
  const child = spawn(process.execPath, ['--import', 'tsx', part, ...args], {
    env: { ...process.env, ENVOY_BIN: binary },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  process.on('exit', () => child.kill());
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0) throw new Error(`part ${request.part + 1} of the comparison broke: exit ${code}`);
  return JSON.parse(readFileSync(result, 'utf8')) as PartResult;
}

const failing = ({ checks, scenarios }: PartResult): string[] =>
  [...checks, ...scenarios].filter(({ holds }) => !holds).map(({ name }) => name);

/**
 * Asks again, alone, about what did not hold. A scenario in which things happen at the same time may differ because the machine had
 * other things to do; one that Sluice gets wrong differs each time.
 */
async function again(all: PartResult): Promise<PartResult> {
  const names = failing(all);
  process.stdout.write(`once more, alone: ${names.join('; ')}\n`);
  const once = await play({ only: '', names, part: 0, parts: 1, atOnce: 1 });
  const better = <Named extends { name: string }>(one: Named, later: readonly Named[]): Named =>
    later.find(({ name }) => name === one.name) ?? one;
  return {
    checks: all.checks.map((one) => better(one, once.checks)),
    scenarios: all.scenarios.map((one) => better(one, once.scenarios)),
    usedGaps: [...all.usedGaps, ...once.usedGaps],
  };
}

const binary = await getEnvoy();
process.stdout.write(`Envoy: ${binary}\n`);
const parts = Math.min(availableParallelism(), mostParts);
const results = await Promise.all(
  Array.from({ length: parts }, (_, part) =>
    play({ only, names: null, part, parts, atOnce: envoysOfPart }),
  ),
);
let all: PartResult = {
  checks: results.flatMap(({ checks }) => checks),
  scenarios: results.flatMap(({ scenarios }) => scenarios),
  usedGaps: results.flatMap(({ usedGaps }) => usedGaps),
};
for (let attempt = 0; attempt < furtherAttempts && failing(all).length > 0; attempt += 1)
  all = await again(all);

const gaps = knownGaps();
const stale = only === '' ? gaps.filter((_, index) => !all.usedGaps.includes(index)) : [];
for (const { scenario, section, reason } of stale)
  process.stdout.write(`✗ a known gap is none any more: ${scenario}, ${section}: ${reason}\n`);
for (const name of failing(all)) process.stdout.write(`✗ ${name}\n`);
const failed = failing(all).length + stale.length;
const passed = all.checks.length + all.scenarios.length - failing(all).length;
if (options.counts !== undefined) {
  mkdirSync(dirname(options.counts), { recursive: true });
  writeFileSync(options.counts, JSON.stringify({ passed, failed, skipped: 0 }));
}
const sum = (pick: (one: PartResult['scenarios'][number]) => number): number =>
  all.scenarios.reduce((total, one) => total + pick(one), 0);
if (gaps.length > 0) process.stdout.write(`known gaps: ${gaps.length}\n`);
process.stdout.write(
  `parity: ${sum(({ holds }) => Number(holds))} of ${all.scenarios.length} scenarios identical, ` +
    `${sum(({ identicalCalls }) => identicalCalls)} of ${sum(({ calls }) => calls)} calls\n`,
);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
