// One running guest: its instance, its memory, its contexts, and the two ways in and out of it — callbacks and hostcalls.
// It knows contexts by number and by the services they were given, and nothing of what stands behind those.

import { Status } from '#abi/status.ts';
import type { AbiVersion } from '#abi/types.ts';
import type { CallbackName } from './callback-table.ts';
import { parameterTypes, readInputs, u32, writeOutputs } from './argument-codec.ts';
import type { Call, Hostcall, InputValue, OutputValue } from './define-hostcall.ts';
import { describeInputs, describeOutputs } from './describe-arguments.ts';
import {
  type GuestFrame,
  type GuestTrap,
  HostBug,
  readFrames,
  RestrictedCallback,
  trapMessage,
} from './guest-trap.ts';
import { findHostcall } from './hostcall-table.ts';
import { type LoadedModule, type LoadRefusal, NOT_INITIALIZED } from './load-module.ts';
import { GuestMemory } from './memory.ts';
import { LOOP_COUNTER } from './module-rewrite.ts';
import { Refusal } from './refusal.ts';
import type { ContextServices, VmServices } from './services.ts';
import type { Tracer } from './tracer.ts';

export type CallResult =
  | { trapped: false; value: number | null }
  | { trapped: true; trap: GuestTrap };

type GuestFunction = (...args: number[]) => number | undefined;
type Restriction = 'none' | 'instantiation' | 'start' | 'allocation';

/** A hostcall came out of the wasm start section, where a real Envoy has no memory of the guest yet and crashes. */
class CalledTooEarly extends Error {}

export class Vm {
  readonly abiVersion: AbiVersion;
  readonly #loaded: LoadedModule;
  readonly #services: VmServices;
  readonly #tracer: Tracer | null;
  readonly #contexts = new Map<number, ContextServices>();
  #memory: GuestMemory = new GuestMemory(new WebAssembly.Memory({ initial: 0 }));
  #exports: Record<string, unknown> = {};
  #allocator: 'malloc' | 'proxy_on_memory_allocate' = 'malloc';
  #restriction: Restriction = 'none';
  #current = 0;
  #effective: number | null = null;
  #allocatorTrap: GuestTrap | null = null;

  private constructor(loaded: LoadedModule, services: VmServices, tracer: Tracer | null) {
    this.#loaded = loaded;
    this.abiVersion = loaded.abiVersion;
    this.#services = services;
    this.#tracer = tracer;
    this.#contexts.set(0, services.vmContext);
  }

  /** Instantiates the module and runs its start functions. */
  static start(
    loaded: LoadedModule,
    services: VmServices,
    tracer: Tracer | null,
  ): Vm | LoadRefusal | GuestTrap {
    const vm = new Vm(loaded, services, tracer);
    const refusal = vm.#instantiate();
    if (refusal !== null) return refusal;
    return vm.#runStartFunctions() ?? vm;
  }

  get memoryBytes(): number {
    return this.#memory.sizeBytes;
  }

  has(callback: CallbackName): boolean {
    return typeof this.#exports[callback] === 'function';
  }

  addContext(contextId: number, services: ContextServices): void {
    this.#contexts.set(contextId, services);
  }

  removeContext(contextId: number): void {
    this.#contexts.delete(contextId);
  }

  /** Calls an export that is there ({@link has}). Arguments are cut to what the export takes. */
  call(callback: CallbackName, contextId: number, args: readonly number[]): CallResult {
    const outer = { current: this.#current, effective: this.#effective };
    this.#current = contextId;
    this.#effective = null;
    this.#allocatorTrap = null;
    try {
      const result = this.#enter(callback, contextId, args);
      return this.#allocatorTrap === null ? result : { trapped: true, trap: this.#allocatorTrap };
    } finally {
      this.#current = outer.current;
      this.#effective = outer.effective;
    }
  }

  #enter(name: string, contextId: number, args: readonly number[]): CallResult {
    const guest = this.#exports[name] as GuestFunction;
    this.#tracer?.enterCallback(name, contextId, args);
    const counter = this.#exports[LOOP_COUNTER] as { value: number } | undefined;
    if (counter !== undefined) counter.value = this.#services.loopTurns();
    try {
      const value = guest(...args);
      const result = value === undefined ? null : value >>> 0;
      this.#tracer?.leaveCallback(result, false);
      return { trapped: false, value: result };
    } catch (error) {
      const message = trapMessage(error);
      if (message === null)
        throw error instanceof HostBug ? error : new HostBug(`${name} failed in the host`, error);
      this.#tracer?.leaveCallback(null, true);
      return { trapped: true, trap: this.#trap(name, message, (error as Error).stack ?? '') };
    }
  }

  #trap(functionName: string, message: string, stack: string): GuestTrap {
    const frames = this.#framesOf(stack);
    const atLimit = this.#memory.sizeBytes > (this.#loaded.maxPages * 65_536) / 2;
    const growing = /grow_?memory|sbrk|emscripten_resize_heap/i.test(frames[0]?.functionName ?? '');
    return {
      functionName,
      message,
      frames,
      outOfMemory: message.endsWith('unreachable') && (atLimit || growing),
    };
  }

