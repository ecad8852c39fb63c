// Runs a Project: loads its modules, plays each scenario in a world of its own, and writes the report. A pure function of what it is given.

import {
  isLoadRefusal,
  type LoadedModule,
  type LoadRefusal,
  loadModule,
} from '#host/load-module.ts';
import { effectiveProject } from '#project/effective.ts';
import type { Project, Route, Scenario } from '#project/schema.ts';
import type { ForeignLibrary } from '#sim/foreign-library.ts';
import type { HttpStream } from '#sim/http-stream.ts';
import { World } from '#sim/world.ts';
import type {
  CallReport,
  CodePosition,
  ExchangeReport,
  NextTickReport,
  PluginModule,
  RouteReport,
  RunOptions,
  RunProgress,
  RunReport,
  RunRequest,
  ScenarioReport,
} from './api.ts';
import { AttributeReadings } from './attribute-readings.ts';
import { findBadInput } from './bad-input.ts';
import { judgeExpectations } from './expectations.ts';
import { reportMessage, reportPairs, reportPieces } from './message-report.ts';
import { MetricSteps } from './metric-steps.ts';
import { MemoryCurve } from './memory-curve.ts';
import { type PluginPositions, Recorder } from './recorder.ts';
import { keptExchanges, Rounds } from './rounds.ts';
import { reportState } from './state-report.ts';
import { judge } from './verdict.ts';

const DEFAULT_MEMORY_LIMIT_BYTES = 256 * 1024 * 1024;
/** V8 shows ten frames of a stack unless told otherwise; a guest's own file may be further out. */
const STACK_FRAMES = 24;

/** Reads a source map: from a byte offset in a module to a place in the source. */
export type PositionReader = (
  sourceMap: string,
  module: Uint8Array,
) => (offset: number) => CodePosition | null;

interface Prepared {
  loaded: LoadedModule | LoadRefusal;
  positions: PluginPositions;
}

function prepare(
  module: PluginModule,
  options: RunOptions,
  readPositions: PositionReader | null,
): Prepared {
  const loaded = loadModule(module.bytes, {
    memoryLimitBytes: options.memoryLimitBytes ?? DEFAULT_MEMORY_LIMIT_BYTES,
    countLoops: options.loopGuard !== undefined,
    ...(module.debugMap === undefined ? {} : { debugMap: module.debugMap }),
  });
  let lookUp: ((offset: number) => CodePosition | null) | null = null;
  const { sourceMap } = module;
  return {
    loaded,
    positions: {
      known: sourceMap !== null && readPositions !== null,
      originalOffset: (offset) =>
        isLoadRefusal(loaded) ? offset : loaded.rewritten.originalOffset(offset),
      position: (offset) => {
        if (sourceMap === null || readPositions === null) return null;
        // Read when first needed: a run without hostcalls or faults needs no source map.
        lookUp ??= readPositions(sourceMap, module.bytes);
        return lookUp(offset);
      },
    },
  };
}

/** Modules of equal bytes are one module: Envoy lets such plugins share a VM. */
function prepareAll(
  modules: readonly PluginModule[],
  options: RunOptions,
  readPositions: PositionReader | null,
): Prepared[] {
  const known: { bytes: Uint8Array; prepared: Prepared }[] = [];
  return modules.map((module) => {
    const same = known.find(({ bytes }) => sameBytes(bytes, module.bytes));
    if (same !== undefined) return same.prepared;
    const prepared = prepare(module, options, readPositions);
    known.push({ bytes: module.bytes, prepared });
    return prepared;
  });
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index]);
}

function exchangeReport(world: World, stream: HttpStream): ExchangeReport {
  const { info } = stream;
  return {
    index: stream.exchange,
    ...judge(world, stream),
    details: info.details,
    startNs: info.startNs,
    endNs: info.endNs ?? info.startNs,
    clientRequest: reportMessage(stream.clientRequest),
    clientResponse: stream.clientResponse === null ? null : reportMessage(stream.clientResponse),
    routes: stream.routes.map(reportRoute),
    upstreamCluster: stream.upstreamRequest === null ? null : (info.upstreamHost?.name ?? null),
    upstreamRequest: stream.upstreamRequest === null ? null : reportMessage(stream.upstreamRequest),
    upstreamResponse:
      stream.upstreamResponse === null ? null : reportMessage(stream.upstreamResponse),
    steps: stream.steps.map((step) => ({
      plugin: step.plugin,
      direction: step.direction,
      before: reportPairs(step.before.headers),
      after: reportPairs(step.after.headers),
      bodyBefore: reportMessage(step.before).body,
      bodyAfter: reportMessage(step.after).body,
      trailersBefore: reportPairs(step.before.trailers),
      trailersAfter: reportPairs(step.after.trailers),
      seq: step.seq,
      pausedNs: step.pausedNs,
      localResponse: step.localResponse,
    })),
  };
}

function callReports(world: World): CallReport[] {
  return world.calls.map((call) => ({
    callId: call.callId,
    plugin: call.plugin,
    exchange: call.exchange,
    cluster: call.cluster,
    timeoutMs: call.timeoutMs,
    request: {
      complete: true,
      headers: reportPairs(call.headers),
      body: reportPieces(call.body),
      trailers: reportPairs(call.trailers),
    },
    response:
      call.answer === null
        ? null
        : {
            complete: true,
            headers: reportPairs(call.answer.headers),
            body: reportPieces(call.answer.body),
            trailers: reportPairs(call.answer.trailers),
          },
    outcome: call.outcome,
    startNs: call.startNs,
    endNs: call.endNs,
    seq: call.seq,
    grpc:
      call.grpc === null
        ? null
        : {
            ...call.grpc,
            sent: call.grpc.sent.map((message) => reportPieces([message])),
            received: call.grpc.received.map((message) => reportPieces([message])),
          },
  }));
}

