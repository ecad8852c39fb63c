// Gives modules what the browser's debugger needs: the map with the texts of the filter and of the SDK.

import type { CompilerInfo } from '#compile/api.ts';
import { debugMap } from '#compile/debug-map.ts';
import type { Project } from '#project/schema.ts';
import type { PluginModule } from '#run/api.ts';
import { sourceFiles } from '../store/edit-project.ts';

/** A module without a source map stays as it is: the debugger shows its WebAssembly. */
export async function debuggableModules(
  project: Project,
  modules: readonly PluginModule[],
  compilerInfo: () => Promise<CompilerInfo>,
): Promise<PluginModule[]> {
  const { declarations } = await compilerInfo();
  return modules.map((module, index) => {
    if (module.sourceMap === null) return module;
    const owner = project.plugins[index]?.name || `filter-${index + 1}`;
    const map = debugMap(module.sourceMap, owner, sourceFiles(project, index), declarations);
    return { ...module, debugMap: map };
  });
}
