// What is measured: a simulated Envoy that tells nobody anything, one that writes every call down, and a whole report.

import { loadModule, isLoadRefusal } from '#host/load-module.ts';
import type { Project } from '#project/schema.ts';
import { Recorder } from '#run/recorder.ts';
import { foreignLibrary } from '#sim/foreign-codecs.ts';
import type { SimObserver } from '#sim/observer.ts';
import { World } from '#sim/world.ts';

export { runProject } from '#run/run-project.ts';

const nothing = (): void => {};

/** Throws at the first fault, so that no figure comes of a run that failed. */
const quiet: SimObserver = {
  tracer: null,
  enter: () => nothing,
  net: nothing,
  log: nothing,
  fault: ({ message }) => {
    throw new Error(message);
  },
  notEmulated: () => undefined,
  showAttributes: null,
  nextSeq: () => 0,
  unseen: () => quiet,
};

export function quietWorld(project: Project, module: Uint8Array): World {
  return startedWorld(project, module, quiet);
}

/** Plays the scenario with every call written down, as for a report. */
export function playTraced(project: Project, module: Uint8Array): void {
  const clock = { nowNs: (): number => 0 };
  const unknown = {
    known: false,
    originalOffset: (offset: number) => offset,
    position: () => null,
  };
  const recorder = new Recorder(() => clock.nowNs(), [unknown], nothing);
  const world = startedWorld(project, module, recorder);
  clock.nowNs = () => world.queue.nowNs;
  world.play(nothing);
  recorder.finish();
}

function startedWorld(project: Project, module: Uint8Array, observer: SimObserver): World {
  const loaded = loadModule(module, { memoryLimitBytes: 2 ** 28, countLoops: false });
  if (isLoadRefusal(loaded)) throw new Error(loaded.lines.join('\n'));
  const [scenario] = project.scenarios;
  if (scenario === undefined) throw new RangeError('the project has no scenario');
  const world = new World(project, scenario, [loaded], observer, foreignLibrary);
  if (!world.start()) throw new Error('the plugin did not start');
  return world;
}
