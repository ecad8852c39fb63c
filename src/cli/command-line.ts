// From the words of the command line to what is printed and how it ends.

import { BundleProblem } from '#bundle/bundle.ts';
import { readArguments } from './arguments.ts';
import { CliProblem, problemFacts } from './problem.ts';
import { runCommand, type Terminal } from './run-command.ts';
import { jsonText } from './told-report.ts';

/** The exit code: 0, 1 when something does not hold, 2 when what was given is bad. Throws what is a defect of ours. */
export async function commandLine(words: string[], terminal: Terminal): Promise<number> {
  try {
    const { output, notes, ok } = await runCommand(readArguments(words), terminal);
    terminal.print(output);
    for (const note of notes) terminal.progress(note);
    return ok ? 0 : 1;
  } catch (error) {
    if (!(error instanceof CliProblem || error instanceof BundleProblem)) throw error;
    // The words may be what is bad, so they are not read for it.
    if (words.includes('--json')) terminal.print(jsonText({ error: problemFacts(error) }));
    else terminal.progress(error.message);
    return 2;
  }
}
