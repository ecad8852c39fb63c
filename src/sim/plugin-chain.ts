// The plugins of the chain: which share a VM or a root context, how they start, and what the failure policy does with a VM that has failed.

import {
  isLoadRefusal,
  type LoadedModule,
  type LoadRefusal,
  NOT_INITIALIZED,
} from '#host/load-module.ts';
import { callbackGaps, networkCallbacksOf } from '#host/callback-table.ts';
import { Vm } from '#host/vm.ts';
import type { Plugin } from '#project/schema.ts';
import { VmContext } from './context.ts';
import type { HttpStream } from './http-stream.ts';
import { PluginVm } from './plugin-vm.ts';
import { type NextTick, RootContext, rootKey } from './root-context.ts';
import { WasmFilter } from './wasm-filter.ts';
import type { Thread } from './thread.ts';
import type { World } from './world.ts';

const MS = 1_000_000;

/** An entry of the chain with its module. */
export interface Link {
  plugin: Plugin;
  index: number;
  vmKey: string;
  loaded: LoadedModule | LoadRefusal;
}

/** The entries of a Project's chain. Envoy shares a VM between those of equal code, VM id and VM configuration. */
export function chainLinks(
  plugins: readonly Plugin[],
  modules: readonly (LoadedModule | LoadRefusal)[],
): Link[] {
  const known: (LoadedModule | LoadRefusal)[] = [];
  return plugins.map((plugin, index) => {
    const loaded = modules[index];
    if (loaded === undefined) throw new RangeError(`plugin ${index} has no module`);
    if (!known.includes(loaded)) known.push(loaded);
    const vmKey = JSON.stringify([known.indexOf(loaded), plugin.vm.id, plugin.vm.configuration]);
    return { plugin, index, vmKey, loaded };
  });
}

export class PluginChain {
  readonly #world: World;
  readonly #links: readonly Link[];
  readonly #thread: Thread;
  /** The latest of each kind. */
  readonly #vms = new Map<string, PluginVm>();
  /** By index of the entry, with the moment it was started. */
  readonly #roots = new Map<number, { root: RootContext; startedNs: number }>();

  constructor(world: World, links: readonly Link[], thread: Thread) {
    this.#world = world;
    this.#links = links;
    this.#thread = thread;
  }

  /** Starts all plugins. False when one is refused. */
  start(): boolean {
    for (const link of this.#links) {
      const refusal = this.startPlugin(link);
      if (refusal === null) continue;
      this.refuse(link, refusal);
      return false;
    }
    return true;
  }

  /** Starts one plugin, in a new VM or in one that is there and has not failed. Returns why Envoy refuses, null when all is well. */
  startPlugin(link: Link): LoadRefusal | null {
    const { loaded } = link;
    if (isLoadRefusal(loaded)) return loaded;
    const known = this.#vms.get(link.vmKey);
    const vm =
      known === undefined || known.failed
        ? new PluginVm(this.#world, this.#thread, link.vmKey, loaded)
        : known;
    if (vm.vm === null) {
      const refusal = this.#startVm(vm, link);
      if (refusal !== null) return refusal;
      this.#vms.set(link.vmKey, vm);
    }
    const key = rootKey(link.plugin);
    const root = vm.roots.get(key) ?? new RootContext(link.plugin, link.index, vm);
    this.#roots.set(link.index, { root, startedNs: this.#world.queue.nowNs });
    if (vm.roots.has(key)) return null;
    vm.roots.set(key, root);
    const refusal = root.start();
    return refusal === null ? null : { lines: [refusal], crashesEnvoy: false };
  }

  #startVm(vm: PluginVm, link: Link): LoadRefusal | null {
    const { observer, worker } = this.#thread;
    const leave = observer.enter({ worker, plugin: link.index, exchange: null });
    const context = new VmContext(link.plugin, link.index, vm);
    const started = Vm.start(vm.loaded, vm.services(link.plugin, context), observer.tracer);
    leave();
    if (started instanceof Vm) {
      vm.vm = started;
      for (const name of networkCallbacksOf((callback) => started.has(callback)))
        observer.notEmulated(name, callbackGaps[name] ?? '');
      return null;
    }
    if ('lines' in started) return started;
    vm.fail(started, 0, link.index);
    return { lines: [NOT_INITIALIZED], crashesEnvoy: false };
  }

