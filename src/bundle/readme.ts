// The bundle's README.md: what it is, how to run it, and what the scenarios' requests get.

import type { Project, Scenario } from '#project/schema.ts';
import { composeConfigName, wasmLevel } from './compose.ts';
import { curlLine } from './curl.ts';
import { needsJson } from './envoy-yaml.ts';

/** What a run found for a scenario; the report of a run has this shape. */
export interface ScenarioOutcome {
  exchanges: {
    verdictText: string;
    clientResponse: {
      headers: [name: string, value: string][];
      body: { encoding: 'text' | 'base64'; data: string; sizeBytes: number; truncated: boolean };
    } | null;
  }[];
}

export interface ReadmeInput {
  project: Project;
  /** By scenario; what is missing is not told. */
  outcomes: (ScenarioOutcome | undefined)[];
  /** `origin` is the name of the file that a module compiled elsewhere came from. */
  modules: {
    fileName: string;
    sizeBytes: number;
    sha256: string;
    rebuildable: boolean;
    origin: string | null;
  }[];
}

const shownBodyCharacters = 2000;

export function readmeText({ project, outcomes, modules }: ReadmeInput): string {
  const config = needsJson(project) ? 'envoy.json' : 'envoy.yaml';
  const lines = [
    `# ${project.name}`,
    '',
    ...(project.description === '' ? [] : [project.description, '']),
    'An Envoy with this filter, ready to run, made with Sluice.',
    '',
    '| file | what it is |',
    '|---|---|',
    ...modules.map(
      (one) =>
        `| \`${one.fileName}\` | the filter${one.origin === null ? '' : `, compiled elsewhere and given as ${codeOf(one.origin)}`}: ${one.sizeBytes} bytes, sha256 \`${one.sha256}\` |`,
    ),
    '| `envoy.yaml` | configuration for Envoy 1.33 or newer |',
    ...(config === 'envoy.json'
      ? [
          '| `envoy.json` | the same, with numbers that Envoy would read as text from YAML; take this one |',
        ]
      : []),
    `| \`docker-compose.yaml\`, \`${composeConfigName(project)}\` | Envoy and its servers in containers |`,
    '| `mock-server.mjs`, `mocks.json` | the servers behind Envoy, answering as the scenarios say |',
    '',
    '## Run it',
    '',
    'With containers:',
    '',
    ...block('sh', 'docker compose up'),
    'Or with an Envoy of your own, in this folder:',
    '',
    ...block(
      'sh',
      [
        ...(project.clusters.length > 0 ? ['node mock-server.mjs &'] : []),
        `envoy -c ${config} --concurrency ${project.workers} --component-log-level wasm:${wasmLevel(project)}`,
      ].join('\n'),
    ),
    ...(project.clusters.length > 0
      ? [
          'The servers play the first scenario. `SCENARIO=2` in the environment of either command plays the second.',
          '',
        ]
      : []),
    ...(modules.some((one) => one.rebuildable)
      ? [
          '## Build it again',
          '',
          ...(modules.length > 1 ? ['In each folder of `plugins`:', ''] : []),
          ...block('sh', 'npm install && npm run build'),
          'gives the same bytes as above.',
          '',
        ]
      : []),
    '## Scenarios',
    '',
    ...project.scenarios.flatMap((scenario, index) =>
      scenarioLines(project, scenario, index, outcomes[index]),
    ),
  ];
  return `${lines.join('\n').trimEnd()}\n`;
}

/** A name that somebody gave a file, in a cell of a table. */
function codeOf(name: string): string {
  return `\`${name.replace(/[`|\r\n]/g, ' ')}\``;
}

function scenarioLines(
  project: Project,
  scenario: Scenario,
  index: number,
  outcome?: ScenarioOutcome,
): string[] {
  const lines = [`### ${index + 1}. ${scenario.name}`, ''];
  const changes = overrideNames(scenario);
  if (changes.length > 0) {
    lines.push(
      `This scenario has its own ${changes.join(' and ')}; set them in the configuration first.`,
      '',
    );
  }
  if (scenario.repeat > 1) {
    const rounds = scenario.repeat.toLocaleString('en-US');
    lines.push(`Sluice plays this scenario ${rounds} times in a row, on the same VMs.`, '');
  }
  for (const [number, { request }] of scenario.exchanges.entries()) {
    const { command, remarks } = curlLine(request, project);
    lines.push(...block('sh', command), ...remarks.flatMap((remark) => [`Note: ${remark}`, '']));
    const found = outcome?.exchanges[number];
    if (found !== undefined) lines.push(...answerLines(found));
  }
  return lines;
}

function answerLines({
  verdictText,
  clientResponse,
}: ScenarioOutcome['exchanges'][number]): string[] {
  if (clientResponse === null) return [`Expected: no answer. ${verdictText}`, ''];
  const { headers, body } = clientResponse;
  const status = headers.find(([name]) => name === ':status')?.[1] ?? '';
  const fields = headers.filter(([name]) => !name.startsWith(':') && name !== 'date');
  const text =
    body.encoding === 'base64' || body.truncated || body.data.length > shownBodyCharacters
      ? `(${body.sizeBytes} bytes)`
      : body.data;
  const answer = [status, ...fields.map(([name, value]) => `${name}: ${value}`), '', text].join(
    '\n',
  );
  return ['Expected, beside `date`:', '', ...block('', answer.trimEnd())];
}

function overrideNames({ overrides }: Scenario): string[] {
  const names: string[] = [];
  if (overrides.plugins !== undefined) names.push('plugin settings');
  if (overrides.node !== undefined) names.push('node');
  if (overrides.attributes !== undefined) names.push('addresses');
  if (overrides.route !== undefined) names.push('route');
  if (overrides.logLevel !== undefined) names.push(`log level (${overrides.logLevel})`);
  return names;
}

/** A fence longer than any run of backticks inside. */
function block(language: string, text: string): string[] {
  const longest = Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(Math.max(3, longest + 1));
  return [`${fence}${language}`, text, fence, ''];
}
