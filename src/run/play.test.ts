// Whole runs: the same report every time, guests that misbehave, input that no Envoy would take, and assertions that can fail.

import { expect, test } from 'vitest';
import { encodePairs } from '#abi/pairs.ts';
import { boilerplate, wat } from '#host/testing/guest.ts';
import type { CallbackEvent, HostcallEvent, ScenarioReport } from './api.ts';
import { runProject } from './run-project.ts';
import { projectOf, runModule } from './testing/project.ts';

const guest = (body: string, imports = ''): Uint8Array =>
  wat(`(module ${imports} ${boilerplate} ${body})`);
const importLog = '(import "env" "proxy_log" (func $log (param i32 i32 i32) (result i32)))';
const quiet = guest('');
const headersPause = guest(
  '(func (export "proxy_on_request_headers") (param i32 i32 i32) (result i32) (i32.const 1))',
);

const callbacks = (report: ScenarioReport): string[] =>
  report.events
    .filter((event): event is CallbackEvent => event.kind === 'callback')
    .map((event) => event.name);
const hostcalls = (report: ScenarioReport): HostcallEvent[] =>
  report.events.filter((event): event is HostcallEvent => event.kind === 'hostcall');

test('a guest without callbacks lets everything pass', () => {
  const report = runModule(quiet);
  expect(report.exchanges[0]).toMatchObject({ verdict: 'completed', details: 'via_upstream' });
  expect(report.counts).toEqual({ callbacks: 0, hostcalls: 0 });
});

test('pieces of a body that come later are told when they come, the last as the end', () => {
  const chunks = [
    { data: 'abc' },
    { data: 'de', delayMs: 5 },
    { data: 'f' },
    { data: 'g', delayMs: 5 },
  ];
  const report = runModule(
    quiet,
    projectOf({}, { exchanges: [{ request: { method: 'POST', body: { chunks } } }] }),
  );
  const pieces = report.events.filter((event) => event.kind === 'net');
  expect(
    pieces
      .filter(({ what }) => what.startsWith('client-'))
      .map(({ what, text, timeNs, exchange }) => [what, text, timeNs / 1e6, exchange]),
  ).toEqual([
    ['client-request', 'POST /', 0, 0],
    ['client-body', '3 B', 5, 0],
    ['client-body', '1 B, end', 10, 0],
    ['client-response', '200', 10, 0],
  ]);
});

test('a path beyond ASCII is told as it was typed', () => {
  const report = runModule(
    quiet,
    projectOf({}, { exchanges: [{ request: { path: '/?q=שלום' } }] }),
  );
  const texts = report.events.flatMap((event) => (event.kind === 'net' ? [event.text] : []));
  expect(texts.filter((text) => text.startsWith('GET'))).toEqual(['GET /?q=שלום']);
});

test('two runs give the same report, byte for byte, with time and chance in it', () => {
  const asks = guest(
    `(func (export "proxy_on_request_headers") (param i32 i32 i32) (result i32)
      (drop (call $random (i32.const 0) (i32.const 16))) (drop (call $time (i32.const 16)))
      (drop (call $log (i32.const 2) (i32.const 0) (i32.const 24))) (i32.const 0))`,
    `${importLog} (import "env" "proxy_get_current_time_nanoseconds" (func $time (param i32) (result i32)))
     (import "wasi_snapshot_preview1" "random_get" (func $random (param i32 i32) (result i32)))`,
  );
  const text = (seed: number): string => JSON.stringify(runModule(asks, projectOf({}, { seed })));
  expect(text(1)).toBe(text(1));
  expect(text(1)).not.toBe(text(2));
});

test('every reading of the clock is later than the one before, so that waiting for it ends', () => {
  const waits = guest(
    `(func (export "proxy_on_request_headers") (param i32 i32 i32) (result i32)
      (drop (call $time (i32.const 0)))
      (loop $l (drop (call $time (i32.const 8)))
        (br_if $l (i64.lt_u (i64.sub (i64.load (i32.const 8)) (i64.load (i32.const 0))) (i64.const 1000000))))
      (i32.const 0))`,
    '(import "env" "proxy_get_current_time_nanoseconds" (func $time (param i32) (result i32)))',
  );
  expect(runModule(waits).exchanges[0]?.verdict).toBe('completed');
});

test('a stream that nothing resumes hangs, and says where', () => {
  const [exchange] = runModule(headersPause).exchanges;
  expect(exchange).toMatchObject({
    verdict: 'hung',
    verdictText: 'Paused at request headers by guest; nothing will resume it.',
  });
  expect(exchange?.clientResponse).toBeNull();
  expect(exchange?.upstreamRequest).toBeNull();
});

