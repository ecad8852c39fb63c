// What Sluice says about one scenario.

import type { Project, ProjectLogLevel } from '#project/schema.ts';
import type { PluginModule, ScenarioReport } from '#run/api.ts';
import { runProject } from '#run/run-project.ts';

/** Runs the one scenario of an effective Project at a log level and a moment. */
export function runScenario(
  project: Project,
  modules: PluginModule[],
  logLevel: ProjectLogLevel,
  clockMs: number,
): ScenarioReport {
  const scenarios = project.scenarios.map((scenario) => ({ ...scenario, clockMs }));
  const request = { id: 0, project: { ...project, logLevel, scenarios }, modules, options: {} };
  const report = runProject(request, () => {}, null);
  const [only] = report.scenarios;
  if (only === undefined) throw new Error('the report has no scenario');
  return only;
}
