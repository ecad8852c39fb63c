// A part of `npm run parity`, in a process of its own: comparing is work for one thread, and the machine has several.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { getEnvoy } from '../../scripts/get-envoy.mjs';
import type { Comparison, Gap } from '#envoy/compare.ts';
import type { Difference } from '#trace/envoy-check.ts';
import { type BothTold, compareAt, type Comparing, type Job } from '#envoy/compare-scenario.ts';
import { measuredTable, tableOf, writeMeasuredTable } from './conformance/table.ts';
import { examples as exampleList } from '#examples/node.ts';
import { composeBundleProblem } from './compose-bundle.ts';
import { inParallel } from '#envoy/in-parallel.ts';
import { takeShareOfPorts } from '#envoy/mock-server.ts';
import type { Check } from './check.ts';
import { knownGaps, type PartRequest, type PartResult } from './parity-request.ts';
import { featureChecks } from './loads.ts';
import { normalise } from '#envoy/normalise.ts';
import { type Example, loadExamples, scenarioName } from './prepare.ts';
import { validateExports } from './validate.ts';
import { verifyBundle } from './verify-bundle.ts';
import { yamlReadingsProblem } from './yaml-readings.ts';
import { yamlTrapsProblem } from './yaml-traps.ts';

const { values } = parseArgs({
  options: { request: { type: 'string' }, result: { type: 'string' } },
});
const request = JSON.parse(values.request ?? '') as PartRequest;

type ExampleJob = Job & { example: Example };

const workFolder = mkdtempSync(join(tmpdir(), 'sluice-parity-'));
process.on('exit', () => rmSync(workFolder, { recursive: true, force: true }));

takeShareOfPorts(request.part, request.parts);
const gaps = knownGaps();
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

/** Numbers in the order of asking, which is the same in every process. */
const numbers = new Map<string, number>();

function isMine(key: string): boolean {
  const number = numbers.get(key) ?? numbers.size;
  numbers.set(key, number);
  return number % request.parts === request.part;
}

/** A name is that of a scenario, or of a check, which begins with its example. */
function isWanted(slug: string, scenario: string): boolean {
  const name = scenarioName(slug, scenario);
  if (request.names !== null)
    return request.names.some((one) => one === name || one.startsWith(`${slug}: `));
  // The sequences by chance are one example, and many.
  return (
    name.includes(request.only) && isMine(slug === 'fuzz' || slug === 'features' ? name : slug)
  );
}

const isNamed = ({ name }: { name: string }): boolean =>
  request.names === null || request.names.includes(name);

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
      name: `${slug}: texts that look like something else in YAML reach Envoy as they are`,
      problem: () => yamlTrapsProblem(example, workFolder),
    });
    checks.push({
      name: `${slug}: words of YAML mean the same when an envoy.yaml is opened as in Envoy`,
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

const toldError = (error: unknown): string =>
  error instanceof Error ? (error.stack ?? error.message) : String(error);

async function main(): Promise<void> {
  const examples = await loadExamples(isWanted);
  const checks = [...examples.flatMap(fileChecks), ...featureChecks(isWanted, workFolder)].filter(
    isNamed,
  );
  const held = await inParallel(request.atOnce, checks, passes);
  const jobs = examples
    .flatMap((example) =>
      example.project.scenarios.map((scenario, index) => ({
        name: scenarioName(example.slug, scenario.name),
        example,
        index,
      })),
    )
    .filter(({ name }) => name.includes(request.only))
    .filter(isNamed);
  const results = await inParallel(request.atOnce, jobs, compareScenario);
  const result: PartResult = {
    checks: checks.map(({ name }, index) => ({ name, holds: held[index] === true })),
    scenarios: results.map(({ differences, calls, identicalCalls }, index) => ({
      name: jobs[index]?.name ?? '',
      holds: differences.length === 0,
      calls,
      identicalCalls,
    })),
    usedGaps: gaps.flatMap((gap, index) => (usedGaps.has(gap) ? [index] : [])),
  };
  writeFileSync(values.result ?? '', JSON.stringify(result));
}

await main();
