// The commands, each a few lines over the rooms that do the work.

import { moduleSha256 } from '#bundle/bundle.ts';
import { moduleFileNames } from '#bundle/envoy-config.ts';
import type { Project } from '#project/schema.ts';
import type { RunReport } from '#run/api.ts';
import { formatEnvoyLog } from '#trace/envoy-log.ts';
import type { Arguments } from './arguments.ts';
import { linkCommand, openCommand } from './link-commands.ts';
import { bundleCommand } from './bundle-command.ts';
import { logComparison } from './log-comparison.ts';
import { doctorCommand } from './doctor-command.ts';
import { filesOfPlugins, otherModules } from './module-files.ts';
import { pluginModules } from './plugin-modules.ts';
import { CliProblem } from './problem.ts';
import { readProject, readText } from './read-project.ts';
import { run } from './run.ts';
import { serveCommand } from './serve-command.ts';
import { junitText, type TestedProject, tapText } from './test-formats.ts';
import { runText, tally, testText } from './told-report.ts';
import { verifyCommand } from './verify-command.ts';
import { writeFiles } from './write-files.ts';

export interface CommandResult {
  output: string;
  /** What the person should know besides, a sentence each. */
  notes: string[];
  /** False when an assertion does not hold, or when the run is not what it was held against. */
  ok: boolean;
}

export async function runCommand(
  args: Arguments | string,
  progress: (line: string) => void = () => {},
): Promise<CommandResult> {
  if (typeof args === 'string') return { output: args, notes: [], ok: true };
  if (args.command === 'doctor') return doctorCommand(args.files[0], args.json);
  if (args.command === 'open') return openCommand(args);
  if (args.command === 'serve') return serveCommand(args);
  if (args.command === 'test' && args.format !== 'text') return testAsFormat(args, args.format);
  if (args.files.length > 1) return testAll(args);
  const project = readProject(args.files[0]);
  const files = filesOfPlugins(project, args.moduleFiles);
  switch (args.command) {
    case 'link':
      return linkCommand(args, project);
    case 'run':
    case 'test':
      return args.trace || args.againstFile !== null
        ? runAsEnvoyLogs(args, project, files)
        : runAndTell(args, project, files);
    case 'verify': {
      const scenarios = chosenScenarios(project, args.scenario);
      return verifyCommand({ project, scenarios, files, json: args.json, progress });
    }
    case 'build': {
      const modules = await pluginModules(project, args.profile, files);
      const names = moduleFileNames(project);
      const built = modules.map(({ bytes }, index) => ({ path: names[index] as string, bytes }));
      writeFiles(args.outFolder ?? '.', built);
      const lines = built.map(
        ({ path, bytes }) => `${moduleSha256(bytes)}  ${path}  ${bytes.length} bytes\n`,
      );
      return { output: lines.join(''), notes: otherModules(project, modules), ok: true };
    }
    case 'bundle':
      return bundleCommand(args, project, files);
  }
}

/** Several projects, one after the other; as JSON, a list of their reports with their files. */
async function testAll(args: Arguments): Promise<CommandResult> {
  const results: { file: string; result: CommandResult }[] = [];
  for (const file of args.files) {
    results.push({ file, result: await runCommand({ ...args, files: [file] }) });
  }
  const json = (): unknown[] =>
    results.map(({ file, result }) => ({ file, report: JSON.parse(result.output) as RunReport }));
  const failed = results.filter(({ result }) => !result.ok).map(({ file }) => `  ${file}\n`);
  const sum = `${results.length - failed.length} of ${results.length} projects pass\n${failed.join('')}`;
  return {
    output: args.json
      ? `${JSON.stringify(json(), null, 2)}\n`
      : `${results.map(({ file, result }) => `${file}\n${result.output}\n`).join('')}${sum}`,
    notes: results.flatMap(({ result }) => result.notes),
    ok: failed.length === 0,
  };
}

/** As other programs read results; with several projects all in one. */
async function testAsFormat(args: Arguments, format: 'tap' | 'junit'): Promise<CommandResult> {
  const tested: TestedProject[] = [];
  const notes: string[] = [];
  for (const file of args.files) {
    const project = readProject(file);
    const chosen = chosenScenarios(project, args.scenario);
    const modules = await pluginModules(
      project,
      'debug',
      filesOfPlugins(project, args.moduleFiles),
    );
    tested.push({ file, project, report: run(project, modules, chosen) });
    notes.push(...otherModules(project, modules));
  }
  return {
    output: format === 'tap' ? tapText(tested) : junitText(tested),
    notes,
    ok: tested.every(({ report }) => tally(report).failed === 0),
  };
}

async function runAndTell(
  args: Arguments,
  project: Project,
  files: readonly (string | null)[],
): Promise<CommandResult> {
  const chosen = chosenScenarios(project, args.scenario);
  const modules = await pluginModules(project, 'debug', files);
  const report = run(project, modules, chosen);
  const text = args.command === 'run' ? runText(report) : testText(project, report);
  return {
    output: args.json ? `${JSON.stringify(report, null, 2)}\n` : text,
    notes: otherModules(project, modules),
    ok: tally(report).failed === 0,
  };
}

/** What is compared with a real Envoy is the release module, as in a bundle, with the logger at the level that tells calls. */
async function runAsEnvoyLogs(
  args: Arguments,
  project: Project,
  files: readonly (string | null)[],
): Promise<CommandResult> {
  const chosen = chosenScenarios(project, args.scenario);
  if (args.againstFile !== null && chosen.length > 1) {
    throw new CliProblem(
      `A log is held against one scenario; choose it with --scenario: ${scenarioNames(project)}.`,
    );
  }
  const log = args.againstFile === null ? null : readText(args.againstFile);
  const modules = await pluginModules(project, 'release', files);
  const notes = otherModules(project, modules);
  const { scenarios } = run(loggingCalls(project), modules, chosen);
  const [first] = scenarios;
  if (log === null || args.againstFile === null || first === undefined) {
    const texts = scenarios.map((scenario) =>
      formatEnvoyLog(scenario, project.scenarios[scenario.index]?.clockMs ?? 0),
    );
    return { output: texts.join('\n'), notes, ok: true };
  }
  const { text, isIdentical } = logComparison(first, log, args.againstFile);
  return { output: text, notes, ok: isIdentical };
}

function loggingCalls(project: Project): Project {
  return {
    ...project,
    logLevel: 'trace',
    scenarios: project.scenarios.map((scenario) => ({
      ...scenario,
      overrides: { ...scenario.overrides, logLevel: 'trace' },
    })),
  };
}

/** Indexes of the scenarios to play. */
function chosenScenarios({ scenarios }: Project, name: string | null): number[] {
  const all = [...scenarios.keys()];
  if (name === null) return all;
  const chosen = all.filter((index) => scenarios[index]?.name === name);
  if (chosen.length > 0) return chosen;
  throw new CliProblem(
    `There is no scenario "${name}"; there are ${scenarioNames({ scenarios })}.`,
  );
}

function scenarioNames({ scenarios }: Pick<Project, 'scenarios'>): string {
  return scenarios.map(({ name }) => `"${name}"`).join(', ');
}
