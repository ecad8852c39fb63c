// The bundle's README.md: what it is, how to run it, and what the scenarios' requests get.

import type { Project, Scenario } from '#project/schema.ts';
import { curlLine } from './curl.ts';
import { codeOf, markdownBlock as block } from './markdown.ts';
import type { ScenarioOutcome } from './outcome.ts';
import { overrideNames } from './overrides.ts';
import type { BundledModule, BundleTarget, TargetContext, TargetFile } from './target.ts';

/** Who made the modules. */
export interface Provenance {
  /** Such as `Sluice 0.1.0 with its SDK`. */
  madeWith: string[];
  /** Link that opens the Project in Sluice again; null where there is none. */
  link: string | null;
}

const shownBodyCharacters = 2000;

export function readmeText(
  target: BundleTarget,
  context: TargetContext,
  own: TargetFile[],
  notes: string[],
  provenance?: Provenance,
): string {
  const { project, outcomes, modules } = context;
  const lines = [
    `# ${project.name}`,
    '',
    ...(project.description === '' ? [] : [project.description, '']),
    `This filter for ${target.title}, made with Sluice.`,
    '',
    '| file | what it is |',
    '|---|---|',
    ...modules.map(
      (one) =>
        `| \`${one.fileName}\` | the filter${one.origin === null ? '' : `, compiled elsewhere and given as ${codeOf(one.origin)}`}: ${one.bytes.length} bytes, sha256 \`${one.sha256}\` |`,
    ),
    ...own
      .filter((file) => !/^verify\/\d/.test(file.path))
      .map((file) => `| \`${file.path}\` | ${file.about} |`),
    '',
    '## Run it',
    '',
    ...target.steps(context),
    ...(notes.length > 0
      ? ['## What this target cannot say', '', ...notes.map((note) => `- ${note}`), '']
      : []),
    ...buildLines(modules),
    ...provenanceLines(provenance),
    '## Scenarios',
    '',
    ...project.scenarios.flatMap((scenario, index) =>
      scenarioLines(project, scenario, index, outcomes[index]),
    ),
  ];
  return `${lines.join('\n').trimEnd()}\n`;
}

function buildLines(modules: BundledModule[]): string[] {
  if (!modules.some((one) => one.rebuildable)) return [];
  return [
    '## Build it again',
    '',
    ...(modules.length > 1 ? ['In each folder of `plugins`:', ''] : []),
    ...block('sh', 'npm install && npm run build'),
    'gives the same bytes as above.',
    '',
  ];
}

function provenanceLines(provenance: Provenance | undefined): string[] {
  if (provenance === undefined) return [];
  const { madeWith, link } = provenance;
  return [
    '## Where it comes from',
    '',
    `Made with ${madeWith.join(', ')}.`,
    '',
    ...(link === null
      ? ['`project.json` is the whole project: drop it on Sluice to open it again.', '']
      : [`[Open it in Sluice again](${link}), or drop \`project.json\` there.`, '']),
  ];
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
