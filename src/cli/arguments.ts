// Reads the command line.

import { parseArgs } from 'node:util';
import { envoyVersions, type TargetOptions, targets } from '#bundle/bundle.ts';
import { CliProblem } from './problem.ts';

export const commands = [
  'run',
  'test',
  'verify',
  'build',
  'bundle',
  'doctor',
  'link',
  'open',
  'serve',
] as const;
export type Command = (typeof commands)[number];

export interface Arguments {
  command: Command;
  /** Projects, one except for test; for doctor the module, for open the link; for serve the folder of the built page, or nothing. */
  files: [string, ...string[]];
  json: boolean;
  /** Print the run as Envoy prints its log at wasm:trace. */
  trace: boolean;
  /** File with an Envoy's log to hold the run against. */
  againstFile: string | null;
  /** Where serve listens. */
  port: number;
  /** Hold the project against a real Envoy. */
  envoy: boolean;
  /** Name of the only scenario to run, or null for all. */
  scenario: string | null;
  /** Files of modules compiled elsewhere, by what the person calls the plugin. */
  moduleFiles: Map<string, string>;
  /** Folder, or for open also a file. */
  outFolder: string | null;
  /** What link does with what looks secret: by default it makes no link. */
  secrets: 'refused' | 'redacted' | 'kept';
  /** Address of the page that link leads to; null for the fragment alone. */
  page: string | null;
  /** Where the bundle is for; null for the first target there is. */
  target: string | null;
  targetOptions: Partial<Record<keyof TargetOptions, string>>;
}

export const usage = `Usage: sluice COMMAND PROJECT.json [options]
       sluice doctor FILE.wasm [--json]
       sluice open LINK [--out FOLDER|FILE.json] [--json]
       sluice serve [FOLDER] [--port N]

  run      runs all scenarios and tells what happened
  test     runs all scenarios and tells which assertions hold; takes any number of projects
  verify   with --envoy, plays all scenarios in a real Envoy too and tells what differs
  build    writes the release module of each plugin
  bundle   writes the files of the download for a target
  doctor   looks at a module (.wasm or .wat): what it needs, what Envoy says, what may surprise
  link     prints a link with the whole project in it
  open     prints the project of a link, or writes it as a folder or a file
  serve    serves the built page on this machine alone, and lets it check projects in a real Envoy

A project.json whose plugins have no source takes the .ts files of its folder.

  --module NAME=FILE.wasm   the module of a plugin, compiled elsewhere; NAME is the plugin's
                            name, the name of its module, or its place in the chain from 0
  --scenario NAME           run, test and verify play this scenario alone; link leads to it
  --json                    run, test, verify and doctor print the report as JSON, link and open what they made
  --trace                   run prints what Envoy logs at wasm:trace, worker by worker
  --against FILE.log        run prints where it differs from such a log of a real Envoy
  --out FOLDER              where build, bundle and open write to; open writes over nothing
  --envoy                   verify, as serve, takes the Envoy of ENVOY_BIN, of PATH or of .cache/envoy
  --port N                  where serve listens, by default 5173
  --page URL                link begins with this address instead of with #; bundle's README leads there
  --target NAME             what bundle is for: ${targets.map((target) => target.name).join(', ')}
  --envoy-version VERSION   of targets that name one: ${envoyVersions.join(', ')}
  --image REFERENCE         of targets that load the module from a registry
  --namespace NAME          of targets in Kubernetes
  --workload NAME           label \`app\` of the pods, or name of the Gateway, that get the filter
  --redact                  link leaves out what looks secret
  --with-secrets            link takes along what looks secret; without either it makes no link then

With --trace and --against it is the release module that runs, and Envoy's wasm logger is at trace.
It ends with 0 only when all assertions hold, with --against and verify when nothing differs, with doctor when
Envoy takes the module, with link when nothing in it looks secret or that was decided; with 2 when the input is bad.`;

