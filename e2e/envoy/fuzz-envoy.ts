// `npm run fuzz:envoy -- --seed N`: one seed of random hostcalls in Sluice and in a real Envoy; when they differ, the least that does.
//   npm run fuzz:envoy -- --seed N [--count 40] [--tries 60]

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { getEnvoy } from '../../scripts/get-envoy.mjs';
import type { Comparison } from '#envoy/compare.ts';
import { compareAt } from '#envoy/compare-scenario.ts';
import {
  type FuzzSequence,
  fuzzModule,
  fuzzProject,
  isSound,
  sequencesOfSeed,
  soundSequences,
} from './fuzz/generate.ts';
import { minimise } from './fuzz/minimise.ts';
import { tellSequences } from './fuzz/tell.ts';

const { values: options } = parseArgs({
  options: {
    seed: { type: 'string' },
    count: { type: 'string', default: String(sequencesOfSeed) },
    tries: { type: 'string', default: '60' },
  },
});
const seed = Number(options.seed);
if (!Number.isInteger(seed)) throw new Error('Which seed? Say --seed N.');
const name = `seed ${seed}`;
const workFolder = mkdtempSync(join(tmpdir(), 'sluice-fuzz-'));
process.on('exit', () => rmSync(workFolder, { recursive: true, force: true }));

async function compare(sequences: readonly FuzzSequence[]): Promise<Comparison> {
  const modules = [{ bytes: fuzzModule, sourceMap: null }];
  const example = {
    slug: 'fuzz',
    project: fuzzProject(name, sequences),
    modules,
    hasOwnFiles: false,
    atOwnLevel: false,
    isRestless: false,
    measuresTime: false,
    isMainThreadIdle: false,
  };
  return compareAt({ name: `fuzz / ${name}`, example, index: 0 }, 'trace', {
    binary: await getEnvoy(),
    workFolder,
    gaps: [],
  });
}

/** An Envoy that ends, or does not start, differs from Sluice as well. */
async function differs(sequences: readonly FuzzSequence[]): Promise<boolean> {
  if (!isSound(sequences)) return false;
  process.stderr.write('.');
  try {
    return (await compare(sequences)).differences.length > 0;
  } catch {
    return true;
  }
}

const sequences = soundSequences(seed, Number(options.count));
if (await differs(sequences)) {
  const least = await minimise(sequences, differs, Number(options.tries));
  process.stdout.write(`\n${name} differs; the least of it:\n${tellSequences(least).join('\n')}\n`);
  const { differences } = await compare(least).catch((error: unknown) => ({
    differences: [{ text: String(error) }],
  }));
  for (const { text } of differences) process.stdout.write(`${text}\n`);
  process.exitCode = 1;
} else {
  process.stdout.write(`\n${name}: ${sequences.length} sequences identical\n`);
}
