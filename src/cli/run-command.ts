// The commands, each a few lines over the rooms that do the work.

import type { Project } from '#project/schema.ts';
import { formatEnvoyLog } from '#trace/envoy-log.ts';
import type { Arguments } from './arguments.ts';
import { importCommand } from './import-command.ts';
import { linkCommand, openCommand } from './link-commands.ts';
import { buildCommand } from './build-command.ts';
import { bundleCommand } from './bundle-command.ts';
import { chosenScenarios, scenarioNames } from './chosen-scenarios.ts';
import { logComparison } from './log-comparison.ts';
import { doctorCommand } from './doctor-command.ts';
import { filesOrBeside, otherModules } from './module-files.ts';
import { pluginModules } from './plugin-modules.ts';
import { CliProblem } from './problem.ts';
import { readProject, readText } from './read-project.ts';
import { run } from './run.ts';
import { testCommand } from './test-command.ts';
import { jsonText, runText, tally } from './told-report.ts';
import { watchTests } from './watch-command.ts';

export interface CommandResult {
  output: string;
  /** What the person should know besides, a sentence each. */
  notes: string[];
  /** False when an assertion does not hold, or when the run is not what it was held against. */
  ok: boolean;
}

/** Where a command writes while it goes on; its result is printed at the end. */
export interface Terminal {
  /** Text for standard output, as it is. */
  print: (text: string) => void;
  /** A line for standard error. */
  progress: (line: string) => void;
}

const silent: Terminal = { print: () => {}, progress: () => {} };

export async function runCommand(
  args: Arguments | string,
  terminal: Terminal = silent,
): Promise<CommandResult> {
  if (typeof args === 'string') return { output: args, notes: [], ok: true };
  if (args.command === 'doctor') return doctorCommand(args.files[0], args.json);
  if (args.command === 'open') return openCommand(args);
  if (args.command === 'import') return importCommand(args);
  // What starts programs comes with an ear for Ctrl+C, to end them; a guest in an endless loop would leave it no turn.
  if (args.command === 'serve') return (await import('./serve-command.ts')).serveCommand(args);
  if (args.command === 'test')
    return args.watch ? watchTests(args, terminal) : testCommand(args, terminal);
  const project = readProject(args.files[0]);
  const files = filesOrBeside(project, args.moduleFiles, args.files[0]);
  switch (args.command) {
    case 'link':
      return linkCommand(args, project);
    case 'run':
      return args.trace || args.againstFile !== null
        ? runAsEnvoyLogs(args, project, files, terminal)
        : runAndTell(args, project, files, terminal);
    case 'verify': {
      const scenarios = chosenScenarios(project, args.scenario);
      const { verifyCommand } = await import('./verify-command.ts');
      return verifyCommand({ project, scenarios, files, json: args.json, terminal });
    }
    case 'build':
      return buildCommand(args, project, files, terminal);
    case 'bundle':
      return bundleCommand(args, project, files, terminal);
  }
}

async function runAndTell(
  args: Arguments,
  project: Project,
  files: readonly (string | null)[],
  { progress }: Terminal,
): Promise<CommandResult> {
  const chosen = chosenScenarios(project, args.scenario);
  const modules = await pluginModules(project, 'debug', files, progress);
  const report = run(project, modules, chosen);
  return {
    output: args.json ? jsonText(report) : runText(report),
    notes: otherModules(project, modules),
    ok: tally(report).failed === 0,
  };
}

/** What is compared with a real Envoy is the release module, as in a bundle, with the logger at the level that tells calls. */
async function runAsEnvoyLogs(
  args: Arguments,
  project: Project,
  files: readonly (string | null)[],
  { progress }: Terminal,
): Promise<CommandResult> {
  const chosen = chosenScenarios(project, args.scenario);
  if (args.againstFile !== null && chosen.length > 1) {
    throw new CliProblem(
      `A log is held against one scenario; choose it with --scenario: ${scenarioNames(project)}.`,
    );
  }
  const log = args.againstFile === null ? null : readText(args.againstFile);
  const modules = await pluginModules(project, 'release', files, progress);
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
