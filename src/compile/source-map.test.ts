// From stack frames back to the source, with real modules and the engine's real traps.

import { beforeAll, describe, expect, it } from 'vitest';
import { functionBodies } from './function-bodies.ts';
import { createNodeCompiler } from './node/node-compiler.ts';
import { createPositionLookup, type PositionLookup } from './source-map.ts';

const text = `import { log, sendLocalResponse } from 'proxy-wasm';
import { deep } from './lib/deep';

export function throws(): void {
  throw new Error('no');
}

export function outside(index: i32): i32 {
  const list: i32[] = [1];
  return list[index];
}

export function divides(by: i32): i32 {
  return 1 / by;
}

export function below(): void {
  deep();
}

export function hostcall(): void {
  const before = 1;
  log.info('here');
}

export function answers(): void {
  log.info('before');
  sendLocalResponse(403, 'no');
}
`;
const deepText = `// A comment.

export function deep(): void {
  unreachable();
}
`;

let module: Uint8Array<ArrayBuffer>;
let lookup: PositionLookup;

beforeAll(async () => {
  const outcome = await createNodeCompiler().compile({
    revision: 1,
    profile: 'debug',
    files: [
      { path: 'filter.ts', text },
      { path: 'lib/deep.ts', text: deepText },
    ],
  });
  if (outcome.status !== 'compiled' || outcome.sourceMap === null)
    throw new Error(JSON.stringify(outcome));
  module = outcome.module;
  lookup = createPositionLookup(outcome.sourceMap, module);
}, 60_000);

/** The places of a guest's frames when an export is called, innermost first. */
function trace(name: string, ...args: number[]): string[] {
  const stacks: string[] = [];
  const remember = () => {
    stacks.push(new Error('here').stack ?? '');
    return 0;
  };
  const compiled = new WebAssembly.Module(module);
  const env = Object.fromEntries(
    WebAssembly.Module.imports(compiled).map((one) => [one.name, remember]),
  );
  const { exports } = new WebAssembly.Instance(compiled, { env });
  (exports['_initialize'] as () => void)();
  try {
    (exports[name] as (...values: number[]) => void)(...args);
  } catch (error) {
    stacks.push((error as Error).stack ?? '');
  }
  const last = stacks.at(-1) ?? '';
  return [...last.matchAll(/wasm-function\[\d+\]:0x([0-9a-f]+)/g)].map(([, hex]) => {
    const position = lookup(Number.parseInt(hex as string, 16));
    return position === null ? 'nowhere' : `${position.file}:${position.line}:${position.column}`;
  });
}

const personal = (places: string[]) => places.filter((place) => !place.startsWith('~lib/'));

describe('a place in the source', () => {
  it('is found for a throw', () => {
    expect(personal(trace('throws'))).toEqual(['filter.ts:5:19']);
  });

  it('is found for an index out of bounds, above the library’s frame', () => {
    const places = trace('outside', 3);
    expect(places.some((place) => place.startsWith('~lib/array.ts:'))).toBe(true);
    expect(personal(places)).toEqual(['filter.ts:10:10']);
  });

  it('is found for a trap of the engine', () => {
    expect(personal(trace('divides', 0))).toEqual(['filter.ts:14:10']);
  });

  it('is found in another file, and in its caller', () => {
    expect(personal(trace('below'))).toEqual(['lib/deep.ts:4:3', 'filter.ts:18:3']);
  });

  it('is found for a hostcall', () => {
    expect(personal(trace('hostcall'))).toEqual(['filter.ts:23:12']);
  });

  it('is the line of the call although its last arguments are defaults from the library', () => {
    expect(personal(trace('answers'))).toEqual(['filter.ts:28:26']);
  });

  it('is null outside of all functions', () => {
    expect(lookup(0)).toBeNull();
    expect(lookup(module.length)).toBeNull();
    expect(lookup(1e9)).toBeNull();
  });

  it('never comes from another function', () => {
    for (const { start } of functionBodies(module)) {
      // Local declarations come first: nothing in them was written by anybody.
      expect(lookup(start - 1)).toBeNull();
    }
  });
});

describe('function bodies', () => {
  it('lie one behind the other and end with the section', () => {
    const bodies = functionBodies(module);
    expect(bodies.length).toBeGreaterThan(50);
    for (const [index, body] of bodies.entries()) {
      expect(module[body.end - 1]).toBe(0x0b);
      expect(body.start).toBeGreaterThan(bodies[index - 1]?.end ?? 0);
    }
  });

  it('are none in a module without code', () => {
    expect(functionBodies(new Uint8Array([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]))).toEqual([]);
  });

  it('say so when the module is cut off', () => {
    expect(() =>
      functionBodies(new Uint8Array([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, 10, 0x80])),
    ).toThrow(RangeError);
  });
});
