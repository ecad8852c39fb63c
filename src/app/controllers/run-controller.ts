// Plays the Project's scenarios with the current modules, the one on screen first, and survives filters that never return.

import type { PluginModule, RunProgress, RunReport } from '#run/api.ts';
import type { Project } from '#project/schema.ts';
import type { CompiledModules, ResultShelf, RunResult } from '../store/results.ts';
import type { PlaygroundStore } from '../store/playground-store.ts';
import type { RunnerClient } from '../workers/runner-client.ts';
import { notRunReport, stoppedReport, withLoopPosition } from './stopped-report.ts';

/** Silence of the runner after which a filter counts as one that never returns. */
const watchdogMs = 2000;
/** The guarded run counts loop turns; one that is silent longer loops where nothing is counted. */
const guardedWatchdogMs = 900;
const guardedTurns = 20_000_000;
/** Each stopped scenario costs the watchdog's time, so the rest is left out after a few. */
const mostStops = 3;
/** A run that takes longer than this shows what it has, and how far it is. */
const publishAfterMs = 150;

export interface RunController {
  run(modules: CompiledModules): Promise<void>;
  /** Ends the run in flight; what it has shown stays. */
  cancel(): void;
}

export function createRunController(
  store: PlaygroundStore,
  client: RunnerClient,
  shelf: ResultShelf,
  now: () => number,
  debuggable: (
    project: Project,
    modules: readonly PluginModule[],
  ) => Promise<PluginModule[]> = async (_, modules) => [...modules],
): RunController {
  let generation = 0;

  async function run({ modules }: CompiledModules): Promise<void> {
    const mine = ++generation;
    const isCurrent = (): boolean => mine === generation;
    const { project, revision, scenario } = store.getState();
    const result: RunResult = { project, revision, scenarios: new Map() };
    const publish = (): void => {
      if (!isCurrent()) return;
      const key = shelf.put({ ...result, scenarios: new Map(result.scenarios) });
      store.getState().setResultKey(key);
    };
    const name = (index: number): string => project.scenarios[index]?.name ?? '';
    const debugging = store.getState().debugging;
    const request = { project, modules: debugging ? await debuggable(project, modules) : modules };
    if (!isCurrent()) return;

    store.getState().setRun({ status: 'running', rounds: null });
    let durationMs = 0;
    let publishedAt = now();
    let toldAt = now();
    const onNews = (progress: RunProgress): void => {
      const one = project.scenarios[progress.scenario];
      if (!isCurrent() || one === undefined || one.repeat === 1) return;
      if (now() - toldAt < publishAfterMs) return;
      toldAt = now();
      const rounds = {
        scenario: progress.scenario,
        played: progress.exchanges,
        of: one.repeat * one.exchanges.length,
      };
      store.getState().setRun({ status: 'running', rounds });
    };
    const onFinished = (report: RunReport['scenarios'][number]): void => {
      result.scenarios.set(report.index, report);
      if (now() - publishedAt < publishAfterMs) return;
      publishedAt = now();
      publish();
    };
    const collect = (report: RunReport): void => {
      for (const one of report.scenarios) result.scenarios.set(one.index, one);
    };

    let left = [...project.scenarios.keys()].sort(
      (one, other) => Number(other === scenario) - Number(one === scenario),
    );
    for (let stops = 0; left.length > 0; ) {
      if (stops === mostStops) {
        for (const index of left) result.scenarios.set(index, notRunReport(name(index), index));
        break;
      }
      const outcome = await client.run(
        { ...request, options: { scenarios: left } },
        { silenceMs: debugging ? null : watchdogMs, onFinished, onNews },
      );
      if (!isCurrent()) return;
      if (outcome.status === 'cancelled') return;
      if (outcome.status === 'lost') {
        store.getState().setRun({ status: 'crashed', message: outcome.message });
        return;
      }
      if (outcome.status === 'done') {
        collect(outcome.report);
        durationMs += outcome.durationMs;
        break;
      }
      stops++;
      durationMs += watchdogMs;
      const { at } = outcome;
      result.scenarios.set(at.scenario, stoppedReport(name(at.scenario), at, watchdogMs));
      publish();
      const guarded = await findLoop(request, at);
      if (!isCurrent()) return;
      if (guarded !== null) {
        result.scenarios.set(at.scenario, guarded);
        publish();
      }
      left = left.filter((index) => !result.scenarios.has(index));
    }
    publish();
    store.getState().setRun({ status: 'done', durationMs });
  }

  async function findLoop(
    request: { project: Project; modules: PluginModule[] },
    at: RunProgress,
  ): Promise<RunReport['scenarios'][number] | null> {
    const outcome = await client.run(
      {
        ...request,
        options: {
          scenarios: [at.scenario],
          loopGuard: { scenario: at.scenario, seq: at.seq, turns: guardedTurns },
        },
      },
      { silenceMs: guardedWatchdogMs, onFinished: () => undefined },
    );
    const report = outcome.status === 'done' ? outcome.report.scenarios[0] : undefined;
    return report === undefined ? null : withLoopPosition(report, at, watchdogMs);
  }

  return {
    run,
    cancel() {
      if (store.getState().run.status !== 'running') return;
      generation++;
      client.cancel();
      store.getState().setRun({ status: 'cancelled' });
    },
  };
}
