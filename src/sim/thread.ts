// The threads of an Envoy: each has VMs of its own. What happens on a worker is told; the main thread's VMs, which see no
// requests, are played in silence, for what they do to the state that all VMs share.

import type { CallRecord } from './call-record.ts';
import type { SimObserver } from './observer.ts';
import { type Link, PluginChain } from './plugin-chain.ts';
import type { SeededRandom } from './random.ts';
import type { World } from './world.ts';

export class Thread {
  /** From 0; null for the main thread. */
  readonly worker: number | null;
  readonly observer: SimObserver;
  readonly random: SeededRandom;
  /** Connections to upstreams that wait to be used again, by cluster. */
  readonly idleConnections = new Map<string, number>();
  /** Where calls of this thread's plugins are written down. */
  readonly calls: CallRecord[];
  readonly chain: PluginChain;
  readonly #world: World;
  /** What was posted before the thread runs; null when it does. */
  #waiting: (() => void)[] | null;

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
    this.#world = world;
    this.#waiting = worker === null ? [] : null;
  }

  /** Does something later, when this thread has nothing else to do. */
  post(action: () => void): void {
    if (this.#waiting === null) this.#world.queue.schedule(0, action);
    else this.#waiting.push(action);
  }

  /** The main thread comes to what was posted to it when the workers run. */
  run(): void {
    const waiting = this.#waiting ?? [];
    this.#waiting = null;
    for (const action of waiting) this.post(action);
  }
}