test('a pause says on which worker and in which exchange it is', () => {
  const { events } = runModule(headersPause);
  expect(events.find((event) => event.kind === 'net' && event.what === 'paused')).toMatchObject({
    worker: 0,
    plugin: 0,
    exchange: 0,
  });
});

test('a trap answers 503 and names the callback', () => {
  const report = runModule(
    guest(
      '(func (export "proxy_on_request_headers") (param i32 i32 i32) (result i32) unreachable)',
    ),
  );
  expect(report.exchanges[0]).toMatchObject({
    verdict: 'failed-closed',
    details: 'wasm_fail_stream',
  });
  expect(report.exchanges[0]?.clientResponse?.headers.slice(0, 1)).toEqual([[':status', '503']]);
  expect(report.faults[0]).toMatchObject({
    kind: 'trap',
    callback: 'proxy_on_request_headers',
    message: 'Uncaught RuntimeError: unreachable',
    exchange: 0,
  });
  // Nothing is called in a VM that has failed.
  expect(callbacks(report).at(-1)).toBe('proxy_on_request_headers');
});

test.each([
  ['proxy_on_context_create', '(param i32 i32)', 'failed-closed'],
  ['proxy_on_vm_start', '(param i32 i32) (result i32)', 'not-run'],
  ['proxy_on_configure', '(param i32 i32) (result i32)', 'not-run'],
  ['proxy_on_request_headers', '(param i32 i32 i32) (result i32)', 'failed-closed'],
  ['proxy_on_request_body', '(param i32 i32 i32) (result i32)', 'failed-closed'],
  ['proxy_on_request_trailers', '(param i32 i32) (result i32)', 'failed-closed'],
  ['proxy_on_response_headers', '(param i32 i32 i32) (result i32)', 'failed-closed'],
  ['proxy_on_response_body', '(param i32 i32 i32) (result i32)', 'reset'],
  ['proxy_on_response_trailers', '(param i32 i32) (result i32)', 'reset'],
  ['proxy_on_log', '(param i32)', 'completed'],
  ['proxy_on_done', '(param i32) (result i32)', 'completed'],
  ['proxy_on_delete', '(param i32)', 'completed'],
] as const)('a trap in %s is data in the report', (name, type, verdict) => {
  const body = { chunks: [{ data: 'x' }] };
  const project = projectOf(
    {},
    {
      exchanges: [
        {
          request: { method: 'POST', body, trailers: [['x-t', '1']] },
          upstream: { kind: 'answer', body, trailers: [['x-t', '1']] },
        },
      ],
    },
  );
  const report = runModule(guest(`(func (export "${name}") ${type} unreachable)`), project);
  expect(report.faults[0]).toMatchObject({ kind: 'trap', callback: name });
  expect(report.exchanges[0]?.verdict).toBe(verdict);
});

test('a module that Envoy refuses keeps everything from running', () => {
  const report = runModule(guest('', '(import "env" "abort" (func))'));
  expect(report.loaded).toBe(false);
  expect(report.exchanges[0]?.verdict).toBe('not-run');
  expect(report.faults[0]).toMatchObject({
    kind: 'load-failed',
    message: 'Failed to load Wasm module due to a missing import: env.abort',
  });
  expect(report.faults[0]?.envoyText).toContain('Plugin guest failed to load');
});

test('a call out of the start section is a crash of Envoy, not a run', () => {
  const early = guest(
    '(func $f (drop (call $log (i32.const 2) (i32.const 0) (i32.const 0)))) (start $f)',
    importLog,
  );
  expect(runModule(early).faults.map(({ kind }) => kind)).toEqual(['envoy-crash']);
});

test('continuing a response before there is one crashes Envoy, and later exchanges do not run', () => {
  const continues = guest(
    '(func (export "proxy_on_request_headers") (param i32 i32 i32) (result i32) (drop (call $continue (i32.const 1))) (i32.const 1))',
    '(import "env" "proxy_continue_stream" (func $continue (param i32) (result i32)))',
  );
  const report = runModule(
    continues,
    projectOf({}, { exchanges: [{ request: {} }, { request: {} }] }),
  );
  expect(report.faults[0]?.kind).toBe('envoy-crash');
  expect(report.exchanges.map(({ verdict }) => verdict)).toEqual(['reset', 'not-run']);
});

