// Logs of a real Envoy 1.40.0 read into calls that know what they were made in, how they ended, and whether the log has all of them.

import { describe, expect, it } from 'vitest';
import { eventText } from './diff-events.ts';
import { type LoggedEvent, loggedEvents } from './logged-events.ts';
import { realLog } from './testing/envoy-log.ts';

const told = (events: readonly LoggedEvent[] = []): string[] =>
  events.map((event) => `${'  '.repeat(event.depth)}${eventText(event)}`);

const oneThread = (...lines: string[]): string[] => {
  const log = lines.map((line) => `[2026-11-21 14:20:57.226][7][trace][wasm] ${line}`).join('\n');
  return told(loggedEvents(log).get('7'));
};

describe('events of a log', () => {
  it('are told apart by thread, however the threads interleave, and know their depth and result', () => {
    const threads = loggedEvents(realLog);
    expect(told(threads.get('16467'))).toEqual([
      'proxy_on_context_create(1, 0) → void',
      'proxy_on_tick(1) → void',
    ]);
    expect(told(threads.get('16483'))).toEqual([
      'proxy_on_context_create(1, 0) → void',
      '  env.proxy_get_property(42064, 14, 8, 12) → 0',
      '    proxy_on_memory_allocate(7) → 42096',
      'proxy_on_request_headers(2, 6, 1) → 0',
      '  env.proxy_log(2, 16608, 11) → 0',
      '    [info] wasm log root: hello\n\nworld',
    ]);
  });

  it('have typed parts', () => {
    const [, property] = loggedEvents(realLog).get('16483') ?? [];
    expect(property).toEqual({
      kind: 'hostcall',
      depth: 1,
      module: 'env',
      name: 'proxy_get_property',
      args: ['42064', '14', '8', '12'],
      result: '0',
    });
  });

  it('begin in the middle when the log does', () => {
    expect(
      oneThread(
        '[vm<-host] env.proxy_log return: 0',
        '[host<-vm] proxy_on_request_headers return: 1',
        '[host->vm] proxy_on_log(2)',
        '[host<-vm] proxy_on_log return: void',
      ),
    ).toEqual([
      'env.proxy_log(… begun before the log) → 0',
      'proxy_on_request_headers(… begun before the log) → 1',
      'proxy_on_log(2) → void',
    ]);
  });

  it('end without a return when the log does', () => {
    expect(oneThread('[host->vm] proxy_on_log(2)', '[vm->host] env.proxy_log(2, 8, 1)')).toEqual([
      'proxy_on_log(2) → no return',
      '  env.proxy_log(2, 8, 1) → no return',
    ]);
  });

  it('are outside of the callback again where Envoy tells of its trap', () => {
    const log = [
      '[trace][wasm] [host->vm] proxy_on_request_headers(2, 6, 1)',
      '[trace][wasm] [vm->host] env.proxy_get_property(8, 4, 16, 20)',
      '[trace][wasm] [host->vm] proxy_on_memory_allocate(7)',
      '[error][wasm] Function: proxy_on_request_headers failed: Uncaught RuntimeError: unreachable',
    ].map((line) => `[2026-11-21 14:20:57.226][7]${line}`);
    expect(told(loggedEvents(log.join('\n')).get('7')).at(-1)).toBe(
      '[error] Function: proxy_on_request_headers failed: Uncaught RuntimeError: unreachable',
    );
  });

  it('go on at the depth where they were after a trap that the log is silent about', () => {
    expect(
      oneThread(
        '[host->vm] proxy_on_request_headers(2, 6, 1)',
        '[host->vm] proxy_on_log(2)',
        '[host<-vm] proxy_on_log return: void',
      ),
    ).toEqual(['proxy_on_request_headers(2, 6, 1) → no return', 'proxy_on_log(2) → void']);
  });

  it('leave out what Envoy says of its own life', () => {
    expect(
      loggedEvents('[2026-11-21 14:20:57.204][1][debug][wasm] Thread-Local Wasm created 2'),
    ).toEqual(new Map());
  });
});
