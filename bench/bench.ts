// `npm run bench`: the figures of the design, each as a ratio to a peer that ran in between; also into bench/results.json.

import { writeFileSync } from 'node:fs';
import { examples, readExample } from '#examples/node.ts';
import { editToResult } from './edit-to-result.ts';
import { type Figure, figureLine } from './figures.ts';
import { firstVisit } from './first-visit.ts';
import { hostcallCosts } from './hostcall-cost.ts';
import { requestFigures } from './requests.ts';

/** The example whose filter is closest to a hundred lines. */
const exampleSlug = 'api-observer';

const project = readExample(exampleSlug);
const [first] = readExample(examples[0]?.slug ?? '').plugins;
const firstFiles = first?.source.kind === 'assemblyscript' ? first.source.files : [];

const figures: Figure[] = [
  ...(await editToResult(project)),
  ...(await firstVisit(firstFiles)),
  ...(await hostcallCosts()),
  ...(await requestFigures()),
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
