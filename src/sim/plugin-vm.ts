// A VM with what Envoy keeps around it: the plugins that share it, its context ids, the effects that wait for the end of a callback,
// and whether it has failed.

import { byteStringOf } from '#abi/byte-string.ts';
import { LogLevel, logLevelNames } from '#abi/types.ts';
import type { CallbackName } from '#host/callback-table.ts';
import { type GuestTrap, trapLogLines } from '#host/guest-trap.ts';
import type { LoadedModule } from '#host/load-module.ts';
import type { ContextServices, VmServices } from '#host/services.ts';
import type { Vm } from '#host/vm.ts';
import type { Plugin, ProjectLogLevel } from '#project/schema.ts';
import { VmMetrics } from './metrics.ts';
import type { RootContext } from './root-context.ts';
import type { Thread } from './thread.ts';
import type { World } from './world.ts';

export interface Invoked {
  /** False when the VM has failed, whether in the callback itself or in its allocator, or had failed before. */
  ok: boolean;
  /** Null when the callback returns nothing, trapped or was not called. */
  value: number | null;
}

export class PluginVm {
  readonly world: World;
  readonly thread: Thread;
  readonly loaded: LoadedModule;
  /** Names this VM on its thread, also after it has been replaced. */
  readonly key: string;
  readonly roots = new Map<string, RootContext>();
  vm: Vm | null = null;
  failed = false;
  #nextContextId = 1;
  #calls = 0;
  #grpcCalls = 0;
  #grpcStreams = 0;
  #actions: (() => void)[] = [];
  #depth = 0;
  /** Whose callback is running, for what happens in the midst of it. */
  #runningContextId = 0;
  #runningPlugin = 0;

  constructor(world: World, thread: Thread, key: string, loaded: LoadedModule) {
    this.world = world;
    this.thread = thread;
    this.key = key;
    this.loaded = loaded;
  }

  newContextId(): number {
    return this.#nextContextId++;
  }

  /** Ids of HTTP calls are 4, 8, 12 …, of gRPC calls 5, 9 …, of gRPC streams 6, 10 …: the low two bits tell the class. */
  newCallId(): number {
    this.#calls++;
    return this.#calls * 4;
  }

  newGrpcCallId(): number {
    this.#grpcCalls++;
    return this.#grpcCalls * 4 + 1;
  }

  newGrpcStreamId(): number {
    this.#grpcStreams++;
    return this.#grpcStreams * 4 + 2;
  }

  /** What the VM is given; restrictions are those of the plugin that it was made for. */
  services({ vm, allowedCapabilities }: Plugin, vmContext: ContextServices): VmServices {
    const { world, thread } = this;
    const vmId = byteStringOf(vm.id);
    return {
      wallClockNs: () => world.readWallClock(),
      monotonicNs: () => world.readMonotonic(),
      fillRandom: (target) => thread.random.fill(target),
      logLevel: () => LogLevel[world.project.logLevel],
      environment: () => Object.entries(vm.environment),
      allowedCapabilities: allowedCapabilities === undefined ? null : new Set(allowedCapabilities),
      restricted: (text) => world.envoyLog(thread, 'error', text),
      allocatorTrapped: (trap) => this.fail(trap, this.#runningContextId, this.#runningPlugin),
      sharedData: world.shared.data.of(vmId),
      sharedQueues: world.shared.queues.of(vmId),
      metrics: new VmMetrics(world.shared.metrics),
      loopTurns: () => world.loopTurns,
      vmContext,
    };
  }

  has(callback: CallbackName): boolean {
    return this.vm?.has(callback) ?? false;
  }

  /** Puts an effect off until the running callback has returned. */
  afterCallback(action: () => void): void {
    this.#actions.push(action);
  }

  /**
   * Calls into the guest. A trap marks the VM as failed and is logged; the caller decides what becomes of the stream.
   * `settle` runs between the return and the effects that were put off.
   */
  invoke(
    callback: CallbackName,
    contextId: number,
    args: readonly number[],
    scope: { plugin: number; exchange: number | null },
    settle?: (result: Invoked) => void,
  ): Invoked {
    // Whether the VM has failed is looked at behind on_vm_start for the first time.
    const isShut = this.failed && callback !== 'proxy_on_vm_start';
    if (this.vm === null || isShut) return { ok: false, value: null };
    const { observer, worker } = this.thread;
    const leave = observer.enter({ plugin: scope.plugin, exchange: scope.exchange, worker });
    const outerContextId = this.#runningContextId;
    const outerPlugin = this.#runningPlugin;
    this.#runningContextId = contextId;
    this.#runningPlugin = scope.plugin;
    this.#depth++;
    try {
      const called = this.vm.call(callback, contextId, args);
      if (called.trapped) this.fail(called.trap, contextId, scope.plugin);
      const result = { ok: !this.failed, value: called.trapped ? null : called.value };
      settle?.(result);
      return result;
    } finally {
      this.#depth--;
      this.#runningContextId = outerContextId;
      this.#runningPlugin = outerPlugin;
      if (this.#depth === 0) this.#drain();
      leave();
    }
  }

  fail(trap: GuestTrap, contextId: number, plugin: number): void {
    this.failed = true;
    const lines = trapLogLines(trap, this.loaded.info.functionNames.size > 0);
    this.world.envoyLog(this.thread, 'error', lines.join('\n'));
    this.thread.observer.fault({
      kind: trap.outOfMemory ? 'out-of-memory' : 'trap',
      plugin,
      callback: trap.functionName,
      contextId,
      message: trap.message,
      envoyText: lines,
      frames: trap.frames,
    });
  }

  #drain(): void {
    // Effects may put off more effects.
    for (let action = this.#actions.shift(); action !== undefined; action = this.#actions.shift())
      action();
  }
}

/** True when a line of that level is written by a logger set to `threshold`. */
export function isLogged(level: number, threshold: ProjectLogLevel): boolean {
  return level >= logLevelNames.indexOf(threshold);
}
