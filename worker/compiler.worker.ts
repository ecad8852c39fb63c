// The compiler's worker: asc, loaded when it is first needed, behind the interface of `src/compile/api.ts`.

import { expose, transfer } from 'comlink';
import type { CompilerApi } from '#compile/api.ts';
import { createCompiler } from '#compile/compiler.ts';

const sources = import.meta.glob<string>('../src/sdk/**/*.ts', {
  query: '?raw',
  import: 'default',
  eager: true,
});

const compiler = createCompiler({
  loadAsc: () => import('assemblyscript/asc'),
  sdk: Object.entries(sources)
    .filter(([path]) => !path.endsWith('.test.ts'))
    .map(([path, text]) => ({ path: path.replace('../src/sdk/', ''), text })),
  nowMs: () => performance.now(),
});

expose({
  ready: () => compiler.ready(),
  async compile(request) {
    const outcome = await compiler.compile(request);
    return outcome.status === 'compiled' ? transfer(outcome, [outcome.module.buffer]) : outcome;
  },
} satisfies CompilerApi);
