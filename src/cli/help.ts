// What the command line says of itself: all commands in brief, and each with its options. docs/cli.md is made of the same text.

import { envoyVersions, targets } from '#bundle/bundle.ts';
import { SLUICE_VERSION } from '#bundle/sluice-version.ts';

interface Help {
  /** What stands behind `sluice`. */
  form: string;
  does: string;
  options: readonly Option[];
  /** When it ends with 1. */
  fails: string;
}

const options = {
  module: [
    '--module NAME=FILE.wasm',
    'the module of a plugin, compiled elsewhere; NAME is the plugin’s name, the name of its module, or its place in the chain from 0',
  ],
  scenario: ['--scenario NAME', 'this scenario alone'],
  json: ['--json', 'print the result as JSON'],
  trace: [
    '--trace',
    'print what Envoy logs at wasm:trace, worker by worker, of the release module',
  ],
  against: [
    '--against FILE.log',
    'print where the release module differs from such a log of a real Envoy',
  ],
  format: ['--format text|tap|junit', 'how results are printed'],
  envoy: ['--envoy', 'against the Envoy of ENVOY_BIN, of PATH or of .cache/envoy'],
  out: ['--out FOLDER', 'where to write'],
  openOut: ['--out FOLDER|FILE.json', 'write a folder or a file, over nothing that is there'],
  debug: ['--debug', 'the debug build, with names and checks, in place of the release build'],
  page: ['--page URL', 'begin the link with this address instead of with #'],
  place: ['--scenario NAME', 'the link leads to this scenario'],
  redact: ['--redact', 'leave out what looks secret'],
  withSecrets: [
    '--with-secrets',
    'take along what looks secret; without either there is no link then',
  ],
  port: ['--port N', 'where to listen, by default 5173; 0 for any port that is free'],
  target: ['--target NAME', `what it is for: ${targets.map((target) => target.name).join(', ')}`],
  readmePage: ['--page URL', 'the README leads back to this page'],
  envoyVersion: [
    '--envoy-version VERSION',
    `of targets that name one: ${envoyVersions.join(', ')}`,
  ],
  image: ['--image REFERENCE', 'of targets that load the module from a registry'],
  namespace: ['--namespace NAME', 'of targets in Kubernetes'],
  workload: [
    '--workload NAME',
    'label `app` of the pods, or name of the Gateway, that get the filter',
  ],
} as const;

type Option = keyof typeof options;

const help = {
  run: {
    form: 'run PROJECT.json',
    does: 'plays all scenarios and tells what happened',
    options: ['module', 'scenario', 'json', 'trace', 'against'],
    fails: 'an assertion does not hold, or with --against something differs',
  },
  test: {
    form: 'test PROJECT.json …',
    does: 'plays all scenarios of any number of projects and tells which assertions hold',
    options: ['module', 'scenario', 'format', 'json'],
    fails: 'an assertion does not hold',
  },
  verify: {
    form: 'verify --envoy PROJECT.json',
    does: 'plays all scenarios in a real Envoy too and tells the first difference of each part',
    options: ['envoy', 'module', 'scenario', 'json'],
    fails: 'a scenario differs, or Envoy did not get through it',
  },
  build: {
    form: 'build PROJECT.json',
    does: 'writes the module of each plugin',
    options: ['out', 'debug', 'module'],
    fails: '',
  },
  bundle: {
    form: 'bundle PROJECT.json',
    does: 'writes the files of the download for a target',
    options: [
      'out',
      'target',
      'envoyVersion',
      'image',
      'namespace',
      'workload',
      'readmePage',
      'module',
    ],
    fails: 'an assertion does not hold with the release module',
  },
  doctor: {
    form: 'doctor FILE.wasm',
    does: 'looks at a module (.wasm or .wat): what it needs, what Envoy says, what may surprise',
    options: ['json'],
    fails: 'Envoy does not take the module',
  },
  link: {
    form: 'link PROJECT.json',
    does: 'prints a link with the whole project in it',
    options: ['page', 'place', 'redact', 'withSecrets', 'json'],
    fails: 'something looks secret and nobody decided about it',
  },
  open: {
    form: 'open LINK',
    does: 'prints the project of a link, or writes it as a folder or a file',
    options: ['openOut', 'json'],
    fails: '',
  },
  serve: {
    form: 'serve [FOLDER]',
    does: 'serves the built page on this machine alone, and lets it check projects in a real Envoy',
    options: ['port'],
    fails: '',
  },
} as const satisfies Record<string, Help>;

export type Command = keyof typeof help;
export const commands = Object.keys(help) as Command[];

export function isCommand(text: string): text is Command {
  return Object.hasOwn(help, text);
}

const ending = 'It ends with 2 when what it was given is bad, which it then says in a sentence.';

export const usage = `Usage: sluice COMMAND … (sluice COMMAND --help tells more)

${commands.map((name) => `  ${name.padEnd(8)} ${help[name].does}`).join('\n')}

A project.json whose plugins have no source takes the .ts files of its folder.
${ending} sluice --version prints which one it is.
`;

export function commandHelp(command: Command): string {
  const { form, does, options: own } = help[command];
  const width = Math.max(...own.map((name) => options[name][0].length));
  const lines = own.map((name) => `  ${options[name][0].padEnd(width)}  ${options[name][1]}`);
  return `Usage: sluice ${form} [options]\n\nIt ${does}.\n\n${lines.join('\n')}\n\n${endings(command)} ${ending}\n`;
}

function endings(command: Command): string {
  const { fails } = help[command];
  return fails === '' ? 'It ends with 0.' : `It ends with 1 when ${fails}, else with 0.`;
}

/** docs/cli.md. */
export function cliDocument(): string {
  const sections = commands.map((command) => {
    const { form, does, options: own } = help[command];
    const rows = own.map(
      (name) => `| \`${options[name][0].replaceAll('|', '\\|')}\` | ${options[name][1]} |`,
    );
    const table = ['| option | does |', '|---|---|', ...rows].join('\n');
    return `## \`sluice ${form}\`\n\nIt ${does}. ${endings(command)}\n\n${table}\n`;
  });
  return `# The command line

The same engine without a browser. \`npm pack\` makes \`sluice-${SLUICE_VERSION}.tgz\`, which has everything in it and installs nothing else:

    npx ./sluice-${SLUICE_VERSION}.tgz test project.json --format junit

checks a project in CI; \`npm install -g ./sluice-${SLUICE_VERSION}.tgz\` makes \`sluice\` a command, and in a clone \`npm run sluice -- COMMAND …\` runs the sources.

A project.json whose plugins have no source takes the \`.ts\` files of its folder. Results go to standard output, progress and notes to standard error. ${ending}

${sections.join('\n')}`;
}
