// `npm run bench`: the figures of the design, each as a ratio to a peer that ran in between; also into bench/results.json.

import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pluginModules } from '#cli/plugin-modules.ts';
import { examples, readExample } from '#examples/node.ts';
import { editToResult } from './edit-to-result.ts';
import { type Figure, figureLine } from './figures.ts';
import { firstVisit } from './first-visit.ts';
import { linkLength } from './link-length.ts';
import { timelineFrames } from './timeline-frames.ts';

/** The example whose filter is closest to a hundred lines. */
const exampleSlug = 'api-observer';

const project = readExample(exampleSlug);
const [first] = readExample(examples[0]?.slug ?? '').plugins;
const firstFiles = first?.source.kind === 'assemblyscript' ? first.source.files : [];

async function hostFigures(slug: string): Promise<Figure[]> {
  const [module] = await pluginModules(readExample(slug), 'release');
  if (module === undefined) throw new Error(`the example ${slug} has no module`);
  const folder = mkdtempSync(join(tmpdir(), 'sluice-bench-'));
  try {
    const file = join(folder, 'filter.wasm');
    writeFileSync(file, module.bytes);
    const script = fileURLToPath(new URL('host-figures.ts', import.meta.url));
    const args = ['--expose-gc', '--import', 'tsx', script, file];
    const printed = execFileSync(process.execPath, args, { encoding: 'utf8' });
    return JSON.parse(printed.trim().split('\n').at(-1) ?? '') as Figure[];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const figures: Figure[] = [
  ...(await editToResult(project)),
  ...(await firstVisit(firstFiles)),
  ...(await timelineFrames()),
  ...(await linkLength()),
  ...(await hostFigures(examples[0]?.slug ?? '')),
];
for (const figure of figures) process.stdout.write(`${figureLine(figure)}\n`);
const rounded = figures.map((figure) => ({
  ...figure,
  value: Number(figure.value.toFixed(1)),
  ratio: Number(figure.ratio.toFixed(3)),
}));
writeFileSync(
  new URL('results.json', import.meta.url),
  `${JSON.stringify({ node: process.version, figures: rounded }, null, 2)}\n`,
);
