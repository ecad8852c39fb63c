import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { CompileOutcome, Profile, SourceText } from '#compile/api.ts';
import type { RunProgress } from '#run/api.ts';
import { exchange, fault, scenario as report } from '#trace/testing/report.ts';
import { setFileText } from '../store/edit-project.ts';
import { createPlaygroundStore } from '../store/playground-store.ts';
import { createResultShelf } from '../store/results.ts';
import { smallProject } from '../testing/project.ts';
import type { CompilerClient } from '../workers/compiler-client.ts';
import type { RunnerClient, RunOutcome } from '../workers/runner-client.ts';
import { createCompileController } from './compile-controller.ts';
import { startLiveController } from './live-controller.ts';
import type { ModuleStorage } from './module-storage.ts';
import { createRunController } from './run-controller.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function outcome(sizeBytes = 1): CompileOutcome {
  return {
    status: 'compiled',
    revision: 1,
    module: new Uint8Array(sizeBytes),
    sourceMap: null,
    diagnostics: [],
    stats: { durationMs: 5, sizeBytes },
  };
}

function compilerOf(compile: (files: SourceText[], profile: Profile) => Promise<CompileOutcome>) {
  return {
    ready: () => Promise.resolve({ version: '0', declarations: [] }),
    compile: vi.fn(compile),
  } satisfies CompilerClient;
}

const noPrecompiled = () => Promise.reject(new Error('none'));
const noModules: ModuleStorage = {
  find: () => Promise.resolve(null),
  keep: () => Promise.resolve(null),
  dropOthers: () => Promise.resolve(0),
};

function setText(store: ReturnType<typeof createPlaygroundStore>, text: string): void {
  store.getState().editProject((project) => setFileText(project, 0, 'filter.ts', text));
}

test('an untouched example runs with its own module, without the compiler', async () => {
  const store = createPlaygroundStore(smallProject());
  store.getState().openProject({
    project: smallProject(),
    precompiled: 'hello-header',
    edited: false,
    drafts: {},
  });
  const client = compilerOf(() => Promise.resolve(outcome()));
  const module = { bytes: new Uint8Array(7), sourceMap: null };
  const controller = createCompileController(
    store,
    client,
    () => Promise.resolve(module),
    noModules,
  );
  expect((await controller.compile())?.modules).toEqual([module]);
  expect(client.compile).not.toHaveBeenCalled();
  expect(store.getState().compile).toMatchObject({ status: 'ready', stats: null });
});

test('an example whose module cannot be fetched is compiled', async () => {
  const store = createPlaygroundStore(smallProject());
  store.getState().openProject({
    project: smallProject(),
    precompiled: 'hello-header',
    edited: false,
    drafts: {},
  });
  const client = compilerOf(() => Promise.resolve(outcome(3)));
  const controller = createCompileController(store, client, noPrecompiled, noModules);
  expect((await controller.compile())?.modules[0]?.bytes).toHaveLength(3);
});

test('the answer to sources that are old by now is dropped', async () => {
  const store = createPlaygroundStore(smallProject());
  const answers: ((value: CompileOutcome) => void)[] = [];
  const client = compilerOf(() => new Promise((resolve) => answers.push(resolve)));
  const controller = createCompileController(store, client, noPrecompiled, noModules);
  const first = controller.compile();
  await vi.waitFor(() => expect(answers).toHaveLength(1));
  setText(store, '// newer');
  const second = controller.compile();
  await vi.waitFor(() => expect(answers).toHaveLength(2));
  answers[1]?.(outcome(2));
  answers[0]?.(outcome(1));
  expect(await first).toBeNull();
  expect((await second)?.modules[0]?.bytes).toHaveLength(2);
  expect(store.getState().compile).toMatchObject({ stats: { sizeBytes: 2 } });
});

test('a compile that another request superseded is asked for again', async () => {
  const store = createPlaygroundStore(smallProject());
  let asked = 0;
  const client = compilerOf(() =>
    Promise.resolve(asked++ === 0 ? { status: 'superseded', revision: 1 } : outcome()),
  );
  const controller = createCompileController(store, client, noPrecompiled, noModules);
  expect(await controller.compile()).not.toBeNull();
  expect(asked).toBe(2);
});

