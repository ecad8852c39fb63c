#!/usr/bin/env node
// `sluice COMMAND PROJECT.json`, or `npm run sluice -- …` of the sources: the engine without a browser.

import { BundleProblem } from '#bundle/bundle.ts';
import { readArguments } from './arguments.ts';
import { CliProblem } from './problem.ts';
import { runCommand } from './run-command.ts';

try {
  const { output, notes, ok } = await runCommand(
    readArguments(process.argv.slice(2)),
    (line) => void process.stderr.write(`${line}\n`),
  );
  process.stdout.write(output);
  for (const note of notes) process.stderr.write(`${note}\n`);
  process.exitCode = ok ? 0 : 1;
} catch (error) {
  if (!(error instanceof CliProblem || error instanceof BundleProblem)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 2;
}
