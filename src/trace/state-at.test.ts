import { expect, test } from 'vitest';
import { rawArguments, bytesOfText } from './argument-bytes.ts';
import { changeOf } from './change-of.ts';
import { headersAt } from './header-replay.ts';
import { hexLines } from './hex-lines.ts';
import { stateAt } from './state-at.ts';
import type { HeaderPair, HostcallEvent, ScenarioReport, TraceEvent } from '#run/api.ts';
import { callback, exchange, hostcall, message, scenario, step } from './testing/report.ts';

const before: HeaderPair[] = [
  [':path', '/'],
  ['x-user', 'root'],
  ['accept', '*/*'],
];
const inMemory = { addressDigits: 4, unprintable: '·', perLine: 16 };
const map = { name: 'map', text: 'HTTP_REQUEST_HEADERS' };
const name = (text: string) => ({ name: 'name', text: JSON.stringify(text) });
const value = (text: string) => ({ name: 'value', text: JSON.stringify(text) });

const write = (
  seq: number,
  call: 'add' | 'replace' | 'remove',
  inputs: HostcallEvent['inputs'],
  part: Partial<HostcallEvent> = {},
): HostcallEvent =>
  hostcall({
    seq,
    parent: 0,
    name: `proxy_${call}_header_map_value`,
    mutates: true,
    inputs: [map, ...inputs],
    ...part,
  });

function written(events: TraceEvent[]): ScenarioReport {
  const steps = [step({ before, after: before, seq: 0 })];
  return scenario({ events, exchanges: [exchange({ steps, clientRequest: message(before) })] });
}

const report = written([
  callback({ seq: 0, lastSeq: 4 }),
  write(1, 'replace', [name('x-user'), value('u1')]),
  write(2, 'remove', [name('accept')]),
  write(3, 'replace', [name('host'), value('other')]),
  write(4, 'add', [name('x-user'), value('u2')], { result: 2, resultText: 'BadArgument' }),
]);
const headers = (of: ScenarioReport, seq: number): HeaderPair[] =>
  stateAt(of, seq).messages[0]?.headers ?? [];

test('headers are as they were: what the plugin was given, and each write until there', () => {
  expect(headers(report, 0)).toEqual(before);
  expect(headers(report, 1)).toEqual([
    [':path', '/'],
    ['accept', '*/*'],
    ['x-user', 'u1'],
  ]);
  expect(headers(report, 2)).toEqual([
    [':path', '/'],
    ['x-user', 'u1'],
  ]);
  expect(headers(report, 4)).toEqual([
    [':path', '/'],
    [':authority', 'other'],
    ['x-user', 'u1'],
  ]);
});

test('before its first plugin a request is as Envoy got it', () => {
  const late = scenario({
    events: [callback({ seq: 0, name: 'proxy_on_configure' })],
    exchanges: [exchange({ steps: [step({ before, seq: 5 })], clientRequest: message(before) })],
  });
  expect(stateAt(late, 0).messages).toMatchObject([{ direction: 'request', plugin: null }]);
});

test('writes of another context are not of this message', () => {
  const other = written([
    callback({ seq: 0, lastSeq: 1 }),
    write(1, 'remove', [name('x-user')], { contextId: 9 }),
  ]);
  expect(headers(other, 1)).toEqual(before);
  const worker = written([
    callback({ seq: 0, lastSeq: 0 }),
    write(1, 'remove', [name('x-user')], { worker: 1 }),
  ]);
  expect(headers(worker, 1)).toEqual(before);
});

test('a value that the report has cut makes the headers unknown, and says so', () => {
  const long = written([
    callback({ seq: 0, lastSeq: 1 }),
    write(1, 'add', [name('x'), { name: 'value', text: '"aaa"… (900 B)' }]),
  ]);
  expect(stateAt(long, 1).messages[0]?.unknown[0]).toContain('longer than what the report keeps');
});

test('a whole map that was set is what left the plugin, unless it was changed again', () => {
  const pairs = (seq: number): HostcallEvent =>
    hostcall({
      seq,
      parent: 0,
      name: 'proxy_set_header_map_pairs',
      mutates: true,
      inputs: [map, { name: 'pairs', text: '[x: 1]' }],
    });
  const after: HeaderPair[] = [['x', '1']];
  const set = (events: TraceEvent[]): ScenarioReport =>
    scenario({ events, exchanges: [exchange({ steps: [step({ before, after, seq: 0 })] })] });
  const once = set([callback({ seq: 0, lastSeq: 1 }), pairs(1)]);
  expect(headers(once, 1)).toEqual(after);
  const changed = set([
    callback({ seq: 0, lastSeq: 2 }),
    pairs(1),
    write(2, 'add', [name('y'), value('2')]),
  ]);
  const [first] = changed.exchanges;
  const [only] = first?.steps ?? [];
  if (first === undefined || only === undefined) throw new Error('no step');
  expect(headersAt(changed, first, only, 2)).toMatchObject({ headers: [] });
  expect(headersAt(changed, first, only, 2).unknown).not.toBe('');
});

test('a write tells the value before and after, and the place in the map', () => {
  const change = (seq: number) => changeOf(report, report.events[seq] as HostcallEvent);
  expect(change(1)).toEqual({ name: 'x-user', before: 'root', after: 'u1', note: 'now 3 of 3' });
  expect(change(2)).toEqual({ name: 'accept', before: '*/*', after: null, note: '' });
  expect(change(3)).toMatchObject({ name: ':authority', before: null, after: 'other' });
  expect(change(4)).toBeNull();
});

