// What a report says beside a status: why a call failed, and why one that went well did nothing.

import { expect, test } from 'vitest';
import { boilerplate, wat } from '#host/testing/guest.ts';
import type { HostcallEvent } from './api.ts';
import { projectOf, runModule } from './testing/project.ts';

const imports = `
  (import "env" "proxy_log" (func $log (param i32 i32 i32) (result i32)))
  (import "env" "proxy_get_header_map_pairs" (func $pairs (param i32 i32 i32) (result i32)))
  (import "env" "proxy_get_header_map_value" (func $get (param i32 i32 i32 i32 i32) (result i32)))
  (import "env" "proxy_remove_header_map_value" (func $remove (param i32 i32 i32) (result i32)))
  (import "env" "proxy_get_buffer_bytes" (func $bytes (param i32 i32 i32 i32 i32) (result i32)))
  (import "env" "proxy_set_buffer_bytes" (func $set_bytes (param i32 i32 i32 i32 i32) (result i32)))
  (import "env" "proxy_get_property" (func $property (param i32 i32 i32 i32) (result i32)))
  (import "env" "proxy_set_property" (func $set_property (param i32 i32 i32 i32) (result i32)))
  (import "env" "proxy_done" (func $done (result i32)))
  (import "env" "proxy_set_header_map_pairs" (func $set_pairs (param i32 i32 i32) (result i32)))
  (import "env" "proxy_send_local_response" (func $reply (param i32 i32 i32 i32 i32 i32 i32 i32) (result i32)))
  (import "env" "proxy_call_foreign_function" (func $foreign (param i32 i32 i32 i32 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "fd_prestat_get" (func $prestat (param i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "path_open" (func $open (param i32 i32 i32 i32 i32 i64 i64 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "random_get" (func $random (param i32 i32) (result i32)))`;

/** Paths of properties, each at a place of its own. */
const paths = [
  'request.path',
  'response.code',
  'response.headers.a',
  'xds.route_name',
  'request.duration',
];
const data = paths
  .map((path, index) => `(data (i32.const ${4096 + 64 * index}) "${path.replaceAll('.', '\\00')}")`)
  .join('\n');

function calls(
  callback: 'proxy_on_configure' | 'proxy_on_request_headers',
  body: string,
): HostcallEvent[] {
  const parameters = callback === 'proxy_on_configure' ? 'i32 i32' : 'i32 i32 i32';
  const guest = wat(`(module ${imports} ${boilerplate} ${data}
    (func (export "${callback}") (param ${parameters}) (result i32) ${body}))`);
  return runModule(guest, projectOf({})).events.filter(
    (event): event is HostcallEvent => event.kind === 'hostcall',
  );
}

const of = (callback: Parameters<typeof calls>[0], call: string): string[] =>
  calls(callback, `(drop ${call}) (i32.const 1)`).map(
    ({ resultText, why }) => `${resultText}: ${why}`,
  );

test.each([
  [
    '(call $log (i32.const 9) (i32.const 0) (i32.const 0))',
    'BadArgument: level 9 is not one that Envoy knows; there are 0 trace, 1 debug, 2 info, 3 warn, 4 error, 5 critical',
  ],
  [
    '(call $foreign (i32.const 0) (i32.const 1) (i32.const 0) (i32.const 0) (i32.const 8) (i32.const 12))',
    'NotFound: Envoy has no function "\u0000"; it has clear_route_cache, compress,',
  ],
  [
    '(call $write (i32.const 7) (i32.const 0) (i32.const 0) (i32.const 8))',
    'BADF: the file descriptor 7 is not open; only 1 and 2 are, which go to the log',
  ],
  [
    '(call $write (i32.const 1) (i32.const 0) (i32.const 0) (i32.const -1))',
    "FAULT: fd_write was given a place that is not inside of the guest's memory",
  ],
  ['(call $prestat (i32.const 3) (i32.const 0))', 'BADF: the file descriptor 3 is not open'],
  [
    '(call $open (i32.const 3) (i32.const 0) (i32.const 0) (i32.const 0) (i32.const 0) (i64.const 0) (i64.const 0) (i32.const 0) (i32.const 0))',
    'NOENT: there are no files in Envoy',
  ],
  [
    '(call $random (i32.const 0) (i32.const 65537))',
    'INVAL: Envoy gives at most 65536 random bytes',
  ],
])('%s is refused with a reason', (call, expected) => {
  expect(of('proxy_on_request_headers', call)).toEqual([expect.stringContaining(expected)]);
});

