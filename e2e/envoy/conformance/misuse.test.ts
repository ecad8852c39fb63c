// What no filter should do, because it crashes a real Envoy or leaves it in a state that nobody defines: each ends as a fault that says
// what Envoy would do. These have no scenario in the comparison, for there is nothing to compare.

import { expect, test } from 'vitest';
import { pluginModules } from '#cli/plugin-modules.ts';
import { parseProject } from '#project/parse.ts';
import type { ScenarioReport } from '#run/api.ts';
import { runProject } from '#run/run-project.ts';
import { type ExchangeInput, get, ok, one, post, side, withRequestTrailers } from './case.ts';
import { probeProject } from './cases.ts';
import { moduleProject } from './module-cases.ts';
import { guestCase, log, proxyLog } from './module-guests/module-case.ts';

interface Misuse {
  script: string;
  kind: 'envoy-crash' | 'envoy-undefined';
  message: string;
  exchanges?: ExchangeInput[];
  /** Callbacks that must not follow. */
  never?: string;
  /** Another plugin of the same VM follows. */
  isFollowed?: boolean;
}

const chunked: ExchangeInput['request'] = {
  ...post('body'),
  body: { framing: 'chunked', chunks: [{ data: 'body' }] },
};
const twiceUpstream =
  'continuing the request in on_request_headers and returning Continue sends the request to the upstream twice';
const crash = (script: string, message: string, never?: string): Misuse => ({
  script,
  kind: 'envoy-crash',
  message: `Envoy crashes: ${message}`,
  ...(never === undefined ? {} : { never }),
});

const withTrailers = one(get, {
  kind: 'answer',
  body: { chunks: [{ data: 'answer' }] },
  trailers: [['x-end', '1']],
});

const misuses: Misuse[] = [
  { script: 'request-headers: continue request', kind: 'envoy-undefined', message: twiceUpstream },
  { script: 'create: continue request', kind: 'envoy-undefined', message: twiceUpstream },
  {
    script: 'response-headers: continue response',
    kind: 'envoy-undefined',
    message:
      'continuing the response in on_response_headers and returning Continue writes the response headers twice',
  },
  {
    script: 'request-headers: reply 403 - no\nrequest-headers: close request',
    kind: 'envoy-undefined',
    message:
      'closing the stream after a local response in the same callback sends nothing, and Envoy then calls on_response_headers for a context that it has deleted',
  },
  {
    script:
      'request-body: call side /x\nrequest-body: return 1\nanswer: reply 403 - no\nanswer: continue request',
    kind: 'envoy-undefined',
    message:
      'continuing the request after a local response in the same callback lets it go on to the upstream; where its headers have gone there before, Envoy writes a second answer to the client',
    exchanges: one(post('body')),
  },
  {
    script:
      'request-headers: call side /x\nrequest-headers: return 1\nanswer: continue request\nanswer: continue request',
    kind: 'envoy-undefined',
    message:
      'continuing the request once more while its headers pass the filters behind lets the body overtake them',
    exchanges: one(post('body')),
    isFollowed: true,
  },
  {
    script: 'request-body.2: add request-trailers x-made 1\nrequest-body.2: return 1',
    kind: 'envoy-undefined',
    message:
      'trailers added in the last on_request_body go on although the callback holds the body back: the upstream sees the request end without it, and a body that is released later is written behind the end',
    exchanges: one(chunked),
  },
  {
    script: 'request-headers: close request\nrequest-headers: reply 403 - no',
    kind: 'envoy-undefined',
    message:
      'a local response after closing the stream in the same callback sends nothing: Envoy calls on_response_headers for a context that it has deleted, and may crash',
  },
  {
    script: 'response-body: continue request',
    kind: 'envoy-undefined',
    message:
      'continuing the request when nothing holds it and its trailers have come sends the trailers twice',
    exchanges: [withRequestTrailers],
  },
  {
    script: 'response-headers: return 1\ndelete: continue response',
    kind: 'envoy-undefined',
    message:
      'continuing a response that is held back when the stream has ended: Envoy goes on with it in contexts that it has deleted',
  },
  crash(
    'request-headers: continue response',
    'continuing a response that does not exist yet',
    'proxy_on_response_headers',
  ),
  crash(
    'request-headers: call side /x\nrequest-headers: return 1\nanswer: continue response',
    'continuing a response that does not exist yet',
    'proxy_on_response_headers',
  ),
  crash('create: close request', 'closing a stream in proxy_on_context_create', 'proxy_on_log'),
  {
    ...crash('response-trailers: close response', 'closing a stream in proxy_on_response_trailers'),
    exchanges: withTrailers,
  },
  {
    ...crash(
      'response-trailers: continue response',
      'continuing the response in on_response_trailers and returning Continue',
    ),
    exchanges: withTrailers,
  },
  crash('log: continue request', 'continuing a stream in proxy_on_log', 'proxy_on_done'),
  crash('log: close response', 'closing a stream in proxy_on_log', 'proxy_on_done'),
  crash('log: reply 500 - no', 'a local response in proxy_on_log', 'proxy_on_done'),
  crash('done: close request', 'closing a stream in proxy_on_done', 'proxy_on_delete'),
  crash('done: reply 500 - no', 'a local response in proxy_on_done', 'proxy_on_delete'),
  crash('delete: close request', 'closing a stream in proxy_on_delete'),
  crash('delete: reply 500 - no', 'a local response in proxy_on_delete'),
];

async function play(misuse: Misuse): Promise<ScenarioReport> {
  const { script, exchanges = one(get), isFollowed = false } = misuse;
  const input = probeProject({ name: script, script, exchanges, calls: side(ok) });
  const following = input.plugins.map((plugin) => ({ ...plugin, name: 'behind' }));
  const plugins = [...input.plugins, ...(isFollowed ? following : [])];
  const parsed = parseProject({ ...input, plugins });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  const { project } = parsed;
  const modules = await pluginModules(project, 'debug');
  const report = runProject({ id: 1, project, modules, options: {} }, () => undefined, null);
  const [scenario] = report.scenarios;
  if (scenario === undefined) throw new Error('the report has no scenario');
  return scenario;
}

test.each(misuses)('$script', async (misuse) => {
  const report = await play(misuse);
  expect(report.faults.map(({ kind, message }) => ({ kind, message }))).toContainEqual({
    kind: misuse.kind,
    message: misuse.message,
  });
  const called = report.events.flatMap((event) => (event.kind === 'callback' ? [event.name] : []));
  if (misuse.never !== undefined) expect(called).not.toContain(misuse.never);
});

test('the same calls where they are allowed are no fault', async () => {
  for (const script of [
    'done: continue request',
    'delete: continue request',
    'create: reply 403 - no',
  ]) {
    const report = await play({ script, kind: 'envoy-crash', message: '' });
    expect(report.faults, script).toEqual([]);
  }
});

test('a start section that calls the host, where Envoy has no memory of the guest yet', () => {
  const early = guestCase('early', {
    imports: proxyLog,
    body: `(func $early ${log(0, 1)}) (start $early)`,
  });
  const { project, modules } = moduleProject('early', early);
  const report = runProject({ id: 1, project, modules, options: {} }, () => undefined, null);
  expect(report.scenarios.flatMap(({ faults }) => faults)).toMatchObject([
    { kind: 'envoy-crash', message: expect.stringContaining('the start section') },
  ]);
});
