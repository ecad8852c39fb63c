// `npm run parity`: every scenario of every example in Sluice and in a real Envoy, compared call by call.
//   npm run parity -- [--only TEXT] [--counts FILE]

import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { getEnvoy } from '../../scripts/get-envoy.mjs';
import type { Comparison, Gap } from '#envoy/compare.ts';
import type { Difference } from '#trace/envoy-check.ts';
import { type BothTold, compareAt, type Comparing, type Job } from '#envoy/compare-scenario.ts';
import { measuredTable, tableOf, writeMeasuredTable } from './conformance/table.ts';
import { examples as exampleList } from '#examples/node.ts';
import { composeBundleProblem } from './compose-bundle.ts';
import { inParallel } from '#envoy/in-parallel.ts';
import type { Check } from './check.ts';
import { featureChecks } from './loads.ts';
import { normalise } from '#envoy/normalise.ts';
import { type Example, loadExamples, scenarioName } from './prepare.ts';
import { validateExports } from './validate.ts';
import { verifyBundle } from './verify-bundle.ts';
import { yamlReadingsProblem } from './yaml-readings.ts';
import { yamlTrapsProblem } from './yaml-traps.ts';

const { values: options } = parseArgs({
  options: { only: { type: 'string' }, counts: { type: 'string' } },
});

type ExampleJob = Job & { example: Example };

const envoysAtOnce = 3;
/** How often a scenario that differed is played again when all others are done. */
const furtherAttempts = 2;
const gaps = JSON.parse(readFileSync(new URL('known-gaps.json', import.meta.url), 'utf8')) as Gap[];
const workFolder = mkdtempSync(join(tmpdir(), 'sluice-parity-'));
process.on('exit', () => rmSync(workFolder, { recursive: true, force: true }));

const binary = await getEnvoy();
const usedGaps = new Set<Gap>();

/** A walker's log is held against what was measured before as well. `SLUICE_WRITE_TABLES=1` keeps what Envoy answers now. */
function compareTable(name: string, { sluice, envoy, facts }: BothTold): void {
  const table = tableOf((envoy.get('log') ?? []).map((line) => normalise(line, facts)));
  if (table === null) return;
  if (process.env['SLUICE_WRITE_TABLES'] === '1') writeMeasuredTable(name, table);
  sluice.set('table', (measuredTable(name) ?? 'not measured').split('\n'));
  envoy.set('table', table.split('\n'));
}

async function compareScenario(job: ExampleJob): Promise<Comparison> {
  let trace: Comparison = { differences: [], usedGaps: new Set(), calls: 0, identicalCalls: 0 };
  const differences: Difference[] = [];
  try {
    const comparing: Comparing = {
      binary,
      workFolder,
      gaps,
      look: (both) => compareTable(job.name, both),
    };
    trace = await compareAt(job, 'trace', comparing);
    const own = job.example.atOwnLevel ? await compareAt(job, 'own', comparing) : trace;
    for (const gap of [...trace.usedGaps, ...own.usedGaps]) usedGaps.add(gap);
    const seen = new Set(trace.differences.map(({ text }) => text));
    const further = own.differences.filter(({ text }) => !seen.has(text));
    differences.push(
      ...trace.differences,
      ...further.map((one) => ({
        ...one,
        text: `${one.text}\n    (at the Project's own log level)`,
      })),
    );
  } catch (error) {
    // One broken comparison must not hide the others.
    const text = toldError(error);
    differences.push({ section: 'start', line: 1, before: [], sluice: [], envoy: [], text });
  }
  const mark = differences.length === 0 ? '✓' : '✗';
  process.stdout.write(`${mark} ${job.name} (${trace.identicalCalls} of ${trace.calls} calls)\n`);
  for (const { text } of differences) process.stdout.write(`${text}\n`);
  const seed = /^fuzz \/ seed (\d+)$/.exec(job.name)?.[1];
  if (seed !== undefined && differences.length > 0)
    process.stdout.write(`    the least that differs: npm run fuzz:envoy -- --seed ${seed}\n`);
  return { ...trace, differences };
}

/**
 * Plays what differed again, alone. A scenario in which things happen at the same time may differ because the machine had other
 * things to do; one that Sluice gets wrong differs each time.
 */
