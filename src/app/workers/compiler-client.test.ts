import { expect, test, vi } from 'vitest';
import type { CompilerApi, CompileRequest } from '#compile/api.ts';
import { type FakeWorker, fakeWorker, never } from '../testing/project.ts';
import { createCompilerClient } from './compiler-client.ts';

const info = { version: '0', declarations: [] };
const files = [{ path: 'filter.ts', text: '' }];
const deadlines = { deadlineMs: 60, loadDeadlineMs: 5000 };

function compiled(request: CompileRequest) {
  return {
    status: 'compiled' as const,
    revision: request.revision,
    module: new Uint8Array([0, 97, 115, 109]),
    sourceMap: null,
    diagnostics: [],
    stats: { durationMs: 1, sizeBytes: 4 },
  };
}

const good: CompilerApi = {
  ready: () => Promise.resolve(info),
  compile: (request) => Promise.resolve(compiled(request)),
};

test('the worker is started when first needed and kept', async () => {
  const spawn = vi.fn(() => fakeWorker(good));
  const client = createCompilerClient({ spawn, ...deadlines });
  expect(spawn).not.toHaveBeenCalled();
  const first = await client.compile(files, 'debug');
  const second = await client.compile(files, 'release');
  expect([first.status, second.status]).toEqual(['compiled', 'compiled']);
  expect(second.revision).toBeGreaterThan(first.revision);
  expect(spawn).toHaveBeenCalledTimes(1);
});

test('a compiler that does not answer is ended, said, and replaced', async () => {
  const workers: FakeWorker[] = [];
  const spawn = vi.fn(() => {
    const api = workers.length === 0 ? { ...good, compile: () => never<never>() } : good;
    const worker = fakeWorker(api);
    workers.push(worker);
    return worker;
  });
  const client = createCompilerClient({ spawn, ...deadlines });
  const outcome = await client.compile(files, 'debug');
  expect(outcome).toMatchObject({
    status: 'crashed',
    message: 'the compiler did not answer within 0.06 s',
  });
  expect(workers[0]?.terminated).toBe(true);
  expect((await client.compile(files, 'debug')).status).toBe('compiled');
});

test('a compiler that breaks while it works is replaced', async () => {
  const workers: FakeWorker[] = [];
  const spawn = vi.fn(() => {
    const worker = fakeWorker({
      ...good,
      compile: (request) => {
        if (workers.length > 1) return Promise.resolve(compiled(request));
        worker.fail('out of memory');
        return never();
      },
    });
    workers.push(worker);
    return worker;
  });
  const client = createCompilerClient({ spawn, ...deadlines, deadlineMs: 5000 });
  expect((await client.compile(files, 'debug')).status).toBe('crashed');
  expect((await client.compile(files, 'debug')).status).toBe('compiled');
});

test('an internal crash that asc reports costs the worker too', async () => {
  const worker = fakeWorker({
    ...good,
    compile: ({ revision }) => Promise.resolve({ status: 'crashed', revision, message: 'exit 1' }),
  });
  const client = createCompilerClient({ spawn: () => worker, ...deadlines });
  expect(await client.compile(files, 'debug')).toMatchObject({ message: 'exit 1' });
  expect(worker.terminated).toBe(true);
});
