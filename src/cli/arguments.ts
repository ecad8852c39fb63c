// Reads the command line.

import { parseArgs } from 'node:util';
import type { TargetOptions } from '#bundle/bundle.ts';
import { SLUICE_VERSION } from '#bundle/sluice-version.ts';
import { type Command, commandHelp, commands, commandsTaking, isCommand, usage } from './help.ts';
import { CliProblem } from './problem.ts';
import { inWords } from '#doctor/words.ts';

const testFormats = ['text', 'tap', 'junit'] as const;
export type TestFormat = (typeof testFormats)[number];

export interface Arguments {
  command: Command;
  /**
   * Projects, one except for test; for doctor the module, for open the link, for import what a project is made of; for serve the folder of
   * the built page, or nothing.
   */
  files: [string, ...string[]];
  json: boolean;
  /** How test tells its results. */
  format: TestFormat;
  /** Test again whenever a file changes. */
  watch: boolean;
  /** What build makes. */
  profile: 'debug' | 'release';
  /** Print the run as Envoy prints its log at wasm:trace. */
  trace: boolean;
  /** File with an Envoy's log to hold the run against. */
  againstFile: string | null;
  /** Where serve listens; 0 for any that is free. */
  port: number;
  /** Hold the project against a real Envoy. */
  envoy: boolean;
  /** Name of the only scenario to run, or null for all. */
  scenario: string | null;
  /** Files of modules compiled elsewhere, by what the person calls the plugin. */
  moduleFiles: Map<string, string>;
  /** Folder, or for open and import also a file. */
  outFolder: string | null;
  /** What link does with what looks secret: by default it makes no link. */
  secrets: 'refused' | 'redacted' | 'kept';
  /** Address of the page that link leads to; null for the fragment alone. */
  page: string | null;
  /** Where the bundle is for; null for the first target there is. */
  target: string | null;
  targetOptions: Partial<Record<keyof TargetOptions, string>>;
}

/** A text where help or the version was asked for. */
export function readArguments(args: string[]): Arguments | string {
  const { values, positionals } = parse(args);
  const [command, file, ...more] = positionals;
  if (values.version === true) return `${SLUICE_VERSION}\n`;
  if (values.help === true)
    return command !== undefined && isCommand(command) ? commandHelp(command) : usage;
  if (command === undefined) throw new CliProblem(usage);
  if (!isCommand(command)) {
    throw new CliProblem(`"${command}" is no command; there are ${commands.join(', ')}.`);
  }
  const kind = kinds[command] ?? 'project file';
  if (file === undefined && command !== 'serve')
    throw new CliProblem(`${command} needs a ${kind}.`);
  if (more.length > 0 && command !== 'test')
    throw new CliProblem(`What is "${more[0]}"? One ${kind} is enough.`);
  refuseStrayOptions(command, values);
  return {
    command,
    files: [file ?? '', ...more],
    json: values.json ?? false,
    format: formatOption(values.format),
    watch: values.watch ?? false,
    profile: values.debug === true ? 'debug' : 'release',
    trace: values.trace ?? false,
    againstFile: values.against ?? null,
    port: portOption(values.port),
    envoy: values.envoy ?? false,
    scenario: values.scenario ?? null,
    moduleFiles: new Map((values.module ?? []).map(moduleFile)),
    outFolder: values.out ?? null,
    secrets: secretsOption(values),
    page: pageOption(values.page),
    target: values.target ?? null,
    targetOptions: Object.fromEntries(
      Object.entries(targetOptionNames).flatMap(([option, field]) => {
        const value = values[option as keyof typeof targetOptionNames];
        return value === undefined ? [] : [[field, value]];
      }),
    ),
  };
}

/** Options of the command line for the options of a target. */
const targetOptionNames = {
  'envoy-version': 'envoyVersion',
  image: 'image',
  namespace: 'namespace',
  workload: 'workload',
  'pull-secret': 'pullSecret',
  phase: 'phase',
} as const satisfies Record<string, keyof TargetOptions>;

/** What a command works on, where it is no project. */
const kinds: Partial<Record<Command, string>> = {
  doctor: 'module file',
  import: 'file or folder',
  open: 'link',
  serve: 'folder',
};

const usualPort = 5173;

function portOption(text: string | undefined): number {
  if (text === undefined) return usualPort;
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  throw new CliProblem(`"${text}" is no port: give a number from 0 to 65535.`);
}

function pageOption(text: string | undefined): string | null {
  if (text === undefined) return null;
  if (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)) return text;
  throw new CliProblem(`"${text}" is no address of a page: give one with http:// or https://.`);
}

function formatOption(text = 'text'): TestFormat {
  const found = testFormats.find((one) => one === text);
  if (found !== undefined) return found;
  throw new CliProblem(`"${text}" is no format; there are ${testFormats.join(', ')}.`);
}

function secretsOption(values: Values): Arguments['secrets'] {
  if (values.redact === true) return 'redacted';
  return values['with-secrets'] === true ? 'kept' : 'refused';
}

type Values = ReturnType<typeof parse>['values'];

function refuseStrayOptions(command: Command, values: Values): void {
  if (command === 'verify' && values.envoy !== true)
    throw new CliProblem('Against what? Say --envoy: verify plays the scenarios in a real Envoy.');
  for (const name of Object.keys(values)) {
    const takers = commandsTaking(name);
    if (!takers.includes(command))
      throw new CliProblem(`--${name} is for ${inWords(takers)}; ${command} does not have it.`);
  }
  for (const forms of rivals) {
    const [one, other] = forms.filter((name) => values[name] !== undefined);
    if (one !== undefined && other !== undefined)
      throw new CliProblem(`--${one} and --${other} do not go together; choose one.`);
  }
}

/** Of each of these one at most. */
const rivals = [
  ['json', 'format', 'trace', 'against'],
  ['watch', 'format'],
  ['redact', 'with-secrets'],
] as const satisfies (keyof Values)[][];

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        against: { type: 'string' },
        debug: { type: 'boolean' },
        envoy: { type: 'boolean' },
        'envoy-version': { type: 'string' },
        format: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
        image: { type: 'string' },
        json: { type: 'boolean' },
        module: { type: 'string', multiple: true },
        namespace: { type: 'string' },
        out: { type: 'string' },
        page: { type: 'string' },
        port: { type: 'string' },
        redact: { type: 'boolean' },
        scenario: { type: 'string' },
        target: { type: 'string' },
        trace: { type: 'boolean' },
        version: { type: 'boolean' },
        watch: { type: 'boolean' },
        'with-secrets': { type: 'boolean' },
        workload: { type: 'string' },
        'pull-secret': { type: 'string' },
        phase: { type: 'string' },
      },
    });
  } catch (error) {
    throw new CliProblem(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
  }
}

function moduleFile(text: string): [name: string, file: string] {
  const equals = text.indexOf('=');
  if (equals < 1 || equals === text.length - 1) {
    throw new CliProblem(`--module takes NAME=FILE.wasm, not "${text}".`);
  }
  return [text.slice(0, equals), text.slice(equals + 1)];
}
