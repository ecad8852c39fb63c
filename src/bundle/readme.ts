// The bundle's README.md: what it is, how to run it, and what the scenarios' requests get.

import { codeOf, markdownBlock as block, markdownLine, markdownText } from './markdown.ts';
import { readmeScenarios } from './readme-scenarios.ts';
import type { BundledModule, BundleTarget, TargetContext, TargetFile } from './target.ts';

/** Who made the modules. */
export interface Provenance {
  /** Such as `Sluice 0.1.0 with its SDK`. */
  madeWith: string[];
  /** Link that opens the Project in Sluice again; null where there is none. */
  link: string | null;
}

export function readmeText(
  target: BundleTarget,
  context: TargetContext,
  own: TargetFile[],
  notes: string[],
  provenance?: Provenance,
): string {
  const { project, modules } = context;
  const lines = [
    `# ${markdownText(project.name)}`,
    '',
    ...(project.description === ''
      ? []
      : [...project.description.split('\n').map(markdownLine), '']),
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
      ? [
          '## What this target cannot say',
          '',
          ...notes.map((note) => `- ${markdownLine(note)}`),
          '',
        ]
      : []),
    ...buildLines(modules),
    ...provenanceLines(provenance),
    '## Scenarios',
    '',
    'A value that is another each time stands as `…`.',
    '',
    ...readmeScenarios(context, new Set(own.map(({ path }) => path))),
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