test('a gRPC call without a name crashes Envoy, and later exchanges do not run', () => {
  const nameless = guest(
    `(func (export "proxy_on_request_headers") (param i32 i32 i32) (result i32)
      (call $call (i32.const 0) (i32.const 0) (i32.const 0) (i32.const 0) (i32.const 0) (i32.const 0)
        (i32.const 0) (i32.const 0) (i32.const 0) (i32.const 0) (i32.const 0) (i32.const 0)))`,
    '(import "env" "proxy_grpc_call" (func $call (param i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32) (result i32)))',
  );
  const exchanges = [{ request: {} }, { request: {} }];
  const report = runModule(nameless, projectOf({}, { exchanges }));
  expect(report.faults).toMatchObject([{ kind: 'envoy-crash' }]);
  expect(report.exchanges.map(({ verdict }) => verdict)).toEqual(['reset', 'not-run']);
});

test('a route to a cluster that speaks HTTP/2 is said', () => {
  const clusters = [{ name: 'upstream', protocol: 'http2' as const }];
  expect(runModule(quiet, projectOf({}, {}, { clusters })).faults).toMatchObject([
    { kind: 'bad-input' },
  ]);
});

test('continuing in the headers callback that continues anyway is undefined in Envoy and said so', () => {
  const continues = guest(
    '(func (export "proxy_on_request_headers") (param i32 i32 i32) (result i32) (drop (call $continue (i32.const 0))) (i32.const 0))',
    '(import "env" "proxy_continue_stream" (func $continue (param i32) (result i32)))',
  );
  const report = runModule(continues);
  expect(report.faults[0]?.kind).toBe('envoy-undefined');
  expect(report.exchanges[0]?.verdict).toBe('completed');
});

test('an endless loop is found by the counter, in the callback that was named', () => {
  const loops = guest(
    '(func (export "proxy_on_request_headers") (param i32 i32 i32) (result i32) (loop $l (br $l)) (i32.const 0))',
  );
  let entered = { seq: -1, callback: '' };
  const project = projectOf({});
  const options = { loopGuard: { scenario: 0, seq: 1, turns: 10_000 } };
  const request = { id: 1, project, modules: [{ bytes: loops, sourceMap: null }], options };
  const report = runProject(request, (progress) => (entered = progress), null);
  expect(entered).toMatchObject({ seq: 1, callback: 'proxy_on_request_headers' });
  expect(report.scenarios[0]?.faults[0]).toMatchObject({
    kind: 'trap',
    callback: 'proxy_on_request_headers',
  });
});

test('progress is told before a callback is entered, and carries the scenarios that have ended', () => {
  const project = projectOf(
    {},
    {},
    {
      scenarios: [
        { name: 'one', exchanges: [{ request: {} }] },
        { name: 'two', exchanges: [{ request: {} }] },
      ],
    },
  );
  const seen: (string | undefined)[] = [];
  const modules = [{ bytes: headersPause, sourceMap: null }];
  runProject(
    { id: 7, project, modules, options: {} },
    (progress) => seen.push(progress.finished?.name),
    null,
  );
  expect(seen).toEqual([undefined, 'one']);
});

test('a memory that runs full is out of memory', () => {
  const eats =
    guest(`(func $growMemory (loop $l (br_if $l (i32.ne (memory.grow (i32.const 16)) (i32.const -1)))) unreachable)
    (func (export "proxy_on_request_headers") (param i32 i32 i32) (result i32) (call $growMemory) (i32.const 0))`);
  const report = runModule(eats, projectOf({}), { memoryLimitBytes: 8 * 1024 * 1024 });
  expect(report.faults[0]?.kind).toBe('out-of-memory');
  expect(report.memoryBytes).toEqual([113 * 65_536]);
});

test('unbounded recursion is a trap', () => {
  const recurses = guest(
    '(func $f (export "proxy_on_request_headers") (param i32 i32 i32) (result i32) (call $f (i32.const 0) (i32.const 0) (i32.const 0)))',
  );
  expect(runModule(recurses).faults[0]?.message).toBe(
    'Uncaught RangeError: Maximum call stack size exceeded',
  );
});

test('what is not emulated is named in the report', () => {
  const asks = guest(
    '(func (export "proxy_on_request_headers") (param i32 i32 i32) (result i32) (drop (call $m (i32.const 0) (i32.const 0) (i32.const 0))) (i32.const 0))',
    '(import "env" "envoy_resolve_dns" (func $m (param i32 i32 i32) (result i32)))',
  );
  const report = runModule(asks);
  expect(report.notEmulated).toEqual([
    {
      name: 'envoy_resolve_dns',
      count: 1,
      reason: 'names are not resolved: what Envoy tells depends on the resolver of its machine',
    },
  ]);
  expect(hostcalls(report)[0]).toMatchObject({
    result: 12,
    resultText: 'Unimplemented',
    notEmulated: true,
  });
});