const body = (seq: number, bytes: number, result: number, lastSeq = seq) =>
  callback({ seq, lastSeq, name: 'proxy_on_request_body', args: [2, bytes, 0], result });

test('the body is in sight, held back, changed, sent on', () => {
  const steps = [step({ before, seq: 0, bodyBefore: { ...message([], 'x').body, sizeBytes: 12 } })];
  const events = [
    callback({ seq: 0 }),
    body(1, 12, 1),
    body(2, 24, 0, 3),
    hostcall({
      seq: 3,
      parent: 2,
      name: 'proxy_set_buffer_bytes',
      mutates: true,
      inputs: [
        { name: 'buffer', text: 'HTTP_REQUEST_BODY' },
        { name: 'start', text: '0' },
        { name: 'size', text: '24' },
        { name: 'bytes', text: '"hello"' },
      ],
    }),
    callback({ seq: 4, name: 'proxy_on_log' }),
  ];
  const held = scenario({ events, exchanges: [exchange({ steps })] });
  const at = (seq: number) => stateAt(held, seq).messages[0];
  expect(at(0)).toMatchObject({ body: 'no callback yet' });
  expect(at(0)?.unknown[0]).toContain('not in the report');
  expect(at(1)?.body).toBe('12 B in sight of the callback');
  expect(at(2)?.body).toBe('24 B in sight of the callback');
  expect(at(4)?.body).toBe('5 B sent on');
  const still = scenario({
    events: [...events.slice(0, 2), callback({ seq: 2 })],
    exchanges: [exchange({ steps })],
  });
  expect(stateAt(still, 2).messages[0]?.body).toBe('12 B held back');
});

test('shared data, queues and properties are as they were', () => {
  const queue = (seq: number, call: string, outputs: HostcallEvent['outputs'] = []) =>
    hostcall({
      seq,
      name: `proxy_${call}_shared_queue`,
      inputs: [{ name: 'queueId', text: call === 'register' ? '"jobs"' : '1' }],
      outputs,
    });
  const shared = scenario({
    events: [
      hostcall({ seq: 0, name: 'proxy_set_shared_data', inputs: [name('k'), value('1')] }),
      queue(1, 'register', [{ name: 'queueId', text: '1' }]),
      queue(2, 'enqueue'),
      queue(3, 'enqueue'),
      queue(4, 'dequeue'),
      hostcall({
        seq: 5,
        name: 'proxy_set_shared_data',
        inputs: [name('k'), value('2')],
        mutates: true,
      }),
      hostcall({ seq: 6, name: 'proxy_set_property', inputs: [name('a\u0000b'), value('v')] }),
      hostcall({
        seq: 7,
        name: 'proxy_set_shared_data',
        inputs: [name('k'), value('3')],
        result: 8,
      }),
    ],
  });
  expect(stateAt(shared, 0).sharedData).toEqual([{ name: '"k"', value: '"1"', seq: 0 }]);
  expect(stateAt(shared, 3).queues).toEqual([{ name: '"jobs"', value: '2', seq: 3 }]);
  const end = stateAt(shared, 7);
  expect(end.sharedData).toEqual([{ name: '"k"', value: '"2"', seq: 5 }]);
  expect(end.queues).toEqual([{ name: '"jobs"', value: '1', seq: 4 }]);
  expect(end.properties).toEqual([{ name: '"a.b"', value: '"v"', seq: 6 }]);
  expect(changeOf(shared, shared.events[5] as HostcallEvent)).toMatchObject({
    before: '"1"',
    after: '"2"',
  });
});

test('each argument has its raw numbers, its bytes and where they lie', () => {
  const call = hostcall({
    seq: 0,
    args: [0, 0x5f40, 6, 8, 12],
    inputs: [map, name('x-user')],
    outputs: [{ name: 'value', text: '"u1"' }],
  });
  const allocation = callback({
    seq: 1,
    parent: 0,
    name: 'proxy_on_memory_allocate',
    result: 0x6000,
  });
  expect(rawArguments(call, [call, allocation]).map(({ raw, address }) => [raw, address])).toEqual([
    ['i32 0', null],
    ['6 B at 0x5f40', 0x5f40],
    ['2 B at 0x6000', 0x6000],
  ]);
});

test('bytes are read back from text, base64 and what was cut', () => {
  expect(bytesOfText('"é"')).toMatchObject({ sizeBytes: 2 });
  expect(bytesOfText('"ab"… (900 B)')).toMatchObject({ sizeBytes: 900 });
  expect(bytesOfText('base64 //8=')?.bytes).toEqual(new Uint8Array([255, 255]));
  expect(bytesOfText('200')).toBeNull();
  expect(bytesOfText('[a: b]')).toBeNull();
});

test('bytes are shown as a debugger does', () => {
  expect(hexLines(new Uint8Array([0x78, 0x2d, 0]), 0x5f40, inMemory)).toEqual([
    { address: '5f40', hex: '78 2d 00', text: 'x-·' },
  ]);
  expect(hexLines(new Uint8Array(17), 0, inMemory)).toHaveLength(2);
});
