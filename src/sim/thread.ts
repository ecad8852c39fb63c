// The threads of an Envoy: each has VMs of its own. What happens on a worker is told; the main thread's VMs, which see no
// requests, are played in silence, for what they do to the state that all VMs share.

import type { CallRecord } from './callouts.ts';
import type { SimObserver } from './observer.ts';
import { type Link, PluginChain } from './plugin-chain.ts';
import type { SeededRandom } from './random.ts';
import type { World } from './world.ts';

export class Thread {
  /** From 0; null for the main thread. */
  readonly worker: number | null;
  readonly observer: SimObserver;
  readonly random: SeededRandom;
  /** Where calls of this thread's plugins are written down. */
  readonly calls: CallRecord[];
  readonly chain: PluginChain;

  constructor(
    world: World,
    links: readonly Link[],
    worker: number | null,
    told: { observer: SimObserver; random: SeededRandom; calls: CallRecord[] },
  ) {
    this.worker = worker;
    this.observer = told.observer;
    this.random = told.random;
    this.calls = told.calls;
    this.chain = new PluginChain(world, links, this);
  }
}

/** Hears nothing. */
export const unobserved: SimObserver = {
  tracer: null,
  enter: () => () => undefined,
  net: () => undefined,
  log: () => undefined,
  fault: () => undefined,
  nextSeq: () => 0,
};
