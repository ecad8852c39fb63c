// `sluice test --watch`: tests again whenever a file changes, and tells which verdicts are others than before.

import { BundleProblem } from '#bundle/bundle.ts';
import type { Arguments } from './arguments.ts';
import { CliProblem, problemFacts } from './problem.ts';
import { readText } from './read-project.ts';
import type { CommandResult, Terminal } from './run-command.ts';
import { testProject, textOf } from './test-command.ts';
import { type TestedProject, type Verdict, verdictsOf } from './test-formats.ts';
import { tally, tallyText } from './told-report.ts';
import { fileChanges } from './watched-files.ts';

/** One time of testing: verdicts, or what stood in the way of them. */
type Round = { tested: TestedProject[] } | { problem: Error };

/** Ends when the signal says so; at a terminal that is never, and Ctrl+C ends the process. */
export async function watchTests(
  args: Arguments,
  terminal: Terminal,
  signal: AbortSignal = new AbortController().signal,
): Promise<CommandResult> {
  // What is not there at the start is a slip of the pen and not a file that is just being saved.
  for (const file of args.files) readText(file);
  let before: TestedProject[] | null = null;
  for await (const changed of fileChanges(args.files, [...args.moduleFiles.values()], signal)) {
    const round = await play(args, terminal);
    terminal.print(
      args.json ? jsonLine(changed, round, before) : roundText(changed, round, before),
    );
    if ('tested' in round) before = round.tested;
    if (changed.length === 0) terminal.progress('Waiting for changes (Ctrl+C ends it).');
  }
  return { output: '', notes: [], ok: true };
}

async function play(args: Arguments, terminal: Terminal): Promise<Round> {
  const tested: TestedProject[] = [];
  try {
    for (const file of args.files) {
      const one = await testProject(file, args, terminal);
      for (const note of one.notes) terminal.progress(note);
      tested.push(one);
    }
    return { tested };
  } catch (error) {
    if (!(error instanceof CliProblem || error instanceof BundleProblem)) throw error;
    return { problem: error };
  }
}

function roundText(changed: string[], round: Round, before: TestedProject[] | null): string {
  const head = changed.length === 0 ? '' : `${changed.join(', ')} changed\n`;
  if ('problem' in round) return `${head}${round.problem.message}\n\n`;
  if (before === null) return `${head}${textOf(round.tested)}\n`;
  const verdicts = newVerdicts(round.tested, before);
  const lines = verdicts.map(({ file, scenario, assertion, holds, found }) => {
    const place = round.tested.length > 1 ? `${file}: ` : '';
    const line = `  ${holds ? '✓' : '✗'} ${place}${scenario}: ${assertion}\n`;
    return holds ? line : `${line}      found: ${found}\n`;
  });
  const same = verdicts.length === 0 ? ', as before' : '';
  return `${head}${lines.join('')}${tallyText(tallyOf(round.tested))}${same}\n\n`;
}

function jsonLine(changed: string[], round: Round, before: TestedProject[] | null): string {
  const facts =
    'problem' in round
      ? { changed, held: null, failed: null, verdicts: [], error: problemFacts(round.problem) }
      : {
          changed,
          ...tallyOf(round.tested),
          verdicts: newVerdicts(round.tested, before ?? []),
          error: null,
        };
  return `${JSON.stringify(facts)}\n`;
}

function tallyOf(tested: readonly TestedProject[]): { held: number; failed: number } {
  const all = tested.map(({ report }) => tally(report));
  return {
    held: all.reduce((sum, { held }) => sum + held, 0),
    failed: all.reduce((sum, { failed }) => sum + failed, 0),
  };
}

/** Those that are new, and those that hold now and did not, or the other way round. */
function newVerdicts(
  tested: readonly TestedProject[],
  before: readonly TestedProject[],
): (Verdict & { file: string })[] {
  const known = new Map(
    allVerdicts(before).map((verdict) => [nameOf(verdict), verdict.holds] as const),
  );
  return allVerdicts(tested).filter((verdict) => known.get(nameOf(verdict)) !== verdict.holds);
}

function allVerdicts(tested: readonly TestedProject[]): (Verdict & { file: string })[] {
  return tested.flatMap((one) =>
    verdictsOf(one).map((verdict) => ({ file: one.file, ...verdict })),
  );
}

function nameOf({ file, scenario, assertion }: Verdict & { file: string }): string {
  return JSON.stringify([file, scenario, assertion]);
}
