// A report told as Envoy 1.40.0 tells its log.

import { describe, expect, it } from 'vitest';
import type { TraceEvent } from '#run/api.ts';
import { formatEnvoyLog, wasmLogLines } from './envoy-log.ts';

const base = { worker: 0, timeNs: 0, plugin: 0, exchange: 0 };

function callback(
  seq: number,
  lastSeq: number,
  name: string,
  parent: number | null,
  extra = {},
): TraceEvent {
  const shown = { args: [2, 7, 0], result: 0, trapped: false, resultText: '' };
  return {
    ...base,
    kind: 'callback',
    seq,
    lastSeq,
    name,
    parent,
    contextId: 2,
    ...shown,
    ...extra,
  };
}

function hostcall(seq: number, name: string, args: (number | string)[], extra = {}): TraceEvent {
  const told = {
    inputs: [],
    outputs: [],
    resultText: 'OK',
    why: '',
    mutates: false,
    trapped: false,
    notEmulated: false,
  };
  return {
    ...base,
    kind: 'hostcall',
    seq,
    parent: 0,
    module: 'env',
    name,
    contextId: 2,
    args,
    result: 0,
    source: null,
    ...told,
    ...extra,
  };
}

describe('a report', () => {
  it('is told with every line where Envoy has it, allocator and log lines inside of their call', () => {
    const events: TraceEvent[] = [
      callback(0, 4, 'proxy_on_request_headers', null),
      hostcall(1, 'proxy_log', [2, 16608, 11]),
      {
        ...base,
        kind: 'log',
        seq: 2,
        parent: 1,
        level: 'warn',
        text: 'wasm log root: a',
        message: 'a',
        fromGuest: true,
      },
      hostcall(3, 'proxy_get_property', [14816, 11, 16, 20]),
      callback(4, 4, 'proxy_on_memory_allocate', 3, { args: [77], result: 8352 }),
      callback(5, 5, 'proxy_on_log', null, { args: [2], result: null }),
    ];
    expect(wasmLogLines({ events }).map((line) => `${line.level} ${line.text}`)).toEqual([
      'trace [host->vm] proxy_on_request_headers(2, 7, 0)',
      'trace [vm->host] env.proxy_log(2, 16608, 11)',
      'warning wasm log root: a',
      'trace [vm<-host] env.proxy_log return: 0',
      'trace [vm->host] env.proxy_get_property(14816, 11, 16, 20)',
      'trace [host->vm] proxy_on_memory_allocate(77)',
      'trace [host<-vm] proxy_on_memory_allocate return: 8352',
      'trace [vm<-host] env.proxy_get_property return: 0',
      'trace [host<-vm] proxy_on_request_headers return: 0',
      'trace [host->vm] proxy_on_log(2)',
      'trace [host<-vm] proxy_on_log return: void',
    ]);
  });

  it('has no end for a callback that trapped', () => {
    const events = [
      callback(0, 0, 'proxy_on_request_headers', null, { result: null, trapped: true }),
    ];
    expect(wasmLogLines({ events }).map((line) => line.text)).toEqual([
      '[host->vm] proxy_on_request_headers(2, 7, 0)',
    ]);
  });

  it('is one text with the worker where Envoy has the thread, worker by worker', () => {
    const extra = { result: 0, args: [2] };
    const events = [
      callback(0, 0, 'proxy_on_log', null, { ...extra, worker: 1, timeNs: 1_500_000 }),
      callback(1, 1, 'proxy_on_log', null, { ...extra, timeNs: 2_000_000 }),
    ];
    expect(formatEnvoyLog({ events }, Date.UTC(2026, 0, 1))).toBe(
      `[2026-01-01 00:00:00.002][0][trace][wasm] [host->vm] proxy_on_log(2)
[2026-01-01 00:00:00.002][0][trace][wasm] [host<-vm] proxy_on_log return: 0
[2026-01-01 00:00:00.001][1][trace][wasm] [host->vm] proxy_on_log(2)
[2026-01-01 00:00:00.001][1][trace][wasm] [host<-vm] proxy_on_log return: 0
`,
    );
  });
});
