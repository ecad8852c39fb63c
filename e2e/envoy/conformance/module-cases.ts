// Modules written by hand, for what the probe cannot do: modules that Envoy refuses, odd starts, allocators and markers, every kind of
// trap. Each is a Project of its own, played in Sluice and in a real Envoy.

import { moduleSha256 } from '#bundle/bundle.ts';
import { parseProject } from '#project/parse.ts';
import type { Project } from '#project/schema.ts';
import type { PluginModule } from '#run/api.ts';
import { get, one } from './case.ts';
import { abiGuests } from './module-guests/abi.ts';
import { allocatorGuests } from './module-guests/allocator.ts';
import { featureGuests } from './module-guests/features.ts';
import type { ModuleCase } from './module-guests/module-case.ts';
import { refusedModules } from './module-guests/refused.ts';
import { startGuests } from './module-guests/start.ts';
import { trapGuests } from './module-guests/traps.ts';
import { wasiGuests } from './module-guests/wasi.ts';

interface ModuleProject {
  project: Project;
  modules: PluginModule[];
}

const groups: Record<string, ModuleCase[]> = {
  'modules-refused': refusedModules,
  'modules-abi': abiGuests,
  'modules-start': startGuests,
  'modules-allocator': allocatorGuests,
  'modules-traps': trapGuests,
  'modules-wasi': wasiGuests,
  'modules-features': featureGuests,
};

/** One Project per case; those of one kind share a name. */
export function moduleProjects(): ModuleProject[] {
  return Object.entries(groups).flatMap(([name, cases]) =>
    cases.map((each) => moduleProject(name, each)),
  );
}

/** A Project that plays one case. */
export function moduleProject(
  name: string,
  { name: scenario, modules, plugin, exchanges }: ModuleCase,
): ModuleProject {
  const parsed = parseProject({
    format: 1,
    name,
    plugins: modules.map((module, index) => ({
      name: modules.length === 1 ? 'guest' : `guest-${index + 1}`,
      rootId: 'root',
      source: { kind: 'module', name: 'guest.wasm', sha256: moduleSha256(module) },
      vm: { id: `vm-${index + 1}` },
      ...plugin,
    })),
    clusters: [{ name: 'upstream' }],
    route: { name: 'all', target: { kind: 'cluster', cluster: 'upstream' } },
    logLevel: 'trace',
    scenarios: [{ name: scenario, exchanges: exchanges ?? one(get) }],
  });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return { project: parsed.project, modules: modules.map((bytes) => ({ bytes, sourceMap: null })) };
}
