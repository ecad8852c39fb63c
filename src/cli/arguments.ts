// Reads the command line.

import { parseArgs } from 'node:util';
import { CliProblem } from './problem.ts';

export const commands = ['run', 'test', 'build', 'bundle'] as const;
export type Command = (typeof commands)[number];

export interface Arguments {
  command: Command;
  projectFile: string;
  json: boolean;
  /** Files of modules compiled elsewhere, by the plugin's name. */
  moduleFiles: Map<string, string>;
  outFolder: string | null;
}

export const usage = `Usage: sluice COMMAND PROJECT.json [options]

  run      runs all scenarios and tells what happened
  test     runs all scenarios and tells which assertions hold
  build    writes the release module of each plugin
  bundle   writes the files of the download

  --module NAME=FILE.wasm   the module of the plugin NAME, compiled elsewhere
  --out FOLDER              where build and bundle write to
  --json                    run and test print the report as JSON

It ends with 0 only when all assertions hold; with 2 when the input is bad.`;

export function readArguments(args: string[]): Arguments {
  const { values, positionals } = parse(args);
  const [command, projectFile, ...more] = positionals;
  if (command === undefined) throw new CliProblem(usage);
  if (!isCommand(command)) {
    throw new CliProblem(`"${command}" is no command; there are ${commands.join(', ')}.`);
  }
  if (projectFile === undefined) throw new CliProblem(`${command} needs a project file.`);
  if (more.length > 0) throw new CliProblem(`What is "${more[0]}"? One project file is enough.`);
  const writes = command === 'build' || command === 'bundle';
  if (values.out !== undefined && !writes)
    throw new CliProblem(`${command} writes no files; --out says nothing to it.`);
  if (values.json === true && writes)
    throw new CliProblem(`${command} has no report; --json says nothing to it.`);
  return {
    command,
    projectFile,
    json: values.json ?? false,
    moduleFiles: new Map((values.module ?? []).map(moduleFile)),
    outFolder: values.out ?? null,
  };
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        json: { type: 'boolean' },
        module: { type: 'string', multiple: true },
        out: { type: 'string' },
      },
    });
  } catch (error) {
    throw new CliProblem(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
  }
}

function isCommand(text: string): text is Command {
  return (commands as readonly string[]).includes(text);
}

function moduleFile(text: string): [name: string, file: string] {
  const equals = text.indexOf('=');
  if (equals < 1 || equals === text.length - 1) {
    throw new CliProblem(`--module takes NAME=FILE.wasm, not "${text}".`);
  }
  return [text.slice(0, equals), text.slice(equals + 1)];
}
