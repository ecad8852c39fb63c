// The figures of the host, in a process of its own: beside a compiler's heap, collecting garbage would be most of what is measured.
//   tsx --expose-gc bench/host-figures.ts MODULE.wasm      prints the figures as JSON on the last line

import { readFileSync } from 'node:fs';
import { hostcallCosts } from './hostcall-cost.ts';
import { requestFigures } from './requests.ts';

const [file] = process.argv.slice(2);
if (file === undefined) throw new Error('the module to measure with is missing');
const module = new Uint8Array(readFileSync(file));
const figures = [...(await requestFigures(module)), ...(await hostcallCosts())];
process.stdout.write(`${JSON.stringify(figures)}\n`);
