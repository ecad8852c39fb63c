// The compiler as a service, with a stand-in for asc that finishes when a test says so.

import { expect, it } from 'vitest';
import type { CompileRequest } from './api.ts';
import type { Asc } from './asc.ts';
import { createCompiler } from './compiler.ts';

interface Run {
  args: string[];
  finish(): void;
  crash(error: Error): void;
}

function setUp() {
  const runs: Run[] = [];
  let loads = 0;
  const asc: Asc = {
    version: '0',
    libraryFiles: {},
    definitionFiles: { assembly: 'declare type i32 = number;' },
    main: (args, host) =>
      new Promise((resolve, reject) => {
        runs.push({
          args,
          finish: () => {
            host.writeFile('module.wasm', new Uint8Array([runs.length]), '.');
            resolve({ error: null, stderr: '' });
          },
          crash: reject,
        });
      }),
  };
  const compiler = createCompiler({
    loadAsc: () => {
      loads++;
      return Promise.resolve(asc);
    },
    sdk: [{ path: 'index.ts', text: '// sdk' }],
    nowMs: () => 0,
  });
  return { asc, compiler, runs, loads: () => loads };
}

const request = (revision: number): CompileRequest => ({
  revision,
  profile: 'release',
  files: [{ path: 'filter.ts', text: '' }],
});

/** Lets promises that are already settled run on. */
const settle = () => new Promise((resolve) => setImmediate(resolve));

it('runs one compile at a time, and of those that wait only the newest', async () => {
  const { compiler, runs } = setUp();
  const outcomes = [1, 2, 3].map((revision) => compiler.compile(request(revision)));
  await settle();
  expect(runs).toHaveLength(1);
  runs[0]?.finish();
  await settle();
  expect(runs).toHaveLength(2);
  runs[1]?.finish();
  expect((await Promise.all(outcomes)).map(({ status, revision }) => [status, revision])).toEqual([
    ['superseded', 1],
    ['superseded', 2],
    ['compiled', 3],
  ]);
});

it('says that it crashed, and goes on with the next request', async () => {
  const { compiler, runs } = setUp();
  const first = compiler.compile(request(1));
  await settle();
  runs[0]?.crash(new Error('exit 1'));
  expect(await first).toEqual({ status: 'crashed', revision: 1, message: 'exit 1' });
  const second = compiler.compile(request(2));
  await settle();
  runs[1]?.finish();
  expect((await second).status).toBe('compiled');
});

it('calls it a crash when asc fails without saying why', async () => {
  const { asc, compiler } = setUp();
  asc.main = () => Promise.resolve({ error: new Error('validate error'), stderr: '' });
  expect(await compiler.compile(request(1))).toEqual({
    status: 'crashed',
    revision: 1,
    message: 'validate error',
  });
});

it('loads asc once, and gives the declarations of asc and SDK', async () => {
  const { asc, compiler, runs, loads } = setUp();
  const both = Promise.all([compiler.ready(), compiler.ready()]);
  await settle();
  for (const run of runs) run.finish();
  const [info] = await both;
  expect(loads()).toBe(1);
  expect(asc.libraryFiles).toEqual({ 'proxy-wasm/index': '// sdk' });
  expect(info).toEqual({
    version: '0',
    declarations: [
      { path: 'assemblyscript.d.ts', text: 'declare type i32 = number;' },
      { path: 'proxy-wasm/index.ts', text: '// sdk' },
    ],
  });
});

it('says when asc cannot be loaded, and tries again the next time', async () => {
  let loads = 0;
  const compiler = createCompiler({
    loadAsc: () => Promise.reject(new Error(`no network ${++loads}`)),
    sdk: [],
    nowMs: () => 0,
  });
  expect(await compiler.compile(request(1))).toMatchObject({
    status: 'crashed',
    message: 'no network 1',
  });
  expect(await compiler.compile(request(2))).toMatchObject({
    status: 'crashed',
    message: 'no network 2',
  });
});
