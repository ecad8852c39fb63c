// What the command line says of itself: all commands in brief, and each with its options. docs/cli.md is made of the same text.

import { optionChoices, targets } from '#bundle/bundle.ts';
import { SLUICE_VERSION } from '#bundle/sluice-version.ts';

interface Help {
  /** What stands behind `sluice`. */
  form: string;
  does: string;
  options: readonly Option[];
  /** When it ends with 1. */
  fails: string;
  /** What --json prints, as a scheme: its outermost names are all there are. */
  json: string;
}

const options = {
  module: [
    '--module NAME=FILE.wasm',
    'the module of a plugin, compiled elsewhere; NAME is the plugin’s name, the name of its module, or its place in the chain from 0',
  ],
  scenario: ['--scenario NAME', 'this scenario alone'],
  watch: [
    '--watch',
    'test again whenever a file of the projects changes, and print which verdicts changed with it',
  ],
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
    `of targets that name one: ${optionChoices.envoyVersion.join(', ')}`,
  ],
  image: ['--image REFERENCE', 'of targets that load the module from a registry'],
  namespace: ['--namespace NAME', 'of targets in Kubernetes'],
  workload: [
    '--workload NAME',
    'label `app` of the pods, or name of the Gateway, that get the filter',
  ],
  pullSecret: ['--pull-secret NAME', 'of a registry that asks who one is'],
  phase: [
    '--phase PHASE',
    `where in Istio’s or Higress’s chain: ${optionChoices.phase.join(', ')}`,
  ],
} as const;

type Option = keyof typeof options;

const help = {
  run: {
    form: 'run PROJECT.json',
    does: 'plays all scenarios and tells what happened',
    options: ['module', 'scenario', 'trace', 'against'],
    fails: 'an assertion does not hold, or with --against something differs',
    json: '{ format, project, scenarios: [{ name, exchanges, calls, events, faults, expectations, … }] }',
  },
  test: {
    form: 'test PROJECT.json …',
    does: 'plays all scenarios of any number of projects and tells which assertions hold',
    options: ['module', 'scenario', 'format', 'watch'],
    fails: 'an assertion does not hold',
    json: '{ held, failed, projects: [{ file, held, failed, report }] }',
  },
  verify: {
    form: 'verify --envoy PROJECT.json',
    does: 'plays all scenarios in a real Envoy too and tells the first difference of each part',
    options: ['envoy', 'module', 'scenario'],
    fails: 'a scenario differs, or Envoy did not get through it',
    json: '{ envoy, identical, scenarios: [{ name, outcome, text, calls, identicalCalls, differences, responses, … }] }',
  },
  build: {
    form: 'build PROJECT.json',
    does: 'writes the module of each plugin',
    options: ['out', 'debug', 'module'],
    fails: '',
    json: '{ modules: [{ plugin, file, sizeBytes, sha256 }] }',
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
      'pullSecret',
      'phase',
      'readmePage',
      'module',
    ],
    fails: 'an assertion does not hold with the release module',
    json: '{ target, folder, files, notes, held, failed }',
  },
  doctor: {
    form: 'doctor FILE.wasm',
    does: 'looks at a module (.wasm or .wat): what it needs, what Envoy says, what may surprise',
    options: [],
    fails: 'Envoy does not take the module',
    json: '{ file, verdict, sha256, envoyLines, abiVersion, sizes, origin, memory, start, imports, callbacks, features, findings }',
  },
  link: {
    form: 'link PROJECT.json',
    does: 'prints a link with the whole project in it',
    options: ['page', 'place', 'redact', 'withSecrets'],
    fails: 'something looks secret and nobody decided about it',
    json: '{ link, characters, secrets: [{ what, where }] }',
  },
  open: {
    form: 'open LINK',
    does: 'prints the project of a link, or writes it as a folder or a file',
    options: ['openOut'],
    fails: '',
    json: '{ project, scenario, event, files }',
  },
  import: {
    form: 'import FILE|FOLDER',
    does: 'makes a project of a download (.zip or its folder), of an envoy.yaml or envoy.json with a Wasm filter, or of a file that the page saved; what a project does not say of an envoy.yaml is listed by line and path',
    options: ['openOut', 'module'],
    fails: '',
    json: '{ project, unmodelled: [{ path, line, reason }], modules: [{ plugin, file, sha256, isHere }], files }',
  },
  serve: {
    form: 'serve [FOLDER]',
    does: 'serves the built page on this machine alone, and lets it check projects in a real Envoy',
    options: ['port'],
    fails: '',
    json: '{ address, envoy, problem }',
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

A project.json whose plugins have no source takes the .ts files of its folder, and modules are found beside it.
${ending} sluice --version prints which one it is.
`;

/** The option with what stands behind it, and what it does. */
function rowsOf(command: Command): (readonly [form: string, does: string])[] {
  const { options: own, json } = help[command];
  return [...own.map((name) => options[name]), ['--json', `print ${json}`]];
}

function nameOf(form: string): string {
  return /^--([\w-]+)/.exec(form)?.[1] ?? '';
}

/** Which commands have the option of this name. */
export function commandsTaking(name: string): Command[] {
  return commands.filter((command) => rowsOf(command).some(([form]) => nameOf(form) === name));
}

export function commandHelp(command: Command): string {
  const { form, does } = help[command];
  const rows = rowsOf(command);
  const width = Math.max(...rows.map(([option]) => option.length));
  const lines = rows.map(([option, effect]) => `  ${option.padEnd(width)}  ${effect}`);
  return `Usage: sluice ${form} [options]\n\nIt ${does}.\n\n${lines.join('\n')}\n\n${endings(command)} ${ending}\n`;
}

function endings(command: Command): string {
  const { fails } = help[command];
  return fails === '' ? 'It ends with 0.' : `It ends with 1 when ${fails}, else with 0.`;
}

/** docs/cli.md. */
export function cliDocument(): string {
  const sections = commands.map((command) => {
    const { form, does } = help[command];
    const rows = rowsOf(command).map(([option, effect]) => {
      const text = option === '--json' ? `print \`${help[command].json}\`` : effect;
      return `| \`${option.replaceAll('|', '\\|')}\` | ${text} |`;
    });
    const table = ['| option | does |', '|---|---|', ...rows].join('\n');
    return `## \`sluice ${form}\`\n\nIt ${does}. ${endings(command)}\n\n${table}\n`;
  });
  return `# The command line

The same engine without a browser. \`npm pack\` makes \`sluice-${SLUICE_VERSION}.tgz\`, which has everything in it and installs nothing else:

    npx ./sluice-${SLUICE_VERSION}.tgz test project.json --format junit

checks a project in CI; \`npm install -g ./sluice-${SLUICE_VERSION}.tgz\` makes \`sluice\` a command, and in a clone \`npm run sluice -- COMMAND …\` runs the sources.

A project.json whose plugins have no source takes the \`.ts\` files of its folder, and modules are found beside it. Results go to standard output, progress and notes to standard error. ${ending}

A filter that does not return is named after 20 to 30 seconds, and the process ends with SIGTERM; the page shows the line of the loop.

With \`--json\` a result is one JSON document, with the names given below, and so is what was bad:
\`{ error: { message, file, field, line, column } }\`, where all but the message may be null. Ends stay the same. \`test --watch --json\` prints
a line for each time: \`{ changed, held, failed, verdicts: [{ file, scenario, assertion, holds, found }], error }\`, with the verdicts that changed.

${sections.join('\n')}`;
}