function reportRoute(route: Route | null): RouteReport | null {
  if (route === null) return null;
  const { name, target } = route;
  return { name, cluster: target.kind === 'cluster' ? target.cluster : null };
}

function notRun(index: number): ExchangeReport {
  const nothing = { sizeBytes: 0, encoding: 'text' as const, data: '', truncated: false };
  return {
    index,
    verdict: 'not-run',
    verdictText: 'Not run.',
    details: '',
    startNs: 0,
    endNs: 0,
    clientRequest: { complete: false, headers: [], body: nothing, trailers: [] },
    clientResponse: null,
    routes: [],
    upstreamCluster: null,
    upstreamRequest: null,
    upstreamResponse: null,
    steps: [],
  };
}

function playScenario(
  project: Project,
  scenario: Scenario,
  index: number,
  prepared: readonly Prepared[],
  options: RunOptions,
  library: ForeignLibrary,
  onEnter: (progress: Omit<RunProgress, 'id' | 'finished'>) => void,
): ScenarioReport {
  const effective = effectiveProject(project, scenario);
  const guard = options.loopGuard?.scenario === index ? options.loopGuard : undefined;
  // The recorder tells the time of a world that is made with the recorder.
  const clock = { nowNs: (): number => 0 };
  let begun = 0;
  const attributes =
    options.attributes === undefined ? null : new AttributeReadings(options.attributes);
  const recorder = new Recorder(
    () => clock.nowNs(),
    prepared.map((one) => one.positions),
    (entering) => {
      onEnter({ scenario: index, exchanges: begun, ...entering });
      // Callbacks of unseen VMs come before the event whose number they bear: the one that hangs may be any from there on.
      if (guard !== undefined) world.loopTurns = entering.seq >= guard.seq ? guard.turns : 0;
    },
    attributes?.show,
  );
  const modules = prepared.map((one) => one.loaded);
  const world = new World(effective, scenario, modules, recorder, library);
  clock.nowNs = () => world.queue.nowNs;
  const loaded = !findBadInput(effective, recorder) && world.start();
  const streams: HttpStream[] = [];
  const kept = keptExchanges(scenario);
  const memory = new MemoryCurve();
  const metricSteps = new MetricSteps();
  if (loaded) {
    memory.add(null, world.memoryBytes());
    metricSteps.add(null, world.shared.metrics.all());
  }
  const nextTicks: NextTickReport[] = [];
  const tellTick = (exchange: number | null): void => {
    const tick = world.nextTick();
    if (tick !== null) nextTicks.push({ exchange, ...tick });
  };
  const rounds = scenario.repeat > 1 ? new Rounds(scenario, recorder.counts.hostcalls) : null;
  if (loaded) {
    world.play(
      (stream) => {
        begun = stream.exchange + 1;
        if (stream.exchange >= kept) return;
        streams.push(stream);
        tellTick(stream.exchange);
      },
      (stream) => {
        memory.add(stream.exchange, world.memoryBytes());
        metricSteps.add(stream.exchange, world.shared.metrics.all());
        rounds?.add(exchangeReport(world, stream), recorder.counts.hostcalls);
      },
    );
  }
  const state = reportState(world.shared, metricSteps);
  if (loaded) tellTick(null);
  if (loaded) world.stop();
  recorder.finish();
  const exchanges = streams.map((stream) => exchangeReport(world, stream));
  for (let at = streams.length; at < scenario.exchanges.length; at++) exchanges.push(notRun(at));
  const report: ScenarioReport = {
    name: scenario.name,
    index,
    loaded,
    exchanges,
    rounds: rounds?.report() ?? null,
    calls: callReports(world),
    events: recorder.events,
    droppedEvents: recorder.droppedEvents,
    faults: recorder.faults,
    notEmulated: recorder.gaps,
    expectations: [],
    counts: recorder.counts,
    memoryBytes: loaded ? world.memoryBytes() : [],
    memory: memory.points,
    nextTicks,
    state,
    attributes: attributes?.readings ?? [],
    endNs: world.queue.nowNs,
  };
  const judged = judgeExpectations(scenario.expect, report);
  report.expectations = rounds === null ? judged : judged.map((result) => rounds.judge(result));
  return report;
}

/**
 * Plays the scenarios of a Project. `onProgress` is called before each callback into a guest and after each scenario.
 * Never throws for what a guest does; throws for a defect of the host.
 */
export function playProject(
  request: RunRequest,
  onProgress: (progress: RunProgress) => void,
  readPositions: PositionReader | null,
  library: ForeignLibrary,
): RunReport {
  const { project, options, id } = request;
  const engine = Error as { stackTraceLimit?: number };
  const outerLimit = engine.stackTraceLimit;
  engine.stackTraceLimit = STACK_FRAMES;
  try {
    const prepared = prepareAll(request.modules, options, readPositions);
    const wanted = options.scenarios ?? project.scenarios.map((_, index) => index);
    const scenarios: ScenarioReport[] = [];
    for (const index of wanted) {
      const scenario = project.scenarios[index];
      if (scenario === undefined) throw new RangeError(`the project has no scenario ${index}`);
      let finished = scenarios.at(-1) ?? null;
      scenarios.push(
        playScenario(project, scenario, index, prepared, options, library, (progress) => {
          onProgress({ id, ...progress, finished });
          finished = null;
        }),
      );
    }
    return { format: 1, project: project.name, scenarios };
  } finally {
    if (outerLimit !== undefined) engine.stackTraceLimit = outerLimit;
  }
}
