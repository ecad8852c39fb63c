// What is in force for one scenario: the Project with the scenario's overrides laid over it.

import type { Project, Scenario } from './schema.ts';

/** The Project as one scenario sees it; `scenarios` holds that scenario alone, without overrides. */
export function effectiveProject(project: Project, scenario: Scenario): Project {
  const { overrides, ...rest } = scenario;
  return {
    ...project,
    logLevel: overrides.logLevel ?? project.logLevel,
    node: overrides.node ?? project.node,
    route: overrides.route ?? project.route,
    attributes: { ...project.attributes, ...overrides.attributes },
    plugins: project.plugins.map((plugin, index) => {
      const own = overrides.plugins?.[String(index)];
      if (own === undefined) return plugin;
      return {
        ...plugin,
        configuration: own.configuration ?? plugin.configuration,
        failurePolicy: own.failurePolicy ?? plugin.failurePolicy,
      };
    }),
    scenarios: [{ ...rest, overrides: {} }],
  };
}
