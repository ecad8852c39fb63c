// The walker's tables without Envoy: what every attribute, map and buffer answers in every callback is what a real Envoy answered.

import { expect, test } from 'vitest';
import { pluginModules } from '#cli/plugin-modules.ts';
import { runProject } from '#run/run-project.ts';
import { normalise } from '#envoy/normalise.ts';
import { scenarioName } from '../prepare.ts';
import { tellReport } from '#envoy/told.ts';
import { conformanceProjects } from './cases.ts';
import { measuredTable, tableOf } from './table.ts';

const projects = conformanceProjects().filter(({ name }) => /-(attributes|access)/.test(name));

test.each(projects.map((project) => ({ project, name: project.name })))(
  '$name answers as Envoy does',
  async ({ project }) => {
    const modules = await pluginModules(project, 'debug');
    const report = runProject({ id: 1, project, modules, options: {} }, () => undefined, null);
    for (const scenario of report.scenarios) {
      const facts = {
        clusters: [],
        clockMs: project.scenarios[0]?.clockMs ?? 0,
        project: JSON.stringify(project.scenarios),
      };
      const log = tellReport(scenario, false).get('log') ?? [];
      const name = scenarioName(project.name, scenario.name);
      const table = tableOf(log.map((line) => normalise(line, facts)));
      expect(table?.split('\n'), name).toEqual(measuredTable(name)?.split('\n'));
    }
  },
);
