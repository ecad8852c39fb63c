import { expect, test, vi } from 'vitest';
import { smallProject } from '../testing/project.ts';
import type { RunnerClient, RunOutcome } from '../workers/runner-client.ts';
import { createAsideRunner } from './aside-runner.ts';

const project = smallProject();
const done: RunOutcome = {
  status: 'done',
  report: { format: 1, project: 'small', scenarios: [] },
  durationMs: 1,
};

/** A client whose runs are answered by hand, in the order in which they were begun. */
function handClient() {
  const answers: ((outcome: RunOutcome) => void)[] = [];
  const client = {
    run: vi.fn(() => new Promise<RunOutcome>((resolve) => answers.push(resolve))),
    cancel: vi.fn(() => answers.at(-1)?.({ status: 'cancelled' })),
    warm: () => undefined,
  } satisfies RunnerClient;
  return { client, answers };
}

test('runs wait for one another', async () => {
  const { client, answers } = handClient();
  const aside = createAsideRunner(client);
  const first = aside.play(project, []);
  const second = aside.play(project, [], { scenarios: [1] });
  await vi.waitFor(() => expect(client.run).toHaveBeenCalledTimes(1));
  answers[0]?.({ status: 'lost', message: 'gone' });
  expect(await first).toBe('gone');
  await vi.waitFor(() => expect(client.run).toHaveBeenCalledTimes(2));
  answers[1]?.(done);
  expect(await second).toMatchObject({ format: 1 });
});

test('a run that is no longer wanted is ended, and one that waits is not begun', async () => {
  const { client } = handClient();
  const aside = createAsideRunner(client);
  const [one, other] = [new AbortController(), new AbortController()];
  const first = aside.play(project, [], {}, one.signal);
  const second = aside.play(project, [], {}, other.signal);
  await vi.waitFor(() => expect(client.run).toHaveBeenCalledTimes(1));
  other.abort();
  expect(client.cancel).not.toHaveBeenCalled();
  one.abort();
  expect(await first).toBe('it is no longer wanted');
  expect(await second).toBe('it is no longer wanted');
  expect(client.run).toHaveBeenCalledTimes(1);
});

test('a filter that does not return is told by its callback', async () => {
  const { client, answers } = handClient();
  const report = createAsideRunner(client).play(project, []);
  await vi.waitFor(() => expect(answers).toHaveLength(1));
  answers[0]?.({
    status: 'stopped',
    at: {
      id: 1,
      scenario: 0,
      exchanges: 1,
      finished: null,
      seq: 3,
      plugin: 0,
      callback: 'proxy_on_tick',
      contextId: 1,
    },
  });
  expect(await report).toBe('the filter does not return from proxy_on_tick');
});