async function playAgain(jobs: readonly ExampleJob[], results: Comparison[]): Promise<void> {
  for (const [index, job] of jobs.entries()) {
    for (let attempt = 0; attempt < furtherAttempts; attempt += 1) {
      if (results[index]?.differences.length === 0) break;
      process.stdout.write(`once more, alone: ${job.name}\n`);
      results[index] = await compareScenario(job);
    }
  }
}

/** What is asked of an example's files, beside its scenarios. */
function fileChecks(example: Example): Check[] {
  const { slug, project } = example;
  if (!example.hasOwnFiles) return [];
  const checks: Check[] = [
    {
      name: `${slug}: Envoy takes every exported file`,
      problem: () => validateExports(example, workFolder),
    },
  ];
  if (!example.atOwnLevel) return checks;
  if (slug === 'hello-header') {
    checks.push({
      name: 'texts that look like something else in YAML reach Envoy as they are',
      problem: () => yamlTrapsProblem(example, workFolder),
    });
    checks.push({
      name: 'words of YAML mean the same when an envoy.yaml is opened as in Envoy',
      problem: () => yamlReadingsProblem(workFolder),
    });
  }
  const name = `${slug}: verify.sh and verify.mjs hold`;
  checks.push({
    name,
    problem: async () => {
      const { played, problem } = await verifyBundle(example, workFolder);
      process.stdout.write(`${name} for ${played} of ${project.scenarios.length} scenarios\n`);
      return problem;
    },
  });
  // Those of the tutorials are played, the others read.
  const plays = exampleList.some((one) => one.slug === slug && one.group === 'Tutorials');
  checks.push({
    name: `${slug}: docker-compose.yaml ${plays ? 'is healthy, and verify.sh holds' : 'can be read'}`,
    problem: () => composeBundleProblem(example, workFolder, { plays }),
  });
  return checks;
}

async function passes({ name, problem }: Check): Promise<boolean> {
  // One that breaks must not hide the others.
  const found = await problem().catch(toldError);
  process.stdout.write(found === null ? `✓ ${name}\n` : `✗ ${name}\n${found}\n`);
  return found === null;
}

/** All at first side by side, then what did not hold alone, as with the scenarios. */
async function checkAll(checks: Check[]): Promise<boolean[]> {
  const held = await inParallel(envoysAtOnce, checks, passes);
  for (const [index, check] of checks.entries()) {
    for (let attempt = 0; attempt < furtherAttempts && held[index] !== true; attempt += 1) {
      process.stdout.write(`once more, alone: ${check.name}\n`);
      held[index] = await passes(check);
    }
  }
  return held;
}

const toldError = (error: unknown): string =>
  error instanceof Error ? (error.stack ?? error.message) : String(error);

async function main(): Promise<void> {
  process.stdout.write(`Envoy: ${binary}\n`);
  const examples = await loadExamples(options.only ?? '');
  const checks = [
    ...examples.flatMap(fileChecks),
    ...featureChecks(options.only ?? '', workFolder),
  ];
  const checked = await checkAll(checks);
  let passed = checked.filter((holds) => holds).length;
  let failed = checked.length - passed;
  const jobs: ExampleJob[] = examples.flatMap((example) =>
    example.project.scenarios.map((scenario, index) => ({
      name: scenarioName(example.slug, scenario.name),
      example,
      index,
    })),
  );
  const chosen = jobs.filter(
    (job) => options.only === undefined || job.name.includes(options.only),
  );
  const results = await inParallel(envoysAtOnce, chosen, compareScenario);
  await playAgain(chosen, results);
  const identical = results.filter((result) => result.differences.length === 0).length;
  const stale = options.only === undefined ? gaps.filter((gap) => !usedGaps.has(gap)) : [];
  for (const { scenario, section, reason } of stale) {
    process.stdout.write(`✗ a known gap is none any more: ${scenario}, ${section}: ${reason}\n`);
  }
  failed += results.length - identical + stale.length;
  passed += identical;
  if (options.counts !== undefined) {
    mkdirSync(dirname(options.counts), { recursive: true });
    writeFileSync(options.counts, JSON.stringify({ passed, failed, skipped: 0 }));
  }
  const sum = (pick: (result: Comparison) => number): number =>
    results.reduce((total, result) => total + pick(result), 0);
  if (gaps.length > 0) process.stdout.write(`known gaps: ${gaps.length}\n`);
  process.stdout.write(
    `parity: ${identical} of ${results.length} scenarios identical, ` +
      `${sum((one) => one.identicalCalls)} of ${sum((one) => one.calls)} calls\n`,
  );
  process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
}

await main();