test.each([
  [
    'proxy_on_request_headers',
    '(call $log (i32.const 0) (i32.const 0) (i32.const 0))',
    "Ok: not written: Envoy's wasm logger is at info",
  ],
  [
    'proxy_on_request_headers',
    '(call $pairs (i32.const 2) (i32.const 8) (i32.const 12))',
    'Ok: there are no response headers yet: they come in on_response_headers; Envoy gives an empty list for it',
  ],
  [
    'proxy_on_request_headers',
    '(call $set_pairs (i32.const 0) (i32.const 0) (i32.const 3))',
    'Ok: the list of pairs is malformed, which empties the map',
  ],
  [
    'proxy_on_configure',
    '(call $reply (i32.const 200) (i32.const 0) (i32.const 0) (i32.const 0) (i32.const 0) (i32.const 0) (i32.const 0) (i32.const -1))',
    'Ok: nobody is answered: a local response belongs to the callbacks of a stream, such as on_request_headers',
  ],
] as const)('%s: %s goes well and does nothing, and that is said', (callback, call, expected) => {
  expect(of(callback, call)).toEqual([expect.stringContaining(expected)]);
});

const get = (map: number): string =>
  `(call $get (i32.const ${map}) (i32.const 0) (i32.const 1) (i32.const 8) (i32.const 12))`;
const property = (path: string): string => {
  const at = 4096 + 64 * paths.indexOf(path);
  return `(call $property (i32.const ${at}) (i32.const ${path.length}) (i32.const 8) (i32.const 12))`;
};

test.each([
  ['proxy_on_configure', get(0), 'on_request_headers'],
  ['proxy_on_configure', get(1), 'on_request_trailers'],
  ['proxy_on_configure', get(2), 'on_response_headers'],
  ['proxy_on_configure', get(3), 'on_response_trailers'],
  ['proxy_on_configure', get(4), 'on_grpc_receive_initial_metadata'],
  ['proxy_on_configure', get(5), 'on_grpc_receive_trailing_metadata'],
  ['proxy_on_configure', get(6), 'on_http_call_response'],
  ['proxy_on_request_headers', get(1), 'on_request_trailers'],
  ['proxy_on_request_headers', get(2), 'on_response_headers'],
  ['proxy_on_request_headers', get(3), 'on_response_trailers'],
  ['proxy_on_request_headers', get(6), 'on_http_call_response'],
  [
    'proxy_on_request_headers',
    '(call $remove (i32.const 2) (i32.const 0) (i32.const 1))',
    'on_response_headers',
  ],
  [
    'proxy_on_request_headers',
    '(call $bytes (i32.const 7) (i32.const 0) (i32.const 1) (i32.const 8) (i32.const 12))',
    'on_configure',
  ],
  [
    'proxy_on_request_headers',
    '(call $bytes (i32.const 4) (i32.const 0) (i32.const 1) (i32.const 8) (i32.const 12))',
    'on_http_call_response',
  ],
  [
    'proxy_on_request_headers',
    '(call $set_bytes (i32.const 0) (i32.const 0) (i32.const 1) (i32.const 8) (i32.const 1))',
    'on_request_body',
  ],
  [
    'proxy_on_request_headers',
    '(call $set_bytes (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 8) (i32.const 1))',
    'on_response_body',
  ],
  [
    'proxy_on_configure',
    '(call $set_bytes (i32.const 0) (i32.const 0) (i32.const 1) (i32.const 8) (i32.const 1))',
    'on_request_body',
  ],
  [
    'proxy_on_configure',
    '(call $set_property (i32.const 0) (i32.const 1) (i32.const 8) (i32.const 1))',
    'on_request_headers',
  ],
  ['proxy_on_configure', '(call $done)', 'on_done'],
  ['proxy_on_configure', property('request.path'), 'on_request_headers'],
  ['proxy_on_configure', property('xds.route_name'), 'on_request_headers'],
  ['proxy_on_request_headers', property('response.code'), 'on_response_headers'],
  ['proxy_on_request_headers', property('response.headers.a'), 'on_response_headers'],
  ['proxy_on_request_headers', property('request.duration'), 'on_log'],
] as const)('%s: %s is refused with the callback that allows it: %s', (callback, call, allowed) => {
  expect(of(callback, call)).toEqual([expect.stringMatching(new RegExp(`^\\w+: .*${allowed}\\b`))]);
});

test('a note is told of its own call alone', () => {
  const log = (level: number): string =>
    `(drop (call $log (i32.const ${level}) (i32.const 0) (i32.const 0)))`;
  const [dropped, written] = calls('proxy_on_configure', `${log(0)} ${log(5)} (i32.const 1)`);
  expect([dropped?.why === '', written?.why]).toEqual([false, '']);
});