test('errors keep the modules of before and show the diagnostics', async () => {
  const store = createPlaygroundStore(smallProject());
  let fails = false;
  const client = compilerOf(() =>
    Promise.resolve(
      fails
        ? {
            status: 'failed',
            revision: 2,
            diagnostics: [
              {
                severity: 'error',
                source: 'asc',
                code: 'AS1',
                message: 'bad',
                range: null,
                related: null,
              },
            ],
          }
        : outcome(),
    ),
  );
  const controller = createCompileController(store, client, noPrecompiled, noModules);
  const good = await controller.compile();
  fails = true;
  setText(store, 'let');
  expect(await controller.compile()).toBeNull();
  expect(controller.latest()).toBe(good);
  expect(store.getState().compile).toMatchObject({ status: 'failed' });
  expect(await controller.release()).toBe('bad');
});

const modules = { sourceRevision: 0, modules: [] };
const at: RunProgress = {
  id: 1,
  scenario: 0,
  callback: 'proxy_on_request_headers',
  contextId: 2,
  plugin: 0,
  seq: 10,
  exchanges: 0,
  finished: null,
};

function runnerOf(answers: RunOutcome[]) {
  return {
    run: vi.fn<RunnerClient['run']>(() => Promise.resolve(answers.shift() as RunOutcome)),
    cancel: vi.fn(),
    warm: vi.fn(),
  };
}

function done(scenarios: ReturnType<typeof report>[]): RunOutcome {
  return { status: 'done', durationMs: 2, report: { format: 1, project: 'small', scenarios } };
}

test('the scenario on screen is played first', async () => {
  const store = createPlaygroundStore(smallProject());
  store.getState().showScenario(1);
  const client = runnerOf([done([report({ index: 1 }), report({ index: 0 })])]);
  const shelf = createResultShelf();
  await createRunController(store, client, shelf, () => 0).run(modules);
  expect(client.run.mock.calls[0]?.[0].options).toEqual({ scenarios: [1, 0] });
  expect(shelf.get(store.getState().resultKey)?.scenarios.size).toBe(2);
  expect(store.getState().run).toEqual({ status: 'done', durationMs: 2 });
});

test('a filter that never returns is named, looked into, and the other scenarios still run', async () => {
  const store = createPlaygroundStore(smallProject());
  const looping = report({
    index: 0,
    exchanges: [exchange({})],
    faults: [fault({ callback: at.callback })],
  });
  const client = runnerOf([
    { status: 'stopped', at },
    done([looping]),
    done([report({ index: 1, name: 'two' })]),
  ]);
  const shelf = createResultShelf(9);
  const messages: string[] = [];
  store.subscribe((state, before) => {
    if (state.resultKey === before.resultKey) return;
    const message = shelf.get(state.resultKey)?.scenarios.get(0)?.faults[0]?.message;
    if (message !== undefined) messages.push(message);
  });
  await createRunController(store, client, shelf, () => 0).run(modules);
  expect(messages[0]).toBe('stopped after 2 s in proxy_on_request_headers');
  expect(messages.at(-1)).toBe('stopped after 2 s in proxy_on_request_headers at filter.ts:12');
  expect(client.run.mock.calls[1]?.[0].options).toEqual({
    scenarios: [0],
    loopGuard: { scenario: 0, seq: 10, turns: 20_000_000 },
  });
  expect(client.run.mock.calls[2]?.[0].options).toEqual({ scenarios: [1] });
  const result = shelf.get(store.getState().resultKey);
  expect(result?.scenarios.get(0)?.exchanges[0]?.verdict).toBe('timed-out');
  expect(result?.scenarios.get(1)?.name).toBe('two');
});

