// Compiles the examples as the page would and writes them to public/examples, so that a first visit shows a result
// before the compiler has loaded.

import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createNodeCompiler } from '#compile/node/node-compiler.ts';
import { examples, readExample } from '#examples/node.ts';

const folder = new URL('../public/examples/', import.meta.url);
const compiler = createNodeCompiler();

rmSync(folder, { recursive: true, force: true });
let revision = 0;
for (const { slug } of examples) {
  mkdirSync(new URL(`${slug}/`, folder), { recursive: true });
  for (const [index, { source }] of readExample(slug).plugins.entries()) {
    if (source.kind !== 'assemblyscript') throw new Error(`The example ${slug} has no source.`);
    revision += 1;
    const outcome = await compiler.compile({ revision, files: source.files, profile: 'debug' });
    if (outcome.status !== 'compiled' || outcome.sourceMap === null) {
      throw new Error(`The example ${slug} does not compile: ${JSON.stringify(outcome, null, 2)}`);
    }
    writeFileSync(new URL(`${slug}/${index}.wasm`, folder), outcome.module);
    writeFileSync(new URL(`${slug}/${index}.wasm.map`, folder), outcome.sourceMap);
  }
}
console.log(`precompiled ${revision} filters of ${examples.length} examples`);
