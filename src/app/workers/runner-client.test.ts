import { expect, test, vi } from 'vitest';
import type { RunnerApi, RunProgress, RunRequest } from '#run/api.ts';
import { type FakeWorker, fakeWorker, never, smallProject } from '../testing/project.ts';
import { createRunnerClient } from './runner-client.ts';

const project = smallProject();
const request = { project, modules: [], options: {} };
const watch = { silenceMs: 120, onFinished: () => undefined };

function progress(run: RunRequest, callback: string): RunProgress {
  return {
    id: run.id,
    scenario: 0,
    callback,
    contextId: 1,
    plugin: 0,
    seq: 3,
    exchanges: 1,
    finished: null,
  };
}

const good: RunnerApi = {
  run: (run, onProgress) => {
    onProgress(progress(run, 'proxy_on_vm_start'));
    return Promise.resolve({ format: 1, project: run.project.name, scenarios: [] });
  },
};

const endless: RunnerApi = {
  run: (run, onProgress) => {
    onProgress(progress(run, 'proxy_on_configure'));
    return never();
  },
};

function clientOf(apis: RunnerApi[], loadDeadlineMs = 5000) {
  const workers: FakeWorker[] = [];
  const spawn = vi.fn(() => {
    const worker = fakeWorker(apis[Math.min(workers.length, apis.length - 1)] as RunnerApi);
    workers.push(worker);
    return worker;
  });
  const client = createRunnerClient({ spawn, loadDeadlineMs, now: () => performance.now() });
  return { client, workers };
}

test('a run gives its report and keeps its worker', async () => {
  const { client, workers } = clientOf([good]);
  const first = await client.run(request, watch);
  expect(first).toMatchObject({ status: 'done', report: { project: 'small' } });
  await client.run(request, watch);
  expect(workers).toHaveLength(1);
});

test('silence ends the worker and names the last callback; the next run gets a new one', async () => {
  const { client, workers } = clientOf([endless, good]);
  const outcome = await client.run(request, watch);
  expect(outcome).toMatchObject({ status: 'stopped', at: { callback: 'proxy_on_configure' } });
  expect(workers[0]?.terminated).toBe(true);
  expect((await client.run(request, watch)).status).toBe('done');
});

test('a new run ends one that is still going on', async () => {
  const { client } = clientOf([endless, good]);
  const first = client.run(request, { ...watch, silenceMs: 60_000 });
  const second = client.run(request, watch);
  expect((await first).status).toBe('cancelled');
  expect((await second).status).toBe('done');
});

test('a worker that never starts, and one that breaks, are lost and not blamed on the filter', async () => {
  const silent = clientOf([{ run: () => never() }], 80);
  expect(await silent.client.run(request, watch)).toMatchObject({ status: 'lost' });
  const broken = clientOf([{ run: () => Promise.reject(new Error('a defect')) }]);
  expect(await broken.client.run(request, watch)).toEqual({ status: 'lost', message: 'a defect' });
});

test('a guest that stands at a breakpoint is waited for', async () => {
  let goOn = (): void => undefined;
  const stopped: RunnerApi = {
    run: (run, onProgress) => {
      onProgress(progress(run, 'proxy_on_vm_start'));
      return new Promise((resolve) => {
        goOn = () => resolve({ format: 1, project: run.project.name, scenarios: [] });
      });
    },
  };
  const { client, workers } = clientOf([stopped]);
  const set = vi.spyOn(globalThis, 'setTimeout');
  const news = vi.fn();
  const run = client.run(request, { ...watch, silenceMs: null, onNews: news });
  await vi.waitFor(() => expect(news).toHaveBeenCalled());
  // No clock runs that could end it.
  const delays = set.mock.calls.map(([, delayMs]) => delayMs);
  set.mockRestore();
  expect(delays).not.toContain(5000);
  expect(delays).not.toContain(-50);
  goOn();
  expect(await run).toMatchObject({ status: 'done' });
  expect(workers[0]?.terminated).toBe(false);
});
