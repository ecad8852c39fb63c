// The simulated Envoy for one scenario: virtual time, the VMs of the plugins, the streams, and what the configuration says.

import { LogLevel, type LogLevelName } from '#abi/types.ts';
import type { LoadedModule, LoadRefusal } from '#host/load-module.ts';
import { playedExchanges } from '#project/rounds.ts';
import type { Project, Scenario } from '#project/schema.ts';
import type { CallRecord } from './call-record.ts';
import { EventQueue } from './event-queue.ts';
import type { ForeignLibrary } from './foreign-library.ts';
import { HttpStream } from './http-stream.ts';
import type { SimObserver } from './observer.ts';
import { chainLinks, type Link } from './plugin-chain.ts';
import { startProcess } from './start-process.ts';
import { SharedState } from './shared-state.ts';
import type { NextTick } from './root-context.ts';
import { Thread } from './thread.ts';
import { SeededRandom } from './random.ts';

const MS = 1_000_000;
/** Every reading of the clock lets this much time pass, so that a guest that waits for the clock goes on. */
const CLOCK_READING_NS = 1000;
/** A paused stream that only a tick could resume is given up after Envoy's default idle timeout of a stream. */
const IDLE_LIMIT_NS = 300_000 * MS;
const TICK_LIMIT = 10_000;
/** A filter may keep its world going for ever, with calls that answer calls; an exchange ends after this many events. */
const EVENT_LIMIT = 20_000;

export class World {
  readonly project: Project;
  readonly scenario: Scenario;
  readonly observer: SimObserver;
  readonly library: ForeignLibrary;
  readonly queue = new EventQueue();
  readonly random: SeededRandom;
  readonly calls: CallRecord[] = [];
  readonly startClockNs: bigint;
  readonly sourceAddress: string;
  readonly destinationAddress: string;
  readonly upstreamLocalAddress = '127.0.0.1:40000';
  crashed = false;
  /** After how many loop turns the next callback is stopped; 0 never. */
  loopTurns = 0;
  shared = new SharedState();
  readonly main: Thread;
  readonly workers: readonly Thread[];
  readonly #links: readonly Link[];
  #clockReadings = 0;
  #date = { second: -1, text: '' };
  #events = 0;