  /** What Envoy logs when it does not start because of a plugin, and the fault for the report. */
  refuse({ plugin, index }: Link, { lines, crashesEnvoy }: LoadRefusal): void {
    const { observer, worker } = this.#thread;
    const leave = observer.enter({ worker, plugin: index, exchange: null });
    const fault = { plugin: index, callback: '', contextId: 0, frames: [] };
    if (crashesEnvoy) {
      const message =
        'Envoy crashes: the start section of the module calls the host before its memory is there';
      observer.fault({ ...fault, kind: 'envoy-crash', message, envoyText: [] });
    } else {
      const closing = [`Plugin ${plugin.name} failed to load`];
      // The deprecated spelling alone keeps this line away.
      if (plugin.failurePolicy !== 'legacy-fail-open')
        closing.push('Plugin configured to fail closed failed to load');
      // In Envoy the last of these comes from the main logger, as the reason for which the configuration is refused.
      closing.push(`Unable to create Wasm plugin ${plugin.name}`);
      for (const line of lines) this.#world.envoyLog(this.#thread, 'error', line);
      for (const line of closing) this.#world.envoyLog(this.#thread, 'critical', line);
      const message = lines[0] ?? 'the module is empty';
      observer.fault({
        ...fault,
        kind: 'load-failed',
        message,
        envoyText: [...lines, ...closing],
      });
    }
    leave();
  }

  /** The filters of a new stream, in the order of the chain. Plugins that the failure policy leaves out have none. */
  newFilters(stream: HttpStream): WasmFilter[] {
    const filters: WasmFilter[] = [];
    for (const link of this.#links) {
      const root = this.#aliveRoot(link);
      const { failurePolicy } = link.plugin;
      const leavesOut = failurePolicy === 'fail-open' || failurePolicy === 'legacy-fail-open';
      if (!root.pluginVm.failed || !leavesOut)
        filters.push(new WasmFilter(root, link.index, stream));
    }
    return filters;
  }

  /**
   * The plugin's root context; a new one in its place when its VM has failed, the policy is to reload and the back-off has passed.
   * Other plugins of the failed VM keep it, unless their own policy lets them reload.
   */
  #aliveRoot(link: Link): RootContext {
    const held = this.#roots.get(link.index);
    if (held === undefined) throw new RangeError('a stream came before the plugins had started');
    const { root, startedNs } = held;
    const { failurePolicy, reloadBackoffMs } = link.plugin;
    if (!root.pluginVm.failed || failurePolicy !== 'fail-reload') return root;
    if (this.#world.queue.nowNs - startedNs < reloadBackoffMs * MS) return root;
    root.retire();
    const refusal = this.startPlugin(link);
    if (refusal === null) return this.#roots.get(link.index)?.root ?? root;
    for (const line of refusal.lines) this.#world.envoyLog(this.#thread, 'error', line);
    this.#roots.set(link.index, held);
    return root;
  }

  /** The root context of that id in that VM, if both are there now. */
  rootContext(vmKey: string, contextId: number): RootContext | null {
    const roots = this.#vms.get(vmKey)?.roots.values() ?? [];
    return [...roots].find((root) => root.id === contextId) ?? null;
  }

  /** Ends the plugins as a thread does that ends: the last one first, and a root context with the first entry that uses it. */
  end(): void {
    const roots = this.#links.map(({ index }) => this.#roots.get(index)?.root);
    for (const [index, root] of [...roots.entries()].toReversed())
      if (roots.indexOf(root) === index) root?.end();
  }

  /** Drops all VMs without another callback. */
  discard(): void {
    for (const vm of this.#vms.values()) for (const root of vm.roots.values()) root.retire();
    this.#vms.clear();
  }

  /** The ticks that are due next, one for each root context that has a period. */
  nextTicks(): NextTick[] {
    return [...this.#vms.values()].flatMap((vm) =>
      [...vm.roots.values()].flatMap(({ nextTick }) => (nextTick === null ? [] : [nextTick])),
    );
  }

  memoryBytes(): number[] {
    return [...this.#vms.values()].map((vm) => vm.vm?.memoryBytes ?? 0);
  }
}
