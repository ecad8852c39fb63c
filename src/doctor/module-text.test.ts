import { expect, test } from 'vitest';
import { createNodeCompiler } from '../compile/node/node-compiler.ts';
import { createPositionLookup } from '../compile/source-map.ts';
import { wat } from '../host/testing/guest.ts';
import { type ModuleText, writeModuleText } from './module-text.ts';

type Written = Extract<ModuleText, { status: 'text' }>;

async function written(bytes: Uint8Array): Promise<Written> {
  const text = await writeModuleText(bytes);
  if (text.status !== 'text') throw new Error(text.problem);
  return text;
}

/** The opcode that each placed line of a function stands for. */
function opcodes(bytes: Uint8Array, { text, offsets, functions }: Written, at: number): string[] {
  const { line = 0, endLine = 0 } = functions[at] ?? {};
  return text
    .split('\n')
    .slice(line, endLine)
    .flatMap((one, index) => {
      const offset = offsets[line + index] ?? -1;
      return offset < 0 ? [] : [`${one.trim().split(/[ )]/)[0]} ${bytes[offset]?.toString(16)}`];
    });
}

test('each instruction has its place in the module, whatever nests', async () => {
  const bytes = wat(`(module
    (import "env" "f" (func $f (param i32)))
    (func $one (param i32) (result i32) (local i64 f32)
      (if (result i32) (local.get 0) (then (i32.const 300)) (else (block (br 0)) (i32.const -1))))
    (func $empty)
    (func $two (call $f (i32.const 7))))`);
  const text = await written(bytes);
  expect(text.functions.map(({ name }) => name)).toEqual(['one', 'empty', 'two']);
  expect(opcodes(bytes, text, 0)).toEqual([
    'local.get 20',
    'if 4',
    'i32.const 41',
    'else 5',
    'block 2',
    'br c',
    'end b',
    'i32.const 41',
    'end b',
  ]);
  expect(opcodes(bytes, text, 1)).toEqual([]);
  expect(opcodes(bytes, text, 2)).toEqual(['i32.const 41', 'call 10']);
  expect(text.functions.map((one) => one.bytes)).toEqual([22, 2, 6]);
});

test('lines of a compiled filter lead to the source that they come from', async () => {
  const source = `import { log, registerRootContext, RootContext } from 'proxy-wasm';
class Root extends RootContext {
  onStart(size: i32): bool {
    log.info('here');
    return true;
  }
}
registerRootContext((contextId: u32) => new Root(contextId));
`;
  const outcome = await createNodeCompiler().compile({
    revision: 1,
    profile: 'debug',
    files: [{ path: 'filter.ts', text: source.replace('onStart', 'onVmStart') }],
  });
  if (outcome.status !== 'compiled') throw new Error(JSON.stringify(outcome));
  const text = await written(outcome.module);
  const lookup = createPositionLookup(outcome.sourceMap ?? '', outcome.module);
  const lines = text.text.split('\n');
  const start = text.functions.find(({ name }) => name.endsWith('Root#onVmStart'));
  const call = lines.findIndex(
    (line, at) => at >= (start?.line ?? 0) && /^ +call .*log.*info/.test(line),
  );
  expect(lookup(text.offsets[call] ?? -1)).toMatchObject({ file: 'filter.ts', line: 4 });
  // Every function came out even.
  for (const { line, endLine, name } of text.functions) {
    const own = lines.slice(line, endLine).filter((one) => !one.startsWith('    (local '));
    const placed = text.offsets.slice(line, endLine).filter((one) => one >= 0);
    expect(placed.length, name).toBe(own.length);
  }
});

test('what is no module is said in a sentence', async () => {
  expect(await writeModuleText(new Uint8Array([0, 0x61, 0x73, 0x6d, 9, 0, 0, 0]))).toMatchObject({
    status: 'unwritable',
    problem: expect.stringMatching(/^The module cannot be written as text: /),
  });
});
