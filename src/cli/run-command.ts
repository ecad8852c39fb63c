// The commands, each a few lines over the rooms that do the work.

import { bundleFiles, moduleSha256 } from '#bundle/bundle.ts';
import { moduleFileNames } from '#bundle/envoy-config.ts';
import { createPositionLookup } from '#compile/source-map.ts';
import type { Project } from '#project/schema.ts';
import type { PluginModule, RunReport } from '#run/api.ts';
import { runProject } from '#run/play.ts';
import type { Arguments } from './arguments.ts';
import { pluginModules, pluginSources } from './plugin-modules.ts';
import { readProject } from './read-project.ts';
import { runText, tally, testText } from './told-report.ts';
import { writeFiles } from './write-files.ts';

export interface CommandResult {
  output: string;
  /** False when an assertion does not hold. */
  ok: boolean;
}

export async function runCommand(args: Arguments): Promise<CommandResult> {
  const project = readProject(args.projectFile);
  switch (args.command) {
    case 'run':
    case 'test': {
      const modules = await pluginModules(project, 'debug', args.moduleFiles);
      const report = run(project, modules);
      const text = args.command === 'run' ? runText(report) : testText(project, report);
      return {
        output: args.json ? `${JSON.stringify(report, null, 2)}\n` : text,
        ok: tally(report).failed === 0,
      };
    }
    case 'build': {
      const modules = await pluginModules(project, 'release', args.moduleFiles);
      const names = moduleFileNames(project);
      const files = modules.map(({ bytes }, index) => ({ path: names[index] as string, bytes }));
      writeFiles(args.outFolder ?? '.', files);
      const lines = files.map(
        ({ path, bytes }) => `${moduleSha256(bytes)}  ${path}  ${bytes.length} bytes\n`,
      );
      return { output: lines.join(''), ok: true };
    }
    case 'bundle': {
      const modules = await pluginModules(project, 'release', args.moduleFiles);
      const report = run(project, modules);
      const files = bundleFiles({
        project,
        modules: modules.map((module) => module.bytes),
        sources: pluginSources(project, moduleFileNames(project), args.moduleFiles),
        outcomes: report.scenarios,
      });
      const folder = args.outFolder ?? 'bundle';
      writeFiles(folder, files);
      const { failed } = tally(report);
      const warning =
        failed === 0 ? '' : `${failed} assertions do not hold with the release module.\n`;
      return { output: `${files.length} files are in ${folder}.\n${warning}`, ok: failed === 0 };
    }
  }
}

function run(project: Project, modules: PluginModule[]): RunReport {
  return runProject({ id: 0, project, modules, options: {} }, () => {}, createPositionLookup);
}