test.each([
  [
    'a header name with a blank',
    { headers: [['bad name', '1']] as [string, string][] },
    /"bad name" is not a header name/,
  ],
  [
    'a value with a line break',
    { headers: [['x', 'a\nb']] as [string, string][] },
    /the value of "x" holds a line break/,
  ],
  ['a method with a blank', { method: 'GE T' }, /"GE T" is not a method/],
  ['a path with a blank', { path: '/a b' }, /the path/],
])('%s is said before anything runs', (_, request, message) => {
  const report = runModule(quiet, projectOf({}, { exchanges: [{ request }] }));
  expect(report.faults[0]).toMatchObject({ kind: 'bad-input' });
  expect(report.faults[0]?.message).toMatch(message);
  expect(report.loaded).toBe(false);
});

test('a Struct that is not JSON, and bytes that are not base64, are said', () => {
  const fault = (encoding: 'struct' | 'bytes', text: string): string | undefined =>
    runModule(quiet, projectOf({ configuration: { encoding, text } })).faults[0]?.message;
  expect(fault('struct', '{"a"')).toMatch(
    /the plugin configuration is a Struct, but it is not JSON/,
  );
  expect(fault('struct', '[1]')).toMatch(/must be a JSON object/);
  expect(fault('bytes', '###')).toBe('the plugin configuration is not base64');
  expect(fault('struct', '{"a":1}')).toBeUndefined();
});

test('a route to a cluster that is not there is said', () => {
  const report = runModule(
    quiet,
    projectOf({}, {}, { route: { target: { kind: 'cluster', cluster: 'gone' } } }),
  );
  expect(report.faults[0]?.message).toBe(
    'the route goes to cluster "gone"; the project has "upstream"',
  );
});

test('a body of 20 MB passes in pieces and is reported cut', () => {
  const project = projectOf(
    {},
    {
      exchanges: [
        {
          request: {
            method: 'POST',
            body: { chunks: [{ data: 'a'.repeat(1024), repeat: 20 * 1024 }] },
          },
        },
      ],
    },
  );
  const [exchange] = runModule(quiet, project).exchanges;
  expect(exchange?.upstreamRequest?.body).toMatchObject({
    sizeBytes: 20 * 1024 * 1024,
    truncated: true,
  });
  expect(exchange?.upstreamRequest?.body.data).toHaveLength(65_536);
});

test('assertions hold or do not, with what was found', () => {
  const project = projectOf(
    {},
    {
      exchanges: [
        {
          request: {},
          upstream: {
            kind: 'answer',
            headers: [['x-a', '1']],
            body: { chunks: [{ data: '{"a":1,"b":2}' }] },
          },
        },
      ],
      expect: [
        { subject: 'client.status', value: 200 },
        { subject: 'client.status', value: 201 },
        { subject: 'client.header', key: 'X-A', value: '1' },
        { subject: 'client.header', key: 'x-b', compare: 'absent' },
        { subject: 'client.body', compare: 'json', value: '{"a":1}' },
        { subject: 'client.body', compare: 'json', value: '{"a":2}' },
        { subject: 'upstream.requests', value: 1 },
        { subject: 'call.count', key: 'upstream', value: 0 },
        { subject: 'log', compare: 'count', value: 0 },
        { subject: 'verdict', compare: 'matches', value: '^comp' },
        { subject: 'verdict', compare: 'matches', value: '(' },
      ],
    },
  );
  const results = runModule(quiet, project).expectations;
  expect(results.map(({ holds }) => holds)).toEqual([
    true,
    false,
    true,
    true,
    true,
    false,
    true,
    true,
    true,
    true,
    false,
  ]);
  expect(results[1]?.actual).toBe('200');
  expect(results[3]?.actual).toBe('no x-b');
});

test('a configuration in each encoding reaches the guest as its bytes', () => {
  const echo = guest(
    `(func (export "proxy_on_configure") (param i32 i32) (result i32)
      (drop (call $get (i32.const 7) (i32.const 0) (i32.const -1) (i32.const 0) (i32.const 4)))
      (drop (call $log (i32.const 2) (i32.load (i32.const 0)) (i32.load (i32.const 4)))) (i32.const 1))`,
    `${importLog} (import "env" "proxy_get_buffer_bytes" (func $get (param i32 i32 i32 i32 i32) (result i32)))`,
  );
  const message = (encoding: 'string' | 'struct' | 'bytes', text: string): string | undefined =>
    runModule(echo, projectOf({ configuration: { encoding, text } })).events.find(
      (event) => event.kind === 'log',
    )?.message;
  expect(message('string', 'as it is')).toBe('as it is');
  expect(message('struct', '{ "b": "text" }')).toBe('\n\v\n\x01b\x12\x06\x1a\x04text');
  expect(message('bytes', 'aGk=')).toBe('hi');
});

