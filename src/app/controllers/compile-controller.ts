// Turns the sources on the page into modules: the example's own when nothing was edited, a module compiled elsewhere where a plugin is one,
// the compiler's otherwise.

import type { Profile } from '#compile/api.ts';
import type { PluginModule } from '#run/api.ts';
import type { CompiledModules } from '../store/results.ts';
import type { Problem } from '../store/problems.ts';
import type { CompileState } from '../store/work-slice.ts';
import type { PlaygroundStore } from '../store/playground-store.ts';
import type { CompilerClient } from '../workers/compiler-client.ts';
import type { ModuleStorage } from './module-storage.ts';

export interface CompileController {
  /** Modules of the sources as they are now; null when they do not compile or newer sources came in between. */
  compile(): Promise<CompiledModules | null>;
  /** The newest modules that compiled, whether or not the sources have moved on. */
  latest(): CompiledModules | null;
  /** Small and fast modules to download; a string says why there are none. */
  release(): Promise<PluginModule[] | string>;
}

export function createCompileController(
  store: PlaygroundStore,
  client: CompilerClient,
  fetchPrecompiled: (slug: string, plugin: number) => Promise<PluginModule>,
  storage: ModuleStorage,
): CompileController {
  let compiled: CompiledModules | null = null;
  let generation = 0;

  async function precompiledModules(
    slug: string,
    plugins: Plugins,
  ): Promise<PluginModule[] | null> {
    try {
      return await Promise.all(plugins.map((_, index) => fetchPrecompiled(slug, index)));
    } catch {
      // The compiler gives the same module, only later.
      return null;
    }
  }

  async function compile(): Promise<CompiledModules | null> {
    const { sourceRevision, precompiled, project } = store.getState();
    if (compiled?.sourceRevision === sourceRevision) return compiled;
    const mine = ++generation;
    const isCurrent = (): boolean => mine === generation;

    if (precompiled !== null) {
      const modules = await precompiledModules(precompiled, project.plugins);
      if (!isCurrent()) return null;
      if (modules !== null) {
        compiled = { sourceRevision, modules };
        store.getState().setCompile({ status: 'ready', problems: [], stats: null });
        return compiled;
      }
    }

    if (project.plugins.some(({ source }) => source.kind === 'assemblyscript')) {
      store.getState().setCompile({ status: 'compiling', loading: true });
      await client.ready().catch(() => undefined);
      if (!isCurrent()) return null;
      store.getState().setCompile({ status: 'compiling', loading: false });
    }

    const outcome = await compileAll(client, storage, project.plugins, 'debug', isCurrent);
    if (!isCurrent() || outcome === null) return null;
    if (outcome.status !== 'compiled') {
      store.getState().setCompile(outcome);
      return null;
    }
    compiled = { sourceRevision, modules: outcome.modules };
    store.getState().setCompile({
      status: 'ready',
      problems: outcome.problems,
      stats: { durationMs: outcome.durationMs, sizeBytes: outcome.sizeBytes },
    });
    return compiled;
  }

  return {
    compile,
    latest: () => compiled,
    async release() {
      const outcome = await compileAll(
        client,
        storage,
        store.getState().project.plugins,
        'release',
        () => true,
      );
      if (outcome === null) return 'the sources changed meanwhile';
      if (outcome.status === 'compiled') return outcome.modules;
      if (outcome.status === 'crashed') return `the compiler broke: ${outcome.message}`;
      if (outcome.status === 'missing') return `${outcome.name} is not in this browser`;
      const first = outcome.problems.find((problem) => problem.severity === 'error');
      return first === undefined ? 'the filter does not compile' : first.message;
    },
  };
}

type AllOutcome =
  | {
      status: 'compiled';
      modules: PluginModule[];
      problems: Problem[];
      durationMs: number;
      sizeBytes: number;
    }
  | Extract<CompileState, { status: 'failed' | 'crashed' | 'missing' }>;

type Plugins = ReturnType<PlaygroundStore['getState']>['project']['plugins'];

/** Compiles the plugins of a chain one after the other; null when nobody waits for the answer any more. */
async function compileAll(
  client: CompilerClient,
  storage: ModuleStorage,
  plugins: Plugins,
  profile: Profile,
  isCurrent: () => boolean,
): Promise<AllOutcome | null> {
  const modules: PluginModule[] = [];
  const problems: Problem[] = [];
  let durationMs = 0;
  let sizeBytes = 0;
  for (const [index, plugin] of plugins.entries()) {
    if (plugin.source.kind === 'module') {
      const { name, sha256 } = plugin.source;
      const kept = await storage.find(sha256);
      if (!isCurrent()) return null;
      if (kept === null) return { status: 'missing', plugin: index, name, sha256 };
      modules.push({ bytes: kept.bytes, sourceMap: null });
      continue;
    }
    let outcome = await client.compile(plugin.source.files, profile);
    // Another caller's request made this one old; whoever still needs it asks again.
    while (outcome.status === 'superseded' && isCurrent()) {
      outcome = await client.compile(plugin.source.files, profile);
    }
    if (!isCurrent() || outcome.status === 'superseded') return null;
    if (outcome.status === 'crashed') return outcome;
    const found = outcome.diagnostics.map((one): Problem => ({ ...one, plugin: index }));
    if (outcome.status === 'failed') return { status: 'failed', problems: [...problems, ...found] };
    problems.push(...found);
    modules.push({ bytes: outcome.module, sourceMap: outcome.sourceMap });
    durationMs += outcome.stats.durationMs;
    sizeBytes += outcome.stats.sizeBytes;
  }
  return { status: 'compiled', modules, problems, durationMs, sizeBytes };
}
