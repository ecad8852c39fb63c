// Changes to the chain of plugins as pure functions. What names a plugin by its place (overrides, drafts) goes where the plugin goes.

import type { Plugin, Project, Scenario } from '#project/schema.ts';
import type { Draft } from './document-slice.ts';
import { renumberDrafts } from './drafts.ts';
import { freeName, sameFiles } from './edit-project.ts';

/** The schema's limit. */
export const mostPlugins = 8;

/** A new chain, from first to last: the old place of a plugin, or a plugin that was not in the chain. */
export type Arrangement = readonly (number | Plugin)[];

/** The new place of a plugin of the old chain; null when it is gone. */
export function placeIn(arrangement: Arrangement): (old: number) => number | null {
  return (old) => {
    const at = arrangement.indexOf(old);
    return at < 0 ? null : at;
  };
}

export function arrangePlugins(project: Project, arrangement: Arrangement): Project {
  const plugins = arrangement.flatMap((one) => {
    const plugin = typeof one === 'number' ? project.plugins[one] : one;
    return plugin === undefined ? [] : [plugin];
  });
  const scenarios = project.scenarios.map((one) => withMovedOverrides(one, placeIn(arrangement)));
  return { ...project, plugins, scenarios };
}

/** Of the plugins themselves, and of what the scenarios say differently of them. */
export function arrangeDrafts(
  drafts: Record<string, Draft>,
  scenarios: number,
  arrangement: Arrangement,
): Record<string, Draft> {
  const prefixes = [
    'plugins',
    ...Array.from({ length: scenarios }, (_, index) => `scenarios.${index}.overrides.plugins`),
  ];
  return prefixes.reduce(
    (result, prefix) => renumberDrafts(result, prefix, placeIn(arrangement)),
    drafts,
  );
}

type PluginOverrides = NonNullable<Scenario['overrides']['plugins']>;

/** What the scenarios say differently of a plugin, so that it can come back with the plugin. */
export function overridesOf(project: Project, plugin: number): (PluginOverrides[string] | null)[] {
  return project.scenarios.map((one) => one.overrides.plugins?.[String(plugin)] ?? null);
}

/** Puts back what {@link overridesOf} gave, as far as the scenarios are still there. */
export function withOverridesOf(
  project: Project,
  plugin: number,
  overrides: readonly (PluginOverrides[string] | null)[],
): Project {
  return {
    ...project,
    scenarios: project.scenarios.map((scenario, index) => {
      const own = overrides[index] ?? null;
      if (own === null) return scenario;
      return withPluginOverrides(scenario, {
        ...scenario.overrides.plugins,
        [String(plugin)]: own,
      });
    }),
  };
}

function withMovedOverrides(scenario: Scenario, place: (old: number) => number | null): Scenario {
  const before = scenario.overrides.plugins;
  if (before === undefined) return scenario;
  const moved = Object.entries(before).flatMap(([index, own]) => {
    const at = place(Number(index));
    return at === null ? [] : [[String(at), own] as const];
  });
  return withPluginOverrides(scenario, Object.fromEntries(moved));
}

function withPluginOverrides(scenario: Scenario, plugins: PluginOverrides): Scenario {
  const { plugins: _, ...others } = scenario.overrides;
  const empty = Object.keys(plugins).length === 0;
  return { ...scenario, overrides: empty ? others : { ...others, plugins } };
}

/** The plugin with names that no other plugin of the chain has. */
export function namedApart(plugin: Plugin, chain: readonly Plugin[]): Plugin {
  const names = chain.map(({ name }) => name);
  const files = new Set(chain.map(({ moduleFileName }) => moduleFileName));
  const stem = plugin.moduleFileName.replace(/\.wasm$/, '');
  let moduleFileName = plugin.moduleFileName;
  for (let number = 2; files.has(moduleFileName); number++)
    moduleFileName = `${stem}-${number}.wasm`;
  return { ...plugin, name: freeName(plugin.name || 'filter', names), moduleFileName };
}

export interface VmNeighbour {
  index: number;
  /** False for a plugin of the same code whose VM id or VM configuration keeps it apart. */
  shares: boolean;
}

/** The other plugins that have the same code. Envoy gives those of equal VM id and VM configuration one VM. */
export function vmNeighbours(plugins: readonly Plugin[], index: number): VmNeighbour[] {
  const own = plugins[index];
  if (own === undefined) return [];
  return plugins.flatMap((other, at) =>
    at === index || !sameCode(own, other)
      ? []
      : [
          {
            index: at,
            shares:
              own.vm.id === other.vm.id &&
              own.vm.configuration.encoding === other.vm.configuration.encoding &&
              own.vm.configuration.text === other.vm.configuration.text,
          },
        ],
  );
}

function sameCode({ source: one }: Plugin, { source: other }: Plugin): boolean {
  if (one.kind === 'module')
    return (
      other.kind === 'module' &&
      one.sha256 === other.sha256 &&
      // Nobody has seen them yet: then the file that an envoy.yaml names tells.
      (one.sha256 !== '' || one.name === other.name)
    );
  return other.kind === 'assemblyscript' && sameFiles(one.files, other.files);
}
