// Finds the listener with the Wasm filters, and reads it and its connection manager.

import type { ProjectInput } from '#project/schema.ts';
import { type AnyMessage, anyMessage } from './any-message.ts';
import { filterMetadata, portOf, socketAddress } from './metadata.ts';
import { emptyPart, type Part } from './part.ts';
import { type PluginInFile, wasmFilterType, wasmPlugin } from './wasm-plugin.ts';

type ListenerInput = NonNullable<ProjectInput['listener']>;

export interface FoundManager {
  listener: Part;
  chain: Part;
  manager: Part;
  httpFilters: Part[];
}

const managerType =
  'envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager';
/** Where the file says none that a Project can have. */
const usualPort = 10_000;

const routerType = 'envoy.extensions.filters.http.router.v3.Router';

const chainsOf = (listener: Part): Part[] => [
  ...listener.itemsOf('filter_chains'),
  ...[listener.member('default_filter_chain') ?? []].flat(),
];

const typedConfig = (filter: Part): AnyMessage | null => anyMessage(filter.member('typed_config'));

/** The first connection manager with a Wasm filter; the listeners, chains and filters beside it are set aside. */
export function findManager(listeners: readonly Part[]): FoundManager | null {
  for (const listener of listeners)
    for (const chain of chainsOf(listener))
      for (const filter of chain.itemsOf('filters')) {
        const message = typedConfig(filter);
        const manager = message?.type === managerType ? message.fields : null;
        if (manager === null || !httpFilters(manager).some(isWasm)) continue;
        const because = (what: string, chosen: Part): string =>
          `Sluice has one ${what}, and takes ${chosen.step}.`;
        const answers = ' Where a cluster leads to this one, the scenario says what it answers.';
        setOthersAside(listeners, listener, `${because('listener', listener)}${answers}`);
        setOthersAside(chainsOf(listener), chain, because('filter chain', chain));
        setOthersAside(
          chain.itemsOf('filters'),
          filter,
          'Sluice has the connection manager and what is in it, no other filter of a connection.',
        );
        takeName(filter);
        return { listener, chain, manager, httpFilters: httpFilters(manager) };
      }
  return null;
}

/** What documents print of a configuration: `http_filters` and what stands beside them, a list of filters, or a single one. */
export function findInPiece(file: Part): FoundManager | null {
  const isMap = file.tree.kind === 'map';
  const beside = isMap ? file.itemsOf('http_filters') : file.items();
  const filters = isMap && beside.length === 0 ? [file] : beside;
  if (!filters.some((filter) => filter.tree.kind === 'map' && isWasm(filter))) return null;
  const manager = filters === beside && isMap ? file : emptyPart();
  return { listener: emptyPart(), chain: emptyPart(), manager, httpFilters: filters };
}

function setOthersAside(all: readonly Part[], chosen: Part, reason: string): void {
  for (const one of all) if (one !== chosen) one.setAside(reason);
}

const httpFilters = (manager: Part): Part[] => manager.itemsOf('http_filters');

export function isWasm(filter: Part): boolean {
  return typedConfig(filter)?.type === wasmFilterType;
}

/** Types of all filters, for a sentence about a file that has no Wasm filter. */
export function filterTypes(listeners: readonly Part[]): string[] {
  const types = listeners.flatMap(chainsOf).flatMap((chain) =>
    chain.itemsOf('filters').flatMap((filter) => {
      const message = typedConfig(filter);
      const inside = message?.type === managerType ? message.fields : null;
      return inside === null
        ? [message?.type ?? filter.textOf('name')]
        : httpFilters(inside).map((one) => typedConfig(one)?.type ?? one.textOf('name'));
    }),
  );
  return [...new Set(types)];
}

export function listenerOf({ listener, chain, manager }: FoundManager): ListenerInput {
  manager.agrees('codec_type', 'AUTO', 'HTTP1', 0, 1);
  manager.member('http_protocol_options')?.agrees('enable_trailers', true);
  const socket = socketAddress(listener);
  const address = socket?.member('address')?.text();
  const directions = ['UNSPECIFIED', 'INBOUND', 'OUTBOUND'] as const;
  const direction = listener.member('traffic_direction')?.word(directions) ?? 'UNSPECIFIED';
  const lowerCase = {
    UNSPECIFIED: 'unspecified',
    INBOUND: 'inbound',
    OUTBOUND: 'outbound',
  } as const;
  return {
    name: listener.textOf('name'),
    ...(address === undefined ? {} : { address }),
    port: portOf(socket, usualPort),
    statPrefix: manager.textOf('stat_prefix'),
    direction: lowerCase[direction],
    filterChainName: chain.textOf('name'),
    metadata: filterMetadata(listener),
  };
}

const mostPlugins = 8;

/** In the order of the chain. Filters that are no Wasm are set aside: requests do not pass through them. */
export function pluginsOf(found: FoundManager): PluginInFile[] {
  const plugins: PluginInFile[] = [];
  for (const filter of found.httpFilters) {
    const message = typedConfig(filter);
    const reason = reasonToLeave(filter, message, plugins.length);
    const plugin = reason === null && message !== null ? wasmPlugin(message.fields) : null;
    if (plugin !== null) plugins.push(plugin);
    else if (!isRouter(filter, message))
      filter.setAside(reason ?? 'It is compiled into Envoy; there is no module to run.');
    takeName(filter);
  }
  return plugins;
}

/** Older files name it alone. */
function isRouter(filter: Part, message: AnyMessage | null): boolean {
  return message === null
    ? filter.textOf('name') === 'envoy.filters.http.router'
    : message.type === routerType;
}

function reasonToLeave(filter: Part, message: AnyMessage | null, before: number): string | null {
  if (message?.type !== wasmFilterType)
    return `Sluice runs Wasm filters; ${message?.type ?? filter.textOf('name')} is left out of the chain.`;
  if (filter.member('disabled')?.flag() === true)
    return 'It is disabled, and Sluice has no routes that enable it.';
  return before < mostPlugins ? null : `Sluice has at most ${mostPlugins} filters in a chain.`;
}

/** Envoy looks at the type alone. */
function takeName(filter: Part): void {
  filter.member('name')?.take();
}