  /** `project` is the effective one of `scenario`; `modules` has one entry per plugin. */
  constructor(
    project: Project,
    scenario: Scenario,
    modules: readonly (LoadedModule | LoadRefusal)[],
    observer: SimObserver,
    library: ForeignLibrary,
  ) {
    this.project = project;
    this.scenario = scenario;
    this.observer = observer;
    this.library = library;
    this.random = new SeededRandom(scenario.seed);
    this.startClockNs = BigInt(scenario.clockMs) * 1_000_000n;
    const { attributes, listener } = project;
    this.sourceAddress = String(attributes['source.address'] ?? '127.0.0.1:50000');
    this.destinationAddress = String(
      attributes['destination.address'] ?? `127.0.0.1:${listener.port}`,
    );
    this.#links = chainLinks(project.plugins, modules);
    const silent = {
      observer: observer.unseen(),
      random: new SeededRandom(scenario.seed),
      calls: [],
    };
    this.main = new Thread(this, this.#links, null, silent);
    const { calls, random } = this;
    this.workers = Array.from(
      { length: project.workers },
      (_, worker) => new Thread(this, this.#links, worker, { observer, random, calls }),
    );
  }

  /** Wall clock in nanoseconds since 1970. */
  readWallClock(): bigint {
    this.#clockReadings++;
    return this.startClockNs + BigInt(this.queue.nowNs + this.#clockReadings * CLOCK_READING_NS);
  }

  readMonotonic(): bigint {
    this.#clockReadings++;
    return BigInt(this.queue.nowNs + this.#clockReadings * CLOCK_READING_NS);
  }

  /** `Thu, 01 Jan 2026 00:00:00 GMT`, as in a `date` header. */
  httpDate(): string {
    const second = Math.floor((this.scenario.clockMs + this.queue.nowNs / MS) / 1000);
    if (second !== this.#date.second)
      this.#date = { second, text: new Date(second * 1000).toUTCString() };
    return this.#date.text;
  }

  /** A line of Envoy's own wasm logger. */
  envoyLog(thread: Thread, level: LogLevelName, text: string): void {
    if (LogLevel[level] < LogLevel[this.project.logLevel]) return;
    thread.observer.log(LogLevel[level], text, text, false);
  }

  /** The worker that an exchange is served by: they take turns. */
  workerOf(exchange: number): Thread {
    const worker = this.workers[exchange % this.workers.length];
    if (worker === undefined) throw new RangeError('an Envoy without workers');
    return worker;
  }

  /** Starts the plugins. False when Envoy would not start with this configuration. */
  start(): boolean {
    return startProcess(this, this.#links);
  }

  /** Sizes of the guests' memories, one per VM. */
  memoryBytes(): number[] {
    return this.workers.flatMap((worker) => worker.chain.memoryBytes());
  }

  /** The tick that is due next on any worker. */
  nextTick(): NextTick | null {
    const ticks = this.workers.flatMap((worker) => worker.chain.nextTicks());
    return ticks.reduce<NextTick | null>(
      (first, tick) => (first === null || tick.atNs < first.atNs ? tick : first),
      null,
    );
  }

  /** Plays the exchanges one after the other, each to its end. Streams are handed over when they begin and when they have ended, and not kept. */
  play(
    onStream: (stream: HttpStream) => void,
    onEnded: (stream: HttpStream) => void = () => undefined,
  ): void {
    for (const [index, exchange] of playedExchanges(this.scenario)) {
      if (this.crashed) return;
      if (this.#events <= EVENT_LIMIT) this.#events = 0;
      if (exchange.afterMs > 0) this.#advance(exchange.afterMs * MS);
      const stream = new HttpStream(this, exchange, index);
      onStream(stream);
      stream.start();
      this.#runStream(stream);
      onEnded(stream);
    }
    if (!this.crashed) this.#settle();
    if (this.scenario.lingerMs > 0) this.#advance(this.scenario.lingerMs * MS);
  }

  /** Envoy is told to end: its workers end one after the other, and what is open on them is cancelled. */
  stop(): void {
    if (this.crashed) return;
    for (const worker of this.workers) worker.chain.end();
    for (const call of this.calls) {
      if (call.outcome !== 'open') continue;
      call.outcome = 'cancelled';
      call.endNs = this.queue.nowNs;
    }
  }

  #runStream(stream: HttpStream): void {
    const deadlineNs = this.queue.nowNs + IDLE_LIMIT_NS;
    let idleTicks = 0;
    while (stream.ended === null && !this.crashed) {
      const nextNs = this.queue.nextNs();
      if (!this.queue.hasForeground) {
        // Nothing but ticks is left. One of them may resume the stream, up to Envoy's own patience.
        idleTicks++;
        if (nextNs === null || nextNs > deadlineNs || idleTicks > TICK_LIMIT) {
          stream.clientLeaves();
          return;
        }
      }
      if (!this.#step()) stream.clientLeaves();
    }
  }

  /** Lets the next event happen. False when there is none, or when there have been too many. */
  #step(): boolean {
    if (this.#events === EVENT_LIMIT) {
      this.#events++;
      this.observer.fault({
        kind: 'endless',
        plugin: 0,
        callback: '',
        contextId: 0,
        message: `the filter keeps the world going: ended after ${EVENT_LIMIT.toLocaleString('en')} events`,
        envoyText: [],
        frames: [],
      });
    }
    if (this.#events > EVENT_LIMIT) return false;
    this.#events++;
    return this.queue.step();
  }

  /** Lets what was begun come to its end, such as calls made when a stream was done. */
  #settle(): void {
    while (this.queue.hasForeground && !this.crashed && this.#step());
  }

  #advance(ns: number): void {
    const untilNs = this.queue.nowNs + ns;
    const isDue = (): boolean => (this.queue.nextNs() ?? Number.POSITIVE_INFINITY) <= untilNs;
    while (isDue() && !this.crashed && this.#step());
    this.queue.nowNs = Math.max(this.queue.nowNs, untilNs);
  }
}