export function readArguments(args: string[]): Arguments {
  const { values, positionals } = parse(args);
  const [command, file, ...more] = positionals;
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
    trace: values.trace ?? false,
    againstFile: values.against ?? null,
    port: portOption(values.port),
    envoy: values.envoy ?? false,
    scenario: values.scenario ?? null,
    moduleFiles: new Map((values.module ?? []).map(moduleFile)),
    outFolder: values.out ?? null,
    secrets: secretsOption(values),
    page: values.page ?? null,
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
} as const satisfies Record<string, keyof TargetOptions>;

/** What a command works on, where it is no project. */
const kinds: Partial<Record<Command, string>> = {
  doctor: 'module file',
  open: 'link',
  serve: 'folder',
};

const usualPort = 5173;

function portOption(text: string | undefined): number {
  if (text === undefined) return usualPort;
  const port = Number(text);
  if (/^\d+$/.test(text) && port >= 1 && port <= 65_535) return port;
  throw new CliProblem(`"${text}" is no port: give a number from 1 to 65535.`);
}

function secretsOption(values: ReturnType<typeof parse>['values']): Arguments['secrets'] {
  if (values.redact === true && values['with-secrets'] === true)
    throw new CliProblem(
      '--redact and --with-secrets are two answers to one question; choose one.',
    );
  if (values.redact === true) return 'redacted';
  return values['with-secrets'] === true ? 'kept' : 'refused';
}

function refuseStrayOptions(command: Command, values: ReturnType<typeof parse>['values']): void {
  if (command === 'verify' && values.envoy !== true)
    throw new CliProblem('Against what? Say --envoy: verify plays the scenarios in a real Envoy.');
  if (values.envoy !== undefined && command !== 'verify')
    throw new CliProblem(`--envoy is for verify; ${command} does not have it.`);
  if (values.port !== undefined && command !== 'serve')
    throw new CliProblem(`--port is for serve; ${command} does not have it.`);
  const writes = command === 'build' || command === 'bundle';
  for (const name of ['redact', 'with-secrets'] as const)
    if (values[name] !== undefined && command !== 'link')
      throw new CliProblem(`--${name} is for link; ${command} does not have it.`);
  if (values.page !== undefined && command !== 'link' && command !== 'bundle')
    throw new CliProblem(`--page is for link and bundle; ${command} does not have it.`);
  for (const name of ['target', 'envoy-version', 'image', 'namespace', 'workload'] as const)
    if (values[name] !== undefined && command !== 'bundle')
      throw new CliProblem(`--${name} is for bundle; ${command} does not have it.`);
  if (values.out !== undefined && !writes && command !== 'open')
    throw new CliProblem(`${command} writes no files; --out says nothing to it.`);
  if (command === 'serve' && (values.module ?? values.scenario ?? values.json) !== undefined)
    throw new CliProblem('serve serves a page: --module, --scenario and --json say nothing to it.');
  if (command === 'open' && (values.module !== undefined || values.scenario !== undefined))
    throw new CliProblem('open takes what is in the link; it knows no modules and scenarios.');
  if (command === 'link' && values.module !== undefined)
    throw new CliProblem(
      'A link names modules and never holds them; --module says nothing to link.',
    );
  if (command === 'doctor' && (values.module !== undefined || values.scenario !== undefined))
    throw new CliProblem('doctor looks at one module and knows no plugins and scenarios.');
  if (values.json === true && writes)
    throw new CliProblem(`${command} has no report; --json says nothing to it.`);
  if (values.scenario !== undefined && writes)
    throw new CliProblem(`${command} is about all scenarios; --scenario says nothing to it.`);
  const forms = (['json', 'trace', 'against'] as const).filter(
    (name) => values[name] !== undefined,
  );
  const [form] = forms.filter((name) => name !== 'json');
  if (form !== undefined && command !== 'run')
    throw new CliProblem(`--${form} is for run; ${command} does not have it.`);
  if (forms.length > 1)
    throw new CliProblem(`--${forms.join(' and --')} are two ways to print a run; choose one.`);
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        against: { type: 'string' },
        envoy: { type: 'boolean' },
        'envoy-version': { type: 'string' },
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
        'with-secrets': { type: 'boolean' },
        workload: { type: 'string' },
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
