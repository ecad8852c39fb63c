// Turns the sources on the page into modules: the example's own when nothing was edited, the compiler's otherwise.

import type { Diagnostic, Profile } from '#compile/api.ts';
import type { PluginModule } from '#run/api.ts';
import type { CompiledModules } from '../store/results.ts';
import type { PlaygroundStore } from '../store/playground-store.ts';
import type { CompilerClient } from '../workers/compiler-client.ts';

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
        store.getState().setCompile({ status: 'ready', diagnostics: [], stats: null });
        return compiled;
      }
    }

    store.getState().setCompile({ status: 'compiling', loading: true });
    await client.ready().catch(() => undefined);
    if (!isCurrent()) return null;
    store.getState().setCompile({ status: 'compiling', loading: false });

    const outcome = await compileAll(client, project.plugins, 'debug', isCurrent);
    if (!isCurrent() || outcome === null) return null;
    if (outcome.status !== 'compiled') {
      store
        .getState()
        .setCompile(
          outcome.status === 'failed'
            ? { status: 'failed', diagnostics: outcome.diagnostics }
            : { status: 'crashed', message: outcome.message },
        );
      return null;
    }
    compiled = { sourceRevision, modules: outcome.modules };
    store.getState().setCompile({
      status: 'ready',
      diagnostics: outcome.diagnostics,
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
        store.getState().project.plugins,
        'release',
        () => true,
      );
      if (outcome === null) return 'the sources changed meanwhile';
      if (outcome.status === 'compiled') return outcome.modules;
      if (outcome.status === 'crashed') return `the compiler broke: ${outcome.message}`;
      const first = outcome.diagnostics.find((diagnostic) => diagnostic.severity === 'error');
      return first === undefined ? 'the filter does not compile' : first.message;
    },
  };
}

type AllOutcome =
  | {
      status: 'compiled';
      modules: PluginModule[];
      diagnostics: Diagnostic[];
      durationMs: number;
      sizeBytes: number;
    }
  | { status: 'failed'; diagnostics: Diagnostic[] }
  | { status: 'crashed'; message: string };

type Plugins = ReturnType<PlaygroundStore['getState']>['project']['plugins'];

/** Compiles the plugins of a chain one after the other; null when nobody waits for the answer any more. */
async function compileAll(
  client: CompilerClient,
  plugins: Plugins,
  profile: Profile,
  isCurrent: () => boolean,
): Promise<AllOutcome | null> {
  const modules: PluginModule[] = [];
  const diagnostics: Diagnostic[] = [];
  let durationMs = 0;
  let sizeBytes = 0;
  for (const plugin of plugins) {
    if (plugin.source.kind === 'module') {
      const message = `The module ${plugin.source.name} is not in this browser.`;
      return {
        status: 'failed',
        diagnostics: [{ severity: 'error', code: 0, message, range: null, related: null }],
      };
    }
    let outcome = await client.compile(plugin.source.files, profile);
    // Another caller's request made this one old; whoever still needs it asks again.
    while (outcome.status === 'superseded' && isCurrent()) {
      outcome = await client.compile(plugin.source.files, profile);
    }
    if (!isCurrent() || outcome.status === 'superseded') return null;
    if (outcome.status !== 'compiled') return outcome;
    modules.push({ bytes: outcome.module, sourceMap: outcome.sourceMap });
    diagnostics.push(...outcome.diagnostics);
    durationMs += outcome.stats.durationMs;
    sizeBytes += outcome.stats.sizeBytes;
  }
  return { status: 'compiled', modules, diagnostics, durationMs, sizeBytes };
}
