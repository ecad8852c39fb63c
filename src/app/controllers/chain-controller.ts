// The chain of plugins on the page: filters come in empty, as a copy or from an example; they go, change places, and come back.

import type { Plugin, Project } from '#project/schema.ts';
import { mostPlugins, namedApart, overridesOf, withOverridesOf } from '../store/edit-chain.ts';
import { moveItem } from '../store/edit-project.ts';
import type { PlaygroundStore } from '../store/playground-store.ts';

export interface ChainController {
  addEmpty(): void;
  /** A copy of the plugin behind it, so that both have the same code. */
  addCopy(plugin: number): void;
  /** The plugins of an example at the end of the chain, with the clusters that they call. */
  addExample(slug: string): Promise<void>;
  remove(plugin: number): void;
  /** Moves a plugin to another place of the chain. */
  move(from: number, to: number): void;
}

export interface ChainDeps {
  store: PlaygroundStore;
  loadExample: (slug: string) => Promise<Project>;
  flushEditors: () => void;
  tell: (message: string) => void;
  tellUndo: (message: string, undo: () => void) => void;
}

export function createChainController(deps: ChainDeps): ChainController {
  const { store } = deps;

  /** Puts plugins in at a place and shows the first of them; false when the chain would be too long. */
  function insert(at: number, made: readonly Plugin[]): boolean {
    deps.flushEditors();
    const { project, arrangeChain, show } = store.getState();
    if (project.plugins.length + made.length > mostPlugins) {
      deps.tell(`A chain has at most ${mostPlugins} plugins here.`);
      return false;
    }
    const chain = [...project.plugins];
    const named = made.map((one) => {
      const plugin = namedApart(one, chain);
      chain.push(plugin);
      return plugin;
    });
    const order: (number | Plugin)[] = [...project.plugins.keys()];
    arrangeChain(order.toSpliced(at, 0, ...named));
    show({ plugin: at, file: '' });
    return true;
  }

  function addClusters(from: Project): void {
    store.getState().editProject((project) => {
      const there = new Set(project.clusters.map(({ name }) => name));
      const missing = from.clusters.filter(({ name }) => !there.has(name));
      return missing.length === 0
        ? project
        : { ...project, clusters: [...project.clusters, ...missing] };
    });
  }

  function remove(index: number): void {
    deps.flushEditors();
    const { project, arrangeChain } = store.getState();
    const gone = project.plugins[index];
    if (gone === undefined || project.plugins.length === 1) return;
    const overrides = overridesOf(project, index);
    const rest = [...project.plugins.keys()].filter((at) => at !== index);
    arrangeChain(rest);
    deps.tellUndo(`${gone.name || 'The plugin'} is out of the chain.`, () => {
      deps.flushEditors();
      const now = store.getState();
      const at = Math.min(index, now.project.plugins.length);
      const order: (number | Plugin)[] = [...now.project.plugins.keys()];
      now.arrangeChain(order.toSpliced(at, 0, gone));
      now.editProject((old) => withOverridesOf(old, at, overrides));
      now.show({ plugin: at, file: '' });
    });
  }

  return {
    addEmpty: () => void insert(store.getState().project.plugins.length, [emptyPlugin()]),
    addCopy: (index) => {
      deps.flushEditors();
      const plugin = store.getState().project.plugins[index];
      if (plugin !== undefined) insert(index + 1, [plugin]);
    },
    async addExample(slug) {
      const example = await deps.loadExample(slug);
      if (insert(store.getState().project.plugins.length, example.plugins)) addClusters(example);
    },
    remove,
    move: (from, to) => {
      deps.flushEditors();
      const { project, arrangeChain } = store.getState();
      if (to < 0 || to >= project.plugins.length) return;
      arrangeChain(moveItem([...project.plugins.keys()], from, to));
    },
  };
}

export function emptyPlugin(): Plugin {
  return {
    name: 'filter',
    rootId: '',
    source: { kind: 'assemblyscript', files: [{ path: 'filter.ts', text: emptyFilter }] },
    moduleFileName: 'filter.wasm',
    configuration: { encoding: 'string', text: '' },
    failurePolicy: 'fail-closed',
    reloadBackoffMs: 1000,
    allowOnHeadersStopIteration: false,
    vm: { id: '', configuration: { encoding: 'string', text: '' }, environment: {} },
  };
}

export const emptyFilter = `// A filter to begin with: it lets everything pass.

import { FilterHeadersStatus, HttpContext, registerRootContext, RootContext } from 'proxy-wasm';

class FilterRoot extends RootContext {
  createHttpContext(contextId: u32): HttpContext {
    return new FilterStream(contextId);
  }
}

class FilterStream extends HttpContext {
  onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    return FilterHeadersStatus.Continue;
  }
}

registerRootContext((contextId: u32) => new FilterRoot(contextId));
`;