  /** The guest's frames in a stack text, innermost first, with names and offsets of the original module. */
  #framesOf(stack: string): GuestFrame[] {
    return readFrames(stack).map(({ functionIndex, offset }) => ({
      functionIndex,
      functionName:
        this.#loaded.info.functionNames.get(functionIndex) ??
        `unknown(function index:${functionIndex})`,
      offset: this.#loaded.rewritten.originalOffset(offset),
    }));
  }

  #instantiate(): LoadRefusal | null {
    const { info, module, maxPages } = this.#loaded;
    const imports: Record<string, Record<string, unknown>> = {};
    let importedMemory: WebAssembly.Memory | null = null;
    for (const item of info.imports) {
      const group = (imports[item.module] ??= {});
      if (item.kind === 'memory' && item.memory !== null) {
        importedMemory = new WebAssembly.Memory({
          initial: item.memory.minPages,
          maximum: Math.min(item.memory.maxPages ?? maxPages, maxPages),
          shared: item.memory.shared,
        });
        group[item.name] = importedMemory;
      } else if (item.kind === 'table') {
        group[item.name] = new WebAssembly.Table({
          initial: item.tableMin,
          ...(item.tableMax === null ? {} : { maximum: item.tableMax }),
          element: 'anyfunc',
        });
      } else {
        const hostcall = findHostcall(item.module, item.name, this.abiVersion);
        if (hostcall === null)
          throw new HostBug(`${item.module}.${item.name} was let through by the loader`, null);
        group[item.name] = this.#importFunction(hostcall, item.module);
      }
    }
    this.#restriction = 'instantiation';
    try {
      this.#exports = { ...new WebAssembly.Instance(module, imports).exports };
    } catch (error) {
      if (error instanceof CalledTooEarly) return { lines: [], crashesEnvoy: true };
      if (error instanceof HostBug) throw error;
      return {
        lines: ['Failed to create new Wasm instance', NOT_INITIALIZED],
        crashesEnvoy: false,
      };
    } finally {
      this.#restriction = 'none';
    }
    const memory = this.#exports['memory'] ?? importedMemory;
    if (memory instanceof WebAssembly.Memory) this.#memory = new GuestMemory(memory);
    // Envoy takes `malloc` when the module has both.
    this.#allocator = 'malloc' in this.#exports ? 'malloc' : 'proxy_on_memory_allocate';
    return null;
  }

  #runStartFunctions(): GuestTrap | null {
    const order: CallbackName[] = this.has('_initialize')
      ? ['_initialize']
      : this.has('_start')
        ? ['_start']
        : [];
    if (order[0] === '_initialize' && this.has('main')) order.push('main');
    else if (order[0] === '_initialize' && this.has('__main_void')) order.push('__main_void');
    this.#restriction = 'start';
    try {
      for (const name of order) {
        const result = this.call(name, 0, name === 'main' ? [0, 0] : []);
        if (result.trapped) return result.trap;
      }
    } finally {
      this.#restriction = 'none';
    }
    return null;
  }

  /** A block of guest memory from the guest's own allocator, or null when it gave none that lies inside. */
  readonly #allocate = (size: number): number | null => {
    const outer = {
      restriction: this.#restriction,
      current: this.#current,
      effective: this.#effective,
    };
    this.#restriction = 'allocation';
    this.#current = 0;
    this.#effective = null;
    let result: CallResult;
    try {
      result = this.#enter(this.#allocator, 0, [size]);
    } finally {
      this.#restriction = outer.restriction;
      this.#current = outer.current;
      this.#effective = outer.effective;
    }
    if (result.trapped) {
      // The hostcall answers 6 and the guest goes on; the VM has failed all the same when the callback returns.
      this.#allocatorTrap ??= result.trap;
      return null;
    }
    const pointer = result.value ?? 0;
    return pointer === 0 || !this.#memory.holds(pointer, size) ? null : pointer;
  };

  readonly #setEffectiveContext = (contextId: number): Refusal | null => {
    if (!this.#contexts.has(contextId)) {
      return new Refusal(Status.BAD_ARGUMENT, `there is no context ${contextId} (any more)`);
    }
    this.#effective = contextId === 0 ? null : contextId;
    return null;
  };

  #contextInForce(): number {
    return this.#effective !== null && this.#contexts.has(this.#effective)
      ? this.#effective
      : this.#current;
  }

  #importFunction(
    hostcall: Hostcall,
    module: string,
  ): (...args: (number | bigint)[]) => number | undefined {
    const firstOutput = parameterTypes(hostcall).length - outputParameters(hostcall);
    return (...args) => {
      if (this.#restriction === 'instantiation') throw new CalledTooEarly();
      const forbidden =
        (this.#restriction === 'start' && !hostcall.duringStart) ||
        (this.#restriction === 'allocation' && !hostcall.duringAllocation);
      if (forbidden) throw new RestrictedCallback();
      const contextId = this.#contextInForce();
      const tracer = this.#tracer;
      if (tracer !== null) {
        const stack = tracer.wantsStack() ? (new Error().stack ?? '') : null;
        tracer.enterHostcall(hostcall, module, contextId, args, stack);
      }
      // Shown as they were before the call: what it writes may lie where its inputs were.
      const shown = tracer === null ? [] : describeInputs(hostcall, args, this.#memory);
      const outcome = this.#perform(hostcall, args, firstOutput, contextId);
      const returned = hostcall.returns === 'nothing' ? undefined : outcome.result;
      if (tracer !== null) {
        const outputs = outcome.outputs === null ? [] : describeOutputs(hostcall, outcome.outputs);
        tracer.leaveHostcall(returned ?? null, shown, outputs, outcome.why);
      }
      return returned;
    };
  }

  #perform(
    hostcall: Hostcall,
    args: readonly (number | bigint)[],
    firstOutput: number,
    contextId: number,
  ): { result: number; outputs: readonly OutputValue[] | null; why: string } {
    const refused = (refusal: Refusal) => ({
      result: refusal.status,
      outputs: null,
      why: refusal.why,
    });
    const inputs: InputValue[] | Refusal = readInputs(hostcall, args, this.#memory);
    if (inputs instanceof Refusal) return refused(inputs);
    if (hostcall.clearsOutput && !this.#memory.writeU32(u32(args[firstOutput]), 0)) {
      return refused(
        new Refusal(
          Status.INVALID_MEMORY_ACCESS,
          'the place for the result is outside of the memory',
        ),
      );
    }
    const context = this.#contexts.get(contextId);
    if (context === undefined)
      throw new HostBug(`context ${contextId} is gone while it runs`, null);
    const call: Call = {
      contextId,
      context,
      vm: this.#services,
      memory: this.#memory,
      abiVersion: this.abiVersion,
      setEffectiveContext: this.#setEffectiveContext,
    };
    const outcome = hostcall.run(call, inputs);
    if (outcome instanceof Refusal) return refused(outcome);
    if (typeof outcome === 'number') return { result: outcome, outputs: null, why: '' };
    const failure = writeOutputs(
      hostcall,
      args,
      firstOutput,
      outcome,
      this.#memory,
      this.#allocate,
    );
    return failure === null ? { result: Status.OK, outputs: outcome, why: '' } : refused(failure);
  }
}

function outputParameters(hostcall: Hostcall): number {
  return hostcall.outputs.reduce(
    (count, output) => count + (output.kind === 'bytes' || output.kind === 'pairs' ? 2 : 1),
    0,
  );
}
