// A value that a scenario may have for itself: reads the one in force, writes where it belongs, switches between the two.

import type { Project, Scenario } from '#project/schema.ts';
import { tellUndo } from '../../ui/notices.tsx';
import { usePlayground, useWorkbench } from '../../workbench.ts';
import { useScenario } from './selection.ts';

type Overrides = Scenario['overrides'];

export interface Overridable<T> {
  value: T;
  /** True when the scenario has its own value. */
  own: boolean;
  /** Path for drafts: the two values have drafts of their own. */
  path: string;
  set: (value: T) => void;
  setOwn: (own: boolean) => void;
}

export interface OverridableAt<T> {
  /** Path of the Project's value. */
  path: string;
  /** What it is called in the notice about a dropped value. */
  what: string;
  shared: (project: Project) => T;
  withShared: (project: Project, value: T) => Project;
  own: (overrides: Overrides) => T | undefined;
  withOwn: (overrides: Overrides, value: T | undefined) => Overrides;
}

export function useOverridable<T>(at: OverridableAt<T>): Overridable<T> {
  const { store } = useWorkbench();
  const { scenario, path, edit } = useScenario();
  const shared = usePlayground((state) => at.shared(state.project));
  const own = at.own(scenario.overrides);

  const setOverride = (value: T | undefined): void =>
    edit((old) => ({ ...old, overrides: at.withOwn(old.overrides, value) }));

  return {
    value: own ?? shared,
    own: own !== undefined,
    path: own === undefined ? at.path : `${path}.overrides.${at.path}`,
    set: (value) => {
      if (own !== undefined) setOverride(value);
      else store.getState().editProject((project) => at.withShared(project, value));
    },
    setOwn: (wanted) => {
      if (wanted) {
        setOverride(shared);
        return;
      }
      setOverride(undefined);
      if (own !== undefined && JSON.stringify(own) !== JSON.stringify(shared)) {
        tellUndo(`The scenario's own ${at.what} is dropped.`, () => setOverride(own));
      }
    },
  };
}

/** `undefined` must leave the key out, not stand in it. */
function withKey<K extends keyof Overrides>(
  overrides: Overrides,
  key: K,
  value: Overrides[K] | undefined,
): Overrides {
  const { [key]: _, ...rest } = overrides;
  return value === undefined ? rest : { ...rest, [key]: value };
}

export const nodeOverride: OverridableAt<Project['node']> = {
  path: 'node',
  what: 'node',
  shared: (project) => project.node,
  withShared: (project, node) => ({ ...project, node }),
  own: (overrides) => overrides.node,
  withOwn: (overrides, value) => withKey(overrides, 'node', value),
};

export const routeOverride: OverridableAt<Project['route']> = {
  path: 'route',
  what: 'route',
  shared: (project) => project.route,
  withShared: (project, route) => ({ ...project, route }),
  own: (overrides) => overrides.route,
  withOwn: (overrides, value) => withKey(overrides, 'route', value),
};

export const attributesOverride: OverridableAt<Project['attributes']> = {
  path: 'attributes',
  what: 'attributes',
  shared: (project) => project.attributes,
  withShared: (project, attributes) => ({ ...project, attributes }),
  own: (overrides) => overrides.attributes,
  withOwn: (overrides, value) => withKey(overrides, 'attributes', value),
};

export const logLevelOverride: OverridableAt<Project['logLevel']> = {
  path: 'logLevel',
  what: 'log level',
  shared: (project) => project.logLevel,
  withShared: (project, logLevel) => ({ ...project, logLevel }),
  own: (overrides) => overrides.logLevel,
  withOwn: (overrides, value) => withKey(overrides, 'logLevel', value),
};

type PluginOverrides = NonNullable<Overrides['plugins']>[string];

/** A field of the plugin at `index` that a scenario may override. */
export function pluginOverride<K extends keyof PluginOverrides & keyof Project['plugins'][number]>(
  index: number,
  field: K,
  what: string,
): OverridableAt<Project['plugins'][number][K]> {
  type Value = Project['plugins'][number][K];
  return {
    path: `plugins.${index}.${field}`,
    what,
    shared: (project) => (project.plugins[index] as Project['plugins'][number])[field],
    withShared: (project, value) => ({
      ...project,
      plugins: project.plugins.map((old, at) => (at === index ? { ...old, [field]: value } : old)),
    }),
    own: (overrides) => overrides.plugins?.[String(index)]?.[field] as Value | undefined,
    withOwn: (overrides, value) => {
      const { [field]: _, ...rest } = overrides.plugins?.[String(index)] ?? {};
      const mine = value === undefined ? rest : { ...rest, [field]: value };
      const { [String(index)]: __, ...others } = overrides.plugins ?? {};
      const plugins =
        Object.keys(mine).length === 0 ? others : { ...others, [String(index)]: mine };
      return withKey(overrides, 'plugins', Object.keys(plugins).length === 0 ? undefined : plugins);
    },
  };
}