test('after three stops the rest is left out', async () => {
  const store = createPlaygroundStore(smallProject(['a', 'b', 'c', 'd', 'e']));
  const stop = (scenario: number): RunOutcome => ({ status: 'stopped', at: { ...at, scenario } });
  const silent: RunOutcome = { status: 'stopped', at };
  const client = runnerOf([stop(0), silent, stop(1), silent, stop(2), silent]);
  const shelf = createResultShelf();
  await createRunController(store, client, shelf, () => 0).run(modules);
  const result = shelf.get(store.getState().resultKey);
  expect([...(result?.scenarios.values() ?? [])].map((one) => one.faults.length)).toEqual([
    1, 1, 1, 0, 0,
  ]);
  expect(client.run).toHaveBeenCalledTimes(6);
});

test('a repeated scenario tells how far it is once it takes long', async () => {
  const store = createPlaygroundStore(smallProject());
  store.getState().editProject((project) => ({
    ...project,
    scenarios: project.scenarios.map((one) => ({ ...one, repeat: 500 })),
  }));
  const told = new Set<unknown>();
  store.subscribe(({ run }) => told.add(run));
  let time = 0;
  const client = {
    ...runnerOf([]),
    run: vi.fn<RunnerClient['run']>((_, { onNews }) => {
      onNews?.({ ...at, exchanges: 3 });
      time = 200;
      onNews?.({ ...at, exchanges: 40 });
      time = 210;
      onNews?.({ ...at, exchanges: 44 });
      return Promise.resolve(done([]));
    }),
  };
  await createRunController(store, client, createResultShelf(), () => time).run(modules);
  expect([...told]).toContainEqual({
    status: 'running',
    rounds: { scenario: 0, played: 40, of: 500 },
  });
  expect([...told].filter((run) => JSON.stringify(run).includes('played'))).toHaveLength(1);
});

test('a cancelled run says so, and what its runner still tells is not heard', async () => {
  const store = createPlaygroundStore(smallProject());
  let resolve: (outcome: RunOutcome) => void = () => undefined;
  const promise = new Promise<RunOutcome>((settle) => {
    resolve = settle;
  });
  const client = { ...runnerOf([]), run: vi.fn<RunnerClient['run']>(() => promise) };
  const controller = createRunController(store, client, createResultShelf(), () => 0);
  const running = controller.run(modules);
  controller.cancel();
  expect(client.cancel).toHaveBeenCalledTimes(1);
  resolve({ status: 'cancelled' });
  await running;
  expect(store.getState().run).toEqual({ status: 'cancelled' });
  controller.cancel();
  expect(client.cancel).toHaveBeenCalledTimes(1);
});

test('a lost runner is a defect of ours and is said', async () => {
  const store = createPlaygroundStore(smallProject());
  const client = runnerOf([{ status: 'lost', message: 'gone' }]);
  await createRunController(store, client, createResultShelf(), () => 0).run(modules);
  expect(store.getState().run).toEqual({ status: 'crashed', message: 'gone' });
});

test('live runs after a pause in the forms, at once after new code, and not at all when off', async () => {
  const store = createPlaygroundStore(smallProject());
  const compile = vi.fn(() => Promise.resolve(modules));
  const run = vi.fn(() => Promise.resolve());
  const compiler = { compile, latest: () => null, release: () => Promise.resolve('') };
  const runner = { run, cancel: () => undefined };
  const live = startLiveController(store, compiler, runner, () => undefined);
  const rename = (name: string): void =>
    store.getState().editProject((project) => ({ ...project, name }));

  rename('a');
  rename('b');
  await vi.advanceTimersByTimeAsync(100);
  expect(run).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(100);
  expect(run).toHaveBeenCalledTimes(1);

  setText(store, '// code');
  await vi.advanceTimersByTimeAsync(0);
  expect(run).toHaveBeenCalledTimes(2);

  store.getState().show({ live: false });
  rename('c');
  setText(store, '// more code');
  await vi.advanceTimersByTimeAsync(1000);
  expect(run).toHaveBeenCalledTimes(2);
  expect(compile).toHaveBeenCalledTimes(3);
  live.dispose();
});
