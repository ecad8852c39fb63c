// docs/sdk.md is up to date and complete, and its examples compile. `SLUICE_WRITE_DOCS=1` writes the part anew that is made.

import { readFileSync, writeFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { createNodeCompiler } from '#compile/node/node-compiler.ts';
import { examples, readExample } from '#examples/node.ts';
import { envHostcalls } from '#host/hostcall-table.ts';
import { readFileDeclarations } from './read-declarations.ts';
import { readDoors } from './read-sdk.ts';
import { MARKER, namesByHostcall, sdkReference, withoutName } from './sdk-docs.ts';

const file = new URL('../../docs/sdk.md', import.meta.url);
const doors = readDoors();
const compiler = createNodeCompiler();

async function importsOf(files: { path: string; text: string }[]): Promise<Set<string>> {
  const outcome = await compiler.compile({ revision: 1, profile: 'debug', files });
  if (outcome.status !== 'compiled') throw new Error(JSON.stringify(outcome, null, 2));
  return new Set(
    WebAssembly.Module.imports(new WebAssembly.Module(outcome.module)).map(({ name }) => name),
  );
}

/** What every module imports, since the SDK itself calls it; an example calls it when its text names the door's object. */
const always = new Map([
  ['proxy_log', /\blog\.\w+\(/],
  ['proxy_get_property', /\bproperty\.get\w+\(/],
  ['proxy_set_effective_context', /\bsetEffectiveContext\(/],
]);

/** Examples by the hostcalls they can make, those with the fewest calls first. */
async function examplesByHostcall(): Promise<Map<string, string[]>> {
  const users: { slug: string; calls: string[] }[] = [];
  for (const { slug } of examples) {
    const calls = new Set<string>();
    for (const { source } of readExample(slug).plugins) {
      if (source.kind !== 'assemblyscript') continue;
      const text = source.files.map((one) => one.text).join('\n');
      for (const name of await importsOf(source.files)) {
        if (always.get(name)?.test(text) !== false) calls.add(name);
      }
    }
    users.push({ slug, calls: [...calls] });
  }
  const found = new Map<string, string[]>();
  for (const { slug, calls } of users.toSorted((a, b) => a.calls.length - b.calls.length))
    for (const call of calls) found.set(call, [...(found.get(call) ?? []), slug]);
  return found;
}

describe('docs/sdk.md', () => {
  let examplesOf = new Map<string, string[]>();

  beforeAll(async () => {
    examplesOf = await examplesByHostcall();
  }, 180_000);

  it('has the comments and the table of today (SLUICE_WRITE_DOCS=1 writes them)', () => {
    const text = readFileSync(file, 'utf8');
    const written = text.slice(0, text.indexOf(MARKER)) + sdkReference(doors, examplesOf);
    if (process.env['SLUICE_WRITE_DOCS'] === '1') writeFileSync(file, written);
    expect(readFileSync(file, 'utf8').split('\n')).toEqual(written.split('\n'));
  });

  it('compiles its examples', async () => {
    const text = readFileSync(file, 'utf8');
    const guide = text.slice(0, text.indexOf(MARKER));
    const codes = [...guide.matchAll(/```ts\n([^`]*(?:`[^`]+`[^`]*)*?)```/g)].map(
      ([, code = '']) => code,
    );
    expect(codes.length).toBeGreaterThan(3);
    for (const code of codes) await importsOf([{ path: 'filter.ts', text: code }]);
  });
});

describe('the SDK', () => {
  it('has a comment at every public name', () => {
    const names = doors.flatMap(({ path, declarations }) =>
      declarations.flatMap((one) =>
        [one, ...one.members]
          // A setter is described by its getter.
          .filter(({ member }) => member.comment === '' && !member.signature.startsWith('set '))
          .map(({ name }) => `${path} ${name}`),
      ),
    );
    expect(
      doors.flatMap(({ declarations }) => declarations.flatMap(({ members }) => members)).length,
    ).toBeGreaterThan(200);
    expect(names).toEqual([]);
  });

  it('is used in full by the guests of its tests, because asc compiles only what is used', () => {
    const guests = ['compile/testing/everything.as.ts', 'sdk/text.test.ts', 'sdk/encodings.test.ts']
      .map((path) => readFileSync(new URL(`../../src/${path}`, import.meta.url), 'utf8'))
      .join('\n');
    const names = doors.flatMap(({ declarations }) =>
      declarations.flatMap(({ name, declaration, members }) => [
        name,
        // What an enumeration counts is not compiled.
        ...(declaration.kind === 'enum' ? [] : members.map(({ member }) => member.name)),
      ]),
    );
    expect(names.filter((name) => !new RegExp(`\\b${name}\\b`).test(guests))).toEqual([]);
  });

  it('has a name for every hostcall of Envoy, or says why not', () => {
    const names = namesByHostcall(doors);
    expect(
      envHostcalls
        .map(({ name }) => name)
        .filter((name) => !names.has(name) && !(name in withoutName)),
    ).toEqual([]);
    // A reason that is none any more.
    expect(
      Object.keys(withoutName).filter(
        (name) => names.has(name) || !envHostcalls.some((one) => one.name === name),
      ),
    ).toEqual([]);
  });

  it('reaches the host by the ways that the table tells', () => {
    const names = namesByHostcall(doors);
    expect(names.get('proxy_get_header_map_value')).toEqual([
      '`HeaderMap.get`',
      '`HeaderMap.getBytes`',
    ]);
    expect(names.get('proxy_grpc_send')).toEqual(['`GrpcStream.send` (grpc)']);
    expect(names.get('proxy_http_call')).toEqual([
      '`Context.dispatchHttpCall`',
      '`Context.dispatchHttpCallBytes`',
    ]);
    expect(names.get('proxy_get_buffer_status')).toEqual(['`HostBuffer.size`']);
    expect(names.get('proxy_done')).toEqual(['`done`']);
  });
});

it('declarations are read with their comments, and without what is hidden', () => {
  const { about, declarations } = readFileDeclarations(`// What it owns,
// in two lines.

import { note } from './memory';

/** A thing. */
// @ts-ignore: decorator
@final
export class Thing {
  private hidden: i32 = 1;

  constructor(
    /** Its id. */
    readonly id: u32,
    private more: i32,
  ) {}

  /**
   * Does it.
   *
   * @param how How often.
   */
  act(
    how: i32 = 1,
    text: string = '',
  ): void {
    note(how);
  }

  bare(): void {}
}

// @ts-ignore: decorator
@lazy export const thing = new Thing(1, 2);

function helper(): void {
  return;
}
`);
  expect(about).toBe('What it owns, in two lines.');
  expect(
    declarations.map(({ name, kind, isPublic, signature, comment }) => [
      name,
      kind,
      isPublic,
      signature,
      comment,
    ]),
  ).toEqual([
    ['Thing', 'class', true, 'class Thing', 'A thing.'],
    ['thing', 'const', true, 'const thing: Thing', ''],
    ['helper', 'function', false, 'function helper(): void', ''],
  ]);
  const visible = declarations[0]?.members.filter(({ isPublic }) => isPublic) ?? [];
  expect(visible.map(({ signature, comment }) => [signature, comment])).toEqual([
    ['readonly id: u32', 'Its id.'],
    ["act(how: i32 = 1, text: string = ''): void", 'Does it.\n\n@param how How often.'],
    ['bare(): void', ''],
  ]);
});
