// Guests of the two older versions of the ABI, with the callbacks and hostcalls that only they have.

import { wat } from '../../../../src/host/testing/guest.ts';
import { get, hello, post } from '../case.ts';
import { guestCase, hostcall, type ModuleCase, onRequestHeaders, proxyLog } from './module-case.ts';

const noParameters = (name: string): string =>
  `(import "env" "${name}" (func $${name} (result i32)))`;
const imports = `${proxyLog} ${hostcall('proxy_get_header_map_value', 'i32 i32 i32 i32 i32')}
  ${hostcall('proxy_get_header_map_pairs', 'i32 i32 i32')} ${hostcall('proxy_get_property', 'i32 i32 i32 i32')}
  ${hostcall('proxy_add_header_map_value', 'i32 i32 i32 i32 i32')} ${hostcall('proxy_set_tick_period_milliseconds', 'i32')}
  ${hostcall('proxy_set_effective_context', 'i32')} ${hostcall('proxy_get_buffer_status', 'i32 i32 i32')}`;
const legacyImports = `${hostcall('proxy_get_configuration', 'i32 i32')} ${['proxy_continue_request', 'proxy_continue_response', 'proxy_clear_route_cache'].map(noParameters).join(' ')}`;

const shared = `
  (memory (export "memory") 1)
  (global $next (mut i32) (i32.const 4096))
  (func (export "malloc") (param i32) (result i32)
    (global.get $next) (global.set $next (i32.add (global.get $next) (local.get 0))))
  (data (i32.const 64) "x-a") (data (i32.const 72) "x-none") (data (i32.const 80) "nope") (data (i32.const 88) "x-old") `;
/** A header that is there, one that is not, a map that is not there yet, and a property that there is not. */
const looks = `
  (drop (call $proxy_get_header_map_value (i32.const 0) (i32.const 64) (i32.const 3) (i32.const 8) (i32.const 12)))
  (drop (call $proxy_get_header_map_value (i32.const 0) (i32.const 72) (i32.const 6) (i32.const 8) (i32.const 12)))
  (drop (call $proxy_get_header_map_value (i32.const 2) (i32.const 64) (i32.const 3) (i32.const 8) (i32.const 12)))
  (drop (call $proxy_get_header_map_pairs (i32.const 2) (i32.const 8) (i32.const 12)))
  (drop (call $proxy_get_property (i32.const 80) (i32.const 4) (i32.const 8) (i32.const 12)))
  (drop (call $proxy_get_buffer_status (i32.const 0) (i32.const 16) (i32.const 20)))`;
/** On a tick the stream, context 2, goes on with another header. */
const resumesOnTick = (go: string): string => `
  (func (export "proxy_on_tick") (param i32)
    (drop (call $proxy_set_tick_period_milliseconds (i32.const 0)))
    (drop (call $proxy_set_effective_context (i32.const 2)))
    (drop (call $proxy_add_header_map_value (i32.const 0) (i32.const 88) (i32.const 5) (i32.const 88) (i32.const 5)))
    ${go})`;
const pauses = '(drop (call $proxy_set_tick_period_milliseconds (i32.const 40))) (i32.const 1)';

/** What few modules import: the level of the log, and what Emscripten brings along. */
const seldom = guestCase('what only some modules import', {
  imports: `${hostcall('proxy_get_log_level', 'i32')} ${hostcall('pthread_equal', 'i32 i32')}
    (import "env" "emscripten_notify_memory_growth" (func $grown (param i32)))`,
  body: onRequestHeaders(`
    (drop (call $proxy_get_log_level (i32.const 64)))
    (drop (call $proxy_get_log_level (i32.const 65533)))
    (drop (call $pthread_equal (i32.const 7) (i32.load (i32.const 64))))
    (drop (call $pthread_equal (i32.const 7) (i32.const 7)))
    (drop (memory.grow (i32.const 1)))
    (call $grown (i32.const 0))`),
});

export const abiGuests: ModuleCase[] = [
  seldom,
  {
    name: 'a guest of 0.1.0',
    modules: [
      wat(`(module ${imports} ${legacyImports} ${shared} (func (export "proxy_abi_version_0_1_0"))
        (func (export "proxy_on_configure") (param i32 i32) (result i32)
          (drop (call $proxy_get_configuration (i32.const 8) (i32.const 12))) (i32.const 1))
        (func (export "proxy_on_request_headers") (param i32 i32) (result i32) ${looks}
          (drop (call $proxy_get_configuration (i32.const 8) (i32.const 12)))
          (drop (call $proxy_clear_route_cache)) ${pauses})
        (func (export "proxy_on_response_headers") (param i32 i32) (result i32) (drop (call $proxy_clear_route_cache)) (i32.const 0))
        (func (export "proxy_on_response_body") (param i32 i32 i32) (result i32) (drop (call $proxy_continue_response)) (i32.const 0))
        (func (export "proxy_on_done") (param i32) (result i32) (i32.const 1))
        ${resumesOnTick('(drop (call $proxy_continue_request))')})`),
    ],
    plugin: { configuration: { text: 'configured' } },
    exchanges: [{ request: get, upstream: hello }],
  },
  {
    name: 'a guest of 0.2.0',
    modules: [
      wat(`(module ${imports} ${hostcall('proxy_continue_stream', 'i32')} ${shared} (func (export "proxy_abi_version_0_2_0"))
        (func (export "proxy_on_request_headers") (param i32 i32 i32) (result i32) ${looks} ${pauses})
        (func (export "proxy_on_request_trailers") (param i32 i32) (result i32) (i32.const 0))
        ${resumesOnTick('(drop (call $proxy_continue_stream (i32.const 0)))')})`),
    ],
    exchanges: [{ request: { ...post('a body'), trailers: [['x-t', '1']] }, upstream: hello }],
  },
];
