// asc through Sluice's hands: what comes out of good files, and what is said about bad ones.

import { describe, expect, it, vi } from 'vitest';
import type { CompileOutcome, Diagnostic, SourceText } from './api.ts';
import { createNodeCompiler } from './node/node-compiler.ts';

const compiler = createNodeCompiler();

function compile(
  files: SourceText[] | string,
  profile: 'debug' | 'release' = 'debug',
): Promise<CompileOutcome> {
  const list = typeof files === 'string' ? [{ path: 'filter.ts', text: files }] : files;
  return compiler.compile({ revision: 1, files: list, profile });
}

async function diagnose(files: SourceText[] | string): Promise<Diagnostic[]> {
  const outcome = await compile(files);
  if (outcome.status !== 'failed') throw new Error(`The compile ended as ${outcome.status}.`);
  return outcome.diagnostics;
}

/** The text that a diagnostic points at. */
function marked(text: string, { range }: Diagnostic): string {
  return text.slice(range?.start, range?.end);
}

const hello = `import { HttpContext, registerRootContext, RootContext } from 'proxy-wasm';
class Root extends RootContext {
  createHttpContext(contextId: u32): HttpContext { return new HttpContext(contextId); }
}
registerRootContext((contextId: u32) => new Root(contextId));
`;

describe('a compile', () => {
  it('needs no boilerplate for the callbacks, and imports nothing that Envoy lacks', async () => {
    const outcome = await compile(hello, 'release');
    if (outcome.status !== 'compiled') throw new Error(JSON.stringify(outcome));
    const module = new WebAssembly.Module(outcome.module);
    const exports = WebAssembly.Module.exports(module).map(({ name }) => name);
    expect(exports).toEqual(
      expect.arrayContaining([
        '_initialize',
        'memory',
        'proxy_abi_version_0_2_1',
        'proxy_on_memory_allocate',
        'proxy_on_context_create',
        'proxy_on_vm_start',
        'proxy_on_configure',
        'proxy_on_request_headers',
        'proxy_on_response_trailers',
        'proxy_on_http_call_response',
        'proxy_on_log',
        'proxy_on_delete',
      ]),
    );
    expect(exports.filter((name) => name === 'malloc' || name === 'Root')).toEqual([]);
    for (const { module: from, name } of WebAssembly.Module.imports(module)) {
      expect(`${from}.${name}`).toMatch(/^env\.proxy_/);
    }
    expect(WebAssembly.Module.customSections(module, 'name')).toEqual([]);
    expect(outcome.sourceMap).toBeNull();
    expect(outcome.stats.sizeBytes).toBe(outcome.module.length);
  });

  it('gives names and a small source map to a module that is to run here', async () => {
    const outcome = await compile(hello);
    if (outcome.status !== 'compiled') throw new Error(JSON.stringify(outcome));
    expect(
      WebAssembly.Module.customSections(new WebAssembly.Module(outcome.module), 'name'),
    ).toHaveLength(1);
    const map = JSON.parse(outcome.sourceMap ?? '') as {
      sources: string[];
      sourcesContent?: unknown;
    };
    expect(map.sources).toContain('filter.ts');
    expect(map.sources).toContain('~lib/proxy-wasm/exports.ts');
    expect(map.sourcesContent).toBeUndefined();
  });

  it('takes several files, in folders too', async () => {
    const outcome = await compile([
      {
        path: 'main.ts',
        text: `import { a } from './lib/a';\nexport function f(): i32 { return a(); }`,
      },
      {
        path: 'lib/a.ts',
        text: `import { b } from './deep';\nexport function a(): i32 { return b; }`,
      },
      { path: 'lib/deep/index.ts', text: `export const b: i32 = 7;` },
    ]);
    if (outcome.status !== 'compiled') throw new Error(JSON.stringify(outcome));
  });

  it('is the same to the byte every time', async () => {
    const bytes = async () => {
      const outcome = await compile(hello, 'release');
      if (outcome.status !== 'compiled') throw new Error(outcome.status);
      return Buffer.from(outcome.module).toString('base64');
    };
    const first = await bytes();
    await compile(`${hello}\nexport function more(): string { return 'x'; }`);
    expect(await bytes()).toBe(first);
  });

  it('that breaks asc itself is an outcome too, and the next one works', async () => {
    // asc tells a crash on the console before it gives up.
    vi.spyOn(console, 'error').mockImplementation(() => {});
    const outcome = await compile('export function memory(): void {}');
    expect(outcome).toMatchObject({ status: 'crashed', revision: 1 });
    expect((await compile(hello)).status).toBe('compiled');
  });

  it('keeps a warning about the person’s code', async () => {
    const text = `${hello}\nexport class Other {}`;
    const outcome = await compile(text);
    if (outcome.status !== 'compiled') throw new Error(JSON.stringify(outcome));
    expect(outcome.diagnostics).toHaveLength(1);
    expect(outcome.diagnostics[0]).toMatchObject({
      severity: 'warning',
      code: 'AS235',
      range: { line: 7 },
    });
  });
});

