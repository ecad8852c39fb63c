// `sluice test PROJECT.json …`: which assertions hold, as text, as JSON, or as other programs read it.

import type { Arguments } from './arguments.ts';
import { chosenScenarios } from './chosen-scenarios.ts';
import { filesOrBeside, otherModules } from './module-files.ts';
import { pluginModules } from './plugin-modules.ts';
import { readProject } from './read-project.ts';
import type { CommandResult, Terminal } from './run-command.ts';
import { run } from './run.ts';
import { junitText, type TestedProject, tapText } from './test-formats.ts';
import { jsonText, tally, tallyText, testText } from './told-report.ts';

export async function testCommand(args: Arguments, terminal: Terminal): Promise<CommandResult> {
  const tested: TestedProject[] = [];
  const notes: string[] = [];
  for (const [index, file] of args.files.entries()) {
    if (args.files.length > 1) terminal.progress(`${index + 1} of ${args.files.length}: ${file}`);
    const one = await testProject(file, args, terminal);
    tested.push(one);
    notes.push(...one.notes);
  }
  return {
    output: resultsText(tested, args),
    notes,
    ok: tested.every(({ report }) => tally(report).failed === 0),
  };
}

export async function testProject(
  file: string,
  { scenario, moduleFiles }: Pick<Arguments, 'scenario' | 'moduleFiles'>,
  terminal: Terminal,
): Promise<TestedProject & { notes: string[] }> {
  const project = readProject(file);
  const files = filesOrBeside(project, moduleFiles, file);
  const chosen = chosenScenarios(project, scenario);
  const modules = await pluginModules(project, 'debug', files, terminal.progress);
  return {
    file,
    project,
    report: run(project, modules, chosen),
    notes: otherModules(project, modules),
  };
}

function resultsText(
  tested: readonly TestedProject[],
  { json, format }: Pick<Arguments, 'json' | 'format'>,
): string {
  if (json) return jsonText(resultsFacts(tested));
  if (format === 'tap') return tapText(tested);
  if (format === 'junit') return junitText(tested);
  return textOf(tested);
}

function resultsFacts(tested: readonly TestedProject[]): unknown {
  const projects = tested.map(({ file, report }) => ({ file, ...tally(report), report }));
  const sum = (pick: 'held' | 'failed') => projects.reduce((all, one) => all + one[pick], 0);
  return { held: sum('held'), failed: sum('failed'), projects };
}

/** Of several projects each with its file, and at the end which of them fail. */
export function textOf(tested: readonly TestedProject[]): string {
  const texts = tested.map(({ project, report }) =>
    [...testText(project, report), '', tallyText(tally(report)), ''].join('\n'),
  );
  const [only] = texts;
  if (only !== undefined && texts.length === 1) return only;
  const failed = tested.filter(({ report }) => tally(report).failed > 0);
  return [
    ...texts.map((text, index) => `${tested[index]?.file}\n${text}\n`),
    `${tested.length - failed.length} of ${tested.length} projects pass\n`,
    ...failed.map(({ file }) => `  ${file}\n`),
  ].join('');
}
