// The wasm log of a real Envoy 1.40.0, and a report told the same way.

import { describe, expect, it } from 'vitest';
import type { TraceEvent } from '#run/api.ts';
import { formatEnvoyLog, parseEnvoyLog, parseEnvoyWasmLog, wasmLogLines } from './envoy-log.ts';

const at = 'source/extensions/common/wasm/wasm_vm.cc:39';
const log = `starting up
[2026-11-21 09:27:37.931][8555][debug][wasm] [source/extensions/common/wasm/wasm.cc:101] Base Wasm created 1 now active
[2026-11-21 09:27:37.936][8555][warning][main] [source/server/server.cc:1059] There is no limit
[2026-11-21 09:27:38.006][8561][trace][wasm] [${at}] [host->vm] proxy_on_request_headers(2, 7, 0)
[2026-11-21 09:27:38.006][8561][trace][wasm] [${at}] [vm->host] env.proxy_log(2, 16608, 11)
[2026-11-21 09:27:38.006][8561][info][wasm] [source/extensions/common/wasm/context.cc:1151] wasm log root: hello

world
[2026-11-21 09:27:38.006][8561][trace][wasm] [${at}] [vm<-host] env.proxy_log return: 0
[2026-11-21 09:27:38.006][8561][trace][wasm] [${at}] [host<-vm] proxy_on_request_headers return: 0
`;

const workerLines = [
  '[host->vm] proxy_on_request_headers(2, 7, 0)',
  '[vm->host] env.proxy_log(2, 16608, 11)',
  'wasm log root: hello\n\nworld',
  '[vm<-host] env.proxy_log return: 0',
  '[host<-vm] proxy_on_request_headers return: 0',
];

describe('an Envoy log', () => {
  it('is read by thread, with messages of several lines whole', () => {
    const threads = parseEnvoyWasmLog(log);
    expect([...threads.keys()]).toEqual(['8555', '8561']);
    expect(threads.get('8561')?.map((line) => line.text)).toEqual(workerLines);
    expect(threads.get('8561')?.map((line) => line.kind)).toEqual([
      'call',
      'call',
      'log',
      'call',
      'call',
    ]);
  });

  it('keeps entries of other loggers apart', () => {
    expect(parseEnvoyLog(log).filter((entry) => entry.logger === 'main')).toEqual([
      {
        time: '2026-11-21 09:27:37.936',
        thread: '8555',
        level: 'warning',
        logger: 'main',
        text: 'There is no limit',
      },
    ]);
  });
});

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
    expect(formatEnvoyLog({ events })).toBe(
      '[0.000000][trace][wasm] [host->vm] proxy_on_request_headers(2, 7, 0)\n',
    );
  });
});
