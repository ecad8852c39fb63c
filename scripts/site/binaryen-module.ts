// Takes binaryen's WebAssembly out of its JavaScript, where it is a string of 13 MB: as a file of its own the browser compiles it while it
// comes in, and keeps what it compiled for the next visit.

import { runInNewContext } from 'node:vm';
import type { Plugin } from 'vite';

/** As binaryen is published: its module in a template literal, and the call that starts it. */
const literalStart = '??=';
const start = /var (\w+)=await (\w+)\(\)(?=,)/;

export function binaryenModule(): Plugin {
  return {
    name: 'sluice-binaryen-module',
    apply: 'build',
    transform: {
      filter: { id: /node_modules\/binaryen\/index\.js$/ },
      handler(code) {
        const { bytes, before, behind } = moduleIn(code);
        const file = this.emitFile({ type: 'asset', name: 'binaryen.wasm', source: bytes });
        const rest = `${before}new Uint8Array${behind}`;
        if (!start.test(rest)) throw new Error('binaryen is not started as it used to be');
        return {
          code: rest.replace(start, `${loading(file)}var $1=await $2({instantiateWasm})`),
          map: null,
        };
      },
    },
  };
}

function moduleIn(code: string): { bytes: Buffer; before: string; behind: string } {
  const call = /\?\?=\w+\(`\\0asm/.exec(code);
  if (call === null) throw new Error('binaryen does not hold its module as it used to');
  const from = call.index + literalStart.length;
  const opening = code.indexOf('`', from);
  const closing = endOfLiteral(code, opening);
  const text: unknown = runInNewContext(code.slice(opening, closing + 1));
  const bytes = Buffer.from(String(text), 'latin1');
  if (!WebAssembly.validate(bytes)) throw new Error('what binaryen holds is no module');
  return { bytes, before: code.slice(0, from), behind: code.slice(closing + 2) };
}

function endOfLiteral(code: string, opening: number): number {
  let at = opening + 1;
  while (code[at] !== '`') at += code[at] === '\\' ? 2 : 1;
  return at;
}

/** It fails where the module cannot be had, as an import would. Servers that do not know the type of the file are no hindrance. */
function loading(file: string): string {
  return `const response = await fetch(import.meta.ROLLUP_FILE_URL_${file});
if (!response.ok) throw new Error(\`\${response.url}: \${response.status}\`);
const compiled = await (/^application\\/wasm\\b/.test(response.headers.get('content-type') ?? '')
  ? WebAssembly.compileStreaming(response)
  : response.arrayBuffer().then((bytes) => WebAssembly.compile(bytes)));
const instantiateWasm = (imports, done) => {
  void WebAssembly.instantiate(compiled, imports).then(done);
  return {};
};
`;
}
