// `npx tsx scripts/build-link-dictionary.ts VERSION`: makes a dictionary for links from the examples of today. It never writes over
// one that is there, since links were made with it.

import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { examples, readExample } from '#examples/node.ts';
import { compactProject } from '#project/compact.ts';
import { commonText } from './lib/common-text.ts';

const [version] = process.argv.slice(2);
if (version === undefined || !/^[a-z]$/.test(version))
  throw new Error('name the version: one letter that no dictionary has');

const texts = examples.map(
  ({ slug }) => [slug, JSON.stringify(compactProject(readExample(slug)))] as const,
);
const file = new URL(`../src/share/dictionaries/link-dictionary-${version}.json`, import.meta.url);
const dictionary = {
  common: commonText(texts.map(([, text]) => text)),
  examples: Object.fromEntries(texts),
};
writeFileSync(file, `${JSON.stringify(dictionary, null, 1)}\n`, { flag: 'wx' });
process.stdout.write(`wrote ${fileURLToPath(file)}\n`);
