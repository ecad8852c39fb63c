// Plays one scenario in Sluice and in a real Envoy until both saw the same world, and compares what they tell.

import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import type { Project } from '#project/schema.ts';
import type { PluginModule, ScenarioReport } from '#run/api.ts';
import { type Comparison, compareTold, type Gap } from './compare.ts';
import { type Facts, readsDiffer, timingDiffers } from './normalise.ts';
import { type Observed, observe } from './observe.ts';
import { exportedFiles, scenarioProject } from './scenario-project.ts';
import { runScenario } from './run-scenario.ts';
import { type Told, tellReport } from './told.ts';

/** Runs of a scenario until both sides saw an upstream of the same speed and a large body cut at the same places. */
const attempts = 5;

export interface Subject {
  project: Project;
  /** The release modules: the same bytes for both sides, so that even pointers are equal. */
  modules: PluginModule[];
  /** The guest's own runtime asks for the time, and puts things into memory, as chance has it: of its calls only the names compare. */
  isRestless: boolean;
  /** The filter measures how long things take, and tells: what it tells differs, and with the digits its addresses. */
  measuresTime: boolean;
  /**
   * What its root contexts call about comes of requests, which Envoy's main thread does not see: it makes no calls of its own.
   * Null where that is not known: the number of calls that came tells it.
   */
  isMainThreadIdle: boolean | null;
}

export interface Job {
  /** `example / scenario`. */
  name: string;
  example: Subject;
  /** Of the scenario. */
  index: number;
}

/** What both sides told of one scenario. */
export interface BothTold {
  sluice: Told;
  envoy: Told;
  facts: Facts;
  /** Sluice's own report, of the module and at the level that Envoy had. */
  report: ScenarioReport;
  /** All that Envoy printed. */
  envoyLog: string;
}

export interface Comparing {
  /** Path of the Envoy. */
  binary: string;
  /** Folders of the runs are made in it. */
  workFolder: string;
  gaps: readonly Gap[];
  /** Sees what both sides told before it is compared, and may add to it. */
  look?: (both: BothTold) => void;
}

/** One scenario at one log level. At trace level Envoy tells every call; at the Project's own, what a guest sees of it. */
export async function compareAt(
  { example, index, name }: Job,
  level: 'trace' | 'own',
  { binary, workFolder, gaps, look }: Comparing,
): Promise<Comparison> {
  const { project, addresses } = scenarioProject(example.project, index);
  const logLevel = level === 'trace' ? 'trace' : project.logLevel;
  const files = exportedFiles({ ...project, logLevel }, example.modules);
  for (let attempt = 1; ; attempt += 1) {
    const clockMs = Date.now();
    const report = runScenario(project, example.modules, logLevel, clockMs);
    const observed: Observed = await observe({
      binary,
      project,
      files,
      addresses,
      report,
      wasmLevel: logLevel === 'warn' ? 'warning' : logLevel,
      withTrace: level === 'trace',
      folder: mkdtempSync(join(workFolder, 'run-')),
      name: level,
    });
    const timed = withObservedTimes(project, observed.told);
    const last = runScenario(timed, example.modules, logLevel, clockMs);
    const sluice = tellLike(observed.told, last, level === 'trace', example.isMainThreadIdle);
    const ours = [...sluice.values()].flat();
    const theirs = [...observed.told.values()].flat();
    const unlike = timingDiffers(ours, theirs) || readsDiffer(ours, theirs);
    if (unlike && attempt < attempts) continue;
    const facts = {
      clockMs,
      clusters: observed.clusters,
      project: JSON.stringify(project.scenarios),
    };
    look?.({ sluice, envoy: observed.told, facts, report: last, envoyLog: observed.log });
    for (const told of [sluice, observed.told]) {
      if (example.isRestless || example.measuresTime) calm(told);
      if (example.measuresTime) withoutMeasures(told);
    }
    const own = gaps.filter((gap) => gap.scenario === name || gap.scenario === '*');
    return compareTold(sluice, observed.told, facts, own);
  }
}

function tellLike(
  envoy: Told,
  report: ScenarioReport,
  withTrace: boolean,
  isMainThreadIdle: boolean | null,
): Told {
  if (isMainThreadIdle !== null) return tellReport(report, withTrace, isMainThreadIdle);
  const idle = tellReport(report, withTrace, true);
  const isIdle = idle.get('calls')?.length === envoy.get('calls')?.length;
  return isIdle ? idle : tellReport(report, withTrace, false);
}

const restless = /\.(clock_time_get|poll_oneoff|sched_yield|random_get)\b/;

/** Leaves out what a runtime does for itself, and the pointers that follow from it. */
function calm(told: Told): void {
  const lines = told.get('trace')?.filter((line) => !restless.test(line)) ?? [];
  told.set(
    'trace',
    lines.map((line) =>
      line
        .replace(/^(\[vm->host] [\w.]+)\(.*/, '$1')
        .replace(/^(\[host<-vm] proxy_on_memory_allocate return:).*/, '$1'),
    ),
  );
}

/** Milliseconds that a filter measured: in lines of JSON, with the length of what holds them, and in a histogram but for its count. */
function withoutMeasures(told: Told): void {
  for (const [section, lines] of told) {
    const measured = lines.some((line) => line.includes('duration_ms'));
    const plain = lines.map((line) =>
      line
        .replace(/(duration_ms\\?":)\d+/g, '$1<ms>')
        .replace(/^(histogram \S+:) .* (\d+)$/, '$1 … $2'),
    );
    told.set(
      section,
      measured
        ? plain.map((line) => line.replace(/^(content-length: |body: )\d+/, '$1<size>'))
        : plain,
    );
  }
}

/** The upstream of a real Envoy needs some milliseconds, and their number of digits shows in the size of the headers. */
function withObservedTimes(project: Project, told: Told): Project {
  return {
    ...project,
    scenarios: project.scenarios.map((scenario) => ({
      ...scenario,
      exchanges: scenario.exchanges.map((exchange, index) => {
        const line = (told.get(`exchange ${index + 1} client`) ?? []).find((text) =>
          text.startsWith('x-envoy-upstream-service-time: '),
        );
        const tookMs = Number(line?.split(' ')[1] ?? 0);
        const { upstream } = exchange;
        if (upstream.kind !== 'answer' || tookMs < 10) return exchange;
        return {
          ...exchange,
          upstream: { ...upstream, delayMs: Math.max(upstream.delayMs, tookMs) },
        };
      }),
    })),
  };
}
