// One running guest: its instance, its memory, its contexts, and the two ways in and out of it — callbacks and hostcalls.
// It knows contexts by number and by the services they were given, and nothing of what stands behind those.

import { Status } from '#abi/status.ts';
import type { AbiVersion } from '#abi/types.ts';
import type { CallbackName } from './callback-table.ts';
import { demangle } from './demangle.ts';
import type { Call, Hostcall } from './define-hostcall.ts';
import {
  type GuestFrame,
  type GuestTrap,
  HostBug,
  readFrames,
  RestrictedCallback,
  trapMessage,
} from './guest-trap.ts';
import { allowsCallback, restrictHostcall } from './capabilities.ts';
import { findHostcall } from './hostcall-table.ts';
import { type Crossing, hostFunction } from './host-functions.ts';
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
  readonly #functions = new Map<string, GuestFunction>();
  #loopCounter: { value: number } | null = null;
  #allocator: 'malloc' | 'proxy_on_memory_allocate' = 'malloc';
  #restriction: Restriction = 'none';
  /** The context whose callback is running; the one in force, which may be another, stands in the call. */
  #current = 0;
  readonly #call: Call;
  readonly #crossing: Crossing;

  private constructor(loaded: LoadedModule, services: VmServices, tracer: Tracer | null) {
    this.#loaded = loaded;
    this.abiVersion = loaded.abiVersion;
    this.#services = services;
    this.#tracer = tracer;
    this.#contexts.set(0, services.vmContext);
    this.#call = {
      contextId: 0,
      context: services.vmContext,
      vm: services,
      memory: new GuestMemory(new WebAssembly.Memory({ initial: 0 })),
      abiVersion: loaded.abiVersion,
      setEffectiveContext: this.#setEffectiveContext,
      note: '',
    };
    this.#crossing = {
      call: this.#call,
      tracer,
      isRestricted: false,
      admit: this.#admit,
      allocate: this.#allocate,
    };
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
    return this.#call.memory.sizeBytes;
  }

  has(callback: CallbackName): boolean {
    return this.#functions.has(callback);
  }

  addContext(contextId: number, services: ContextServices): void {
    this.#contexts.set(contextId, services);
  }

  removeContext(contextId: number): void {
    this.#contexts.delete(contextId);
    // An effective context that has gone gives way to the one whose callback is running.
    if (this.#call.contextId === contextId) this.#putInForce(this.#current);
  }

  #putInForce(contextId: number): void {
    const context = this.#contexts.get(contextId);
    // Gone since, as an effective context that an outer callback had set may be.
    if (context === undefined && contextId !== this.#current)
      return this.#putInForce(this.#current);
    this.#call.contextId = contextId;
    if (context !== undefined) this.#call.context = context;
  }

  /** Calls an export that is there ({@link has}). Arguments are cut to what the export takes. */
  call(callback: CallbackName, contextId: number, args: readonly number[]): CallResult {
    const current = this.#current;
    const inForce = this.#call.contextId;
    if (!this.#contexts.has(contextId)) throw new HostBug(`there is no context ${contextId}`, null);
    this.#current = contextId;
    this.#putInForce(contextId);
    try {
      return this.#enter(callback, contextId, args);
    } finally {
      this.#current = current;
      this.#putInForce(inForce);
    }
  }

  #enter(name: string, contextId: number, args: readonly number[]): CallResult {
    const guest = this.#functions.get(name);
    if (guest === undefined) throw new HostBug(`the guest has no ${name}`, null);
    this.#tracer?.enterCallback(name, contextId, args);
    if (this.#loopCounter !== null) this.#loopCounter.value = this.#services.loopTurns();
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
    const atLimit = this.#call.memory.sizeBytes > (this.#loaded.maxPages * 65_536) / 2;
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
      functionName: demangle(
        this.#loaded.info.functionNames.get(functionIndex) ??
          `unknown(function index:${functionIndex})`,
      ),
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
        const { allowedCapabilities } = this.#services;
        const permitted = restrictHostcall(allowedCapabilities, hostcall);
        group[item.name] = hostFunction(permitted, item.module, this.#crossing);
      }
    }
    this.#restrict('instantiation');
    let exported: Record<string, unknown>;
    try {
      ({ exports: exported } = new WebAssembly.Instance(module, imports));
    } catch (error) {
      if (error instanceof CalledTooEarly) return { lines: [], crashesEnvoy: true };
      if (error instanceof HostBug) throw error;
      return {
        lines: ['Failed to create new Wasm instance', NOT_INITIALIZED],
        crashesEnvoy: false,
      };
    } finally {
      this.#restrict('none');
    }
    this.#takeExports(exported, importedMemory);
    return null;
  }

  #takeExports(exported: Record<string, unknown>, importedMemory: WebAssembly.Memory | null): void {
    for (const [name, value] of Object.entries(exported)) {
      if (typeof value === 'function' && allowsCallback(this.#services.allowedCapabilities, name))
        this.#functions.set(name, value as GuestFunction);
      if (name === LOOP_COUNTER) this.#loopCounter = value as { value: number };
    }
    const memory = exported['memory'] ?? importedMemory;
    if (memory instanceof WebAssembly.Memory) this.#call.memory = new GuestMemory(memory);
    // Envoy takes `malloc` when the module has both.
    this.#allocator = this.#functions.has('malloc') ? 'malloc' : 'proxy_on_memory_allocate';
  }

  #runStartFunctions(): GuestTrap | null {
    const order: CallbackName[] = this.has('_initialize')
      ? ['_initialize']
      : this.has('_start')
        ? ['_start']
        : [];
    if (order[0] === '_initialize' && this.has('main')) order.push('main');
    else if (order[0] === '_initialize' && this.has('__main_void')) order.push('__main_void');
    this.#restrict('start');
    try {
      for (const name of order) {
        const result = this.call(name, 0, name === 'main' ? [0, 0] : []);
        if (result.trapped) return result.trap;
      }
    } finally {
      this.#restrict('none');
    }
    return null;
  }

  /** A block of guest memory from the guest's own allocator, or null when it gave none that lies inside. */
  readonly #allocate = (size: number): number | null => {
    const restriction = this.#restriction;
    const { contextId, context } = this.#call;
    this.#restrict('allocation');
    this.#call.contextId = 0;
    this.#call.context = this.#services.vmContext;
    let result: CallResult;
    try {
      result = this.#enter(this.#allocator, 0, [size]);
    } finally {
      this.#restrict(restriction);
      this.#call.contextId = contextId;
      this.#call.context = context;
    }
    if (result.trapped) {
      this.#services.allocatorTrapped(result.trap);
      return null;
    }
    const pointer = result.value ?? 0;
    return pointer === 0 || !this.#call.memory.holds(pointer, size) ? null : pointer;
  };

  readonly #setEffectiveContext = (contextId: number): Refusal | null => {
    if (!this.#contexts.has(contextId)) {
      return new Refusal(Status.BAD_ARGUMENT, `there is no context ${contextId} (any more)`);
    }
    this.#putInForce(contextId === 0 ? this.#current : contextId);
    return null;
  };

  #restrict(restriction: Restriction): void {
    this.#restriction = restriction;
    this.#crossing.isRestricted = restriction !== 'none';
  }

  readonly #admit = (hostcall: Hostcall): void => {
    if (this.#restriction === 'instantiation') throw new CalledTooEarly();
    const allowed =
      this.#restriction === 'start' ? hostcall.duringStart : hostcall.duringAllocation;
    if (!allowed) throw new RestrictedCallback();
  };
}