describe('a problem', () => {
  it('is placed where the syntax is wrong', async () => {
    const text = `${hello}\nlet x = ;`;
    const [first] = await diagnose(text);
    expect(first).toMatchObject({
      severity: 'error',
      code: 'TS1109',
      range: { file: 'filter.ts', line: 7, column: 9 },
    });
  });

  it('is placed at an import that does not exist', async () => {
    const text = `import { a } from './nope';\n${hello}\nexport const b = a;`;
    const [first] = await diagnose(text);
    expect(first?.message).toBe("File 'nope.ts' not found.");
    expect(marked(text, first as Diagnostic)).toBe("'./nope'");
  });

  it('names a thing that the SDK does not have', async () => {
    const text = `import { nothing } from 'proxy-wasm';\nnothing();\n`;
    const found = await diagnose(text);
    expect(found[0]?.message).toContain('nothing');
    expect(found[0]?.range?.file).toBe('filter.ts');
  });

  it('counts in UTF-16, lines and columns from 1', async () => {
    const text = `${hello}/* é😀 */ const s: string = 'é😀'; export const n: i32 = s;`;
    const [first] = await diagnose(text);
    expect(marked(text, first as Diagnostic)).toBe('s');
    expect(first?.range?.line).toBe(6);
    expect(first?.range?.column).toBe((text.split('\n')[5]?.lastIndexOf('s;') as number) + 1);
  });

  it('at the very first character is on line 1, column 1', async () => {
    const [first] = await diagnose('%');
    expect(first?.range).toMatchObject({ start: 0, line: 1, column: 1 });
  });

  it('comes with all others of its kind', async () => {
    const found = await diagnose(`export const a: i32 = 'x';\nexport const b: i32 = 'y';`);
    expect(found.map(({ range }) => range?.line)).toEqual([1, 2]);
  });

  it('is placed in the file it is in', async () => {
    const found = await diagnose([
      { path: 'filter.ts', text: `import { a } from './lib/a';\nexport const b = a;` },
      { path: 'lib/a.ts', text: `\n\nexport const a: i32 = 'x';` },
    ]);
    expect(found[0]?.range).toMatchObject({ file: 'lib/a.ts', line: 3 });
  });

  it('inside the SDK is shown at the person’s line that led there', async () => {
    const text = `import { HttpContext } from 'proxy-wasm';
class Stream extends HttpContext {
  onRequestHeaders(count: string): i32 { return 0; }
}
export function f(): HttpContext { return new Stream(2); }`;
    const found = await diagnose(text);
    expect(found.length).toBeGreaterThan(0);
    for (const { range } of found) expect(range?.file).toBe('filter.ts');
    expect(found.map(({ range }) => range?.line)).toContain(3);
  });

  it('with a closure is told in asc’s own words', async () => {
    const found = await diagnose(
      `export function f(x: i32): i32 { return [1].map<i32>((one: i32): i32 => one + x)[0]; }`,
    );
    expect(found[0]).toMatchObject({ code: 'AS100', message: 'Not implemented: Closures' });
  });
});