test('equal modules share a VM, and with it the numbers of contexts', () => {
  const create = guest('(func (export "proxy_on_context_create") (param i32 i32))');
  const plugin = {
    name: 'guest',
    source: { kind: 'module' as const, name: 'g.wasm', sha256: '0'.repeat(64) },
  };
  const ids = (second: object): number[] =>
    runModule(create, projectOf({}, {}, { plugins: [plugin, { ...plugin, ...second }] }))
      .events.filter((event): event is CallbackEvent => event.kind === 'callback')
      .map((event) => event.contextId);
  expect(ids({})).toEqual([1, 2, 3]);
  expect(ids({ configuration: { text: 'x' } })).toEqual([1, 2, 3, 4]);
  expect(ids({ vm: { id: 'own' } })).toEqual([1, 1, 2, 2]);
});

test('a filter that answers every call with another one is ended', () => {
  const body = (name: string, type: string, result: string): string =>
    `(func (export "${name}") ${type} (drop (call $call (i32.const 100) (i32.const 8) (i32.const 200) (i32.const 66) (i32.const 0) (i32.const 0) (i32.const 0) (i32.const 0) (i32.const 1000) (i32.const 0))) ${result})`;
  const pairs = encodePairs([
    [':method', 'GET'],
    [':path', '/'],
    [':authority', 'a'],
  ]);
  const data = [...pairs].map((byte) => `\\${byte.toString(16).padStart(2, '0')}`).join('');
  const endless = guest(
    `(data (i32.const 100) "upstream") (data (i32.const 200) "${data}")
     ${body('proxy_on_request_headers', '(param i32 i32 i32) (result i32)', '(i32.const 1)')}
     ${body('proxy_on_http_call_response', '(param i32 i32 i32 i32 i32)', '')}`.replaceAll(
      '66',
      String(pairs.length),
    ),
    '(import "env" "proxy_http_call" (func $call (param i32 i32 i32 i32 i32 i32 i32 i32 i32 i32) (result i32)))',
  );
  const report = runModule(
    endless,
    projectOf({}, { calls: [{ cluster: 'upstream', server: { kind: 'answer' } }] }),
  );
  expect(report.faults.map(({ kind }) => kind)).toEqual(['endless']);
  expect(report.exchanges[0]?.verdict).toBe('hung');
  expect(report.calls.length).toBeGreaterThan(5000);
});

test('a filter for connections alone is told that nobody calls it', () => {
  const network =
    '(func (export "proxy_on_downstream_data") (param i32 i32 i32) (result i32) (i32.const 0))';
  const http =
    '(func (export "proxy_on_request_headers") (param i32 i32 i32) (result i32) (i32.const 0))';
  const reason = 'network filters are not emulated';
  expect(runModule(wat(`(module ${boilerplate} ${network})`)).notEmulated).toEqual([
    { name: 'proxy_on_downstream_data', count: 1, reason },
  ]);
  expect(runModule(wat(`(module ${boilerplate} ${network} ${http})`)).notEmulated).toEqual([]);
});

test('the routes of a request are told in the order in which they were chosen', () => {
  const rewriting = guest(
    `(data (i32.const 64) ":path/v1/")
    (func (export "proxy_on_request_headers") (param i32 i32 i32) (result i32)
      (drop (call $replace (i32.const 0) (i32.const 64) (i32.const 5) (i32.const 69) (i32.const 4)))
      (i32.const 0))`,
    `(import "env" "proxy_replace_header_map_value" (func $replace (param i32 i32 i32 i32 i32) (result i32)))`,
  );
  const routes = [
    { name: 'v1', match: { prefix: '/v1/' }, target: { kind: 'cluster' as const, cluster: 'api' } },
  ];
  const clusters = [{ name: 'upstream' }, { name: 'api' }];
  const [told] = runModule(rewriting, projectOf({}, {}, { routes, clusters })).exchanges;
  expect(told?.routes).toEqual([
    { name: '', cluster: 'upstream' },
    { name: 'v1', cluster: 'api' },
  ]);
  expect(told?.upstreamCluster).toBe('api');
});
