import { expect, test } from 'vitest';
import type { CallReport, NetEvent, TraceEvent } from '#run/api.ts';
import { layOutTimeline } from './lay-out-timeline.ts';
import { eventAt } from './timeline-hit.ts';
import { callback, exchange, hostcall, message, scenario } from './testing/report.ts';

const ms = 1_000_000;

function net(
  what: NetEvent['what'],
  text: string,
  part: Partial<NetEvent> & { seq: number },
): NetEvent {
  return {
    kind: 'net',
    what,
    text,
    timeNs: 0,
    parent: null,
    worker: 0,
    plugin: null,
    exchange: 0,
    ...part,
  };
}

const call: CallReport = {
  callId: 4,
  plugin: 0,
  exchange: 0,
  cluster: 'authz',
  timeoutMs: 200,
  request: message([
    [':method', 'GET'],
    [':path', '/check'],
  ]),
  response: message([[':status', '200']]),
  outcome: 'answered',
  startNs: 0,
  endNs: 30 * ms,
  seq: 2,
  grpc: null,
};

/** A request that is paused for a callout of 30 ms, then 8 ms at the upstream. */
const events: TraceEvent[] = [
  net('client-request', 'GET /', { seq: 0 }),
  callback({ seq: 1, lastSeq: 4, result: 1, resultText: 'StopIteration' }),
  hostcall({ seq: 2, parent: 1, name: 'proxy_http_call', mutates: true }),
  callback({ seq: 3, parent: 2, name: 'proxy_on_memory_allocate' }),
  net('call-request', 'GET /check to authz', { seq: 4, parent: 2, plugin: 0 }),
  net('paused', 'paused at request headers', { seq: 5, plugin: 0 }),
  net('call-response', '200 from authz, call 4', { seq: 6, plugin: 0, timeNs: 30 * ms }),
  callback({ seq: 7, lastSeq: 7, name: 'proxy_on_http_call_response', timeNs: 30 * ms }),
  net('resumed', 'request goes on', { seq: 8, plugin: 0, timeNs: 30 * ms }),
  net('upstream-request', 'GET /', { seq: 9, timeNs: 30 * ms }),
  net('upstream-response', '200', { seq: 10, timeNs: 38 * ms }),
  net('client-response', '200', { seq: 11, timeNs: 38 * ms }),
];
const report = scenario({ events, calls: [call], exchanges: [exchange({})] });
const timeline = layOutTimeline(report, ['ext_authz']);

test('there is a lane for the client, each plugin, each cluster that was called, and the upstream', () => {
  expect(timeline.lanes.map(({ name, detail }) => `${name} ${detail}`)).toEqual([
    'Client ',
    'ext_authz filter',
    'authz 1 callout',
    'Upstream upstream',
  ]);
});

test('a plugin has a lane on each worker', () => {
  const both = scenario({
    events: [callback({ seq: 0, worker: 1 }), callback({ seq: 1, worker: 0 })],
  });
  const { lanes, spans } = layOutTimeline(both, ['one']);
  expect(lanes.map(({ detail }) => detail)).toEqual(['', 'worker 0', 'worker 1']);
  expect(spans.map(({ lane }) => lane)).toEqual([2, 1]);
});

test('calls that overlap at one cluster have lanes of their own, later ones use them again', () => {
  const at = (seq: number, callId: number): CallReport => ({ ...call, seq, callId });
  const two = scenario({
    calls: [at(1, 1), at(2, 2), at(6, 3)],
    events: [
      callback({ seq: 0, lastSeq: 2 }),
      hostcall({ seq: 1, parent: 0 }),
      hostcall({ seq: 2, parent: 0 }),
      net('call-response', '200 from authz, call 1', { seq: 3, plugin: 0 }),
      net('call-failure', 'call 2 was reset', { seq: 4, plugin: 0 }),
      callback({ seq: 5, lastSeq: 6 }),
      hostcall({ seq: 6, parent: 5 }),
    ],
  });
  const { lanes } = layOutTimeline(two, ['one']);
  expect(lanes.map(({ kind, detail }) => `${kind} ${detail}`)).toEqual([
    'client ',
    'filter filter',
    'callout 3 callouts',
    'callout at the same time',
  ]);
});

test('instants are parted by waits, which are to scale', () => {
  expect(timeline.instants.map(({ timeNs }) => timeNs / ms)).toEqual([0, 30, 38]);
  const [first, second] = timeline.waits;
  expect(timeline.waits.map(({ toNs }) => toNs / ms)).toEqual([30, 38]);
  expect((first?.width ?? 0) / (second?.width ?? 1)).toBeCloseTo(30 / 8, 5);
});

test('a reading of the clock parts no instants', () => {
  const events = [callback({ seq: 0 }), callback({ seq: 1, timeNs: 2000 })];
  expect(layOutTimeline(scenario({ events }), []).instants).toHaveLength(1);
});

test('a callback is as wide as its calls, and hostcalls stand inside of it', () => {
  const [span] = timeline.spans;
  expect(span).toMatchObject({ label: 'request_headers', seq: 1, lane: 1, tone: 'paused' });
  expect(timeline.ticks.map(({ seq }) => seq)).toEqual([2]);
  const tick = timeline.xOfSeq[2] ?? 0;
  expect(tick).toBeGreaterThan(span?.x ?? 0);
  expect(tick).toBeLessThan((span?.x ?? 0) + (span?.width ?? 0));
  const many = scenario({
    events: [
      callback({ seq: 0, lastSeq: 50 }),
      ...Array.from({ length: 50 }, (_, index) => hostcall({ seq: index + 1, parent: 0 })),
    ],
  });
  expect(layOutTimeline(many, []).spans[0]?.width).toBeGreaterThan(500);
});

test('allocations are laid out only when asked for', () => {
  const all = layOutTimeline(report, ['ext_authz'], true);
  expect(all.ticks.map(({ seq }) => seq)).toEqual([2, 3]);
});

test('a pause lasts until the message goes on', () => {
  const [pause] = timeline.pauses;
  expect(pause).toMatchObject({ lane: 1, seq: 5, text: 'paused 30 ms' });
  expect((pause?.x ?? 0) + (pause?.width ?? 0)).toBe(timeline.xOfSeq[8]);
});

test('a pause that nothing ends says so and lasts to the end', () => {
  const hung = scenario({ events: events.slice(0, 6), calls: [call] });
  const { pauses, width } = layOutTimeline(hung, []);
  expect(pauses[0]?.text).toBe('paused, never resumed');
  expect(width - (pauses[0]?.x ?? 0) - (pauses[0]?.width ?? 0)).toBeLessThan(20);
});

test('the pause of one request is not ended by the next', () => {
  const two = scenario({
    events: [
      net('paused', 'paused at request headers', { seq: 0, plugin: 0, exchange: 0 }),
      net('paused', 'paused at request headers', { seq: 1, plugin: 0, exchange: 1 }),
      net('resumed', 'request goes on', { seq: 2, plugin: 0, exchange: 1 }),
    ],
  });
  expect(layOutTimeline(two, []).pauses.map(({ text }) => text)).toEqual([
    'paused, never resumed',
    'paused',
  ]);
});

test('a local response ends the pause of its plugin', () => {
  const answered = scenario({
    events: [
      net('paused', 'paused at request headers', { seq: 0, plugin: 0 }),
      net('local-response', '403, 15 B', { seq: 1, plugin: 0, timeNs: 200 * ms }),
    ],
  });
  expect(layOutTimeline(answered, []).pauses[0]?.text).toBe('paused 200 ms');
});

test('the upstream is next to the last plugin of the chain', () => {
  const chain = scenario({
    events: [
      callback({ seq: 0, plugin: 0 }),
      callback({ seq: 1, plugin: 1 }),
      net('upstream-request', 'GET /', { seq: 2 }),
      net('upstream-response', '200', { seq: 3 }),
    ],
  });
  const { arrows } = layOutTimeline(chain, ['first', 'last']);
  expect(arrows.map(({ lane, toLane }) => [lane, toLane])).toEqual([
    [2, 3],
    [3, 2],
  ]);
});

test('callouts and the upstream are boxes from request to answer', () => {
  expect(timeline.boxes.map(({ title, detail, result }) => [title, detail, result])).toEqual([
    ['GET /check', 'callout 4, timeout 200 ms', '200'],
    ['GET /', '', '200 · 8 ms'],
  ]);
  const [callout] = timeline.boxes;
  expect((callout?.x ?? 0) + (callout?.width ?? 0)).toBe(timeline.xOfSeq[6]);
});

test('arrows tell what goes over the wires', () => {
  expect(timeline.arrows.map(({ seq, lane, toLane, title }) => [seq, lane, toLane, title])).toEqual(
    [
      [0, 0, 1, 'GET /'],
      [4, 1, 2, ''],
      [6, 2, 1, ''],
      [9, 1, 3, ''],
      [10, 3, 1, ''],
      [11, 1, 0, '200 OK'],
    ],
  );
});

test('a piece of the body that comes later has an arrow of its own, where it comes', () => {
  const timeline = layOutTimeline(
    scenario({
      events: [
        net('client-request', 'POST /', { seq: 0 }),
        net('client-body', '22 B, end', { seq: 1, timeNs: 10 * ms }),
      ],
      exchanges: [exchange({})],
    }),
    ['guest'],
  );
  expect(timeline.waits).toMatchObject([{ fromNs: 0, toNs: 10 * ms }]);
  expect(timeline.arrows.map(({ seq, detail, isPiece }) => [seq, detail, isPiece])).toEqual([
    [0, expect.any(String), false],
    [1, '22 B, end', true],
  ]);
});

test('one finds what one points at: a hostcall before its callback, then what covers the place', () => {
  const [span] = timeline.spans;
  const tick = timeline.xOfSeq[2] ?? 0;
  expect(eventAt(timeline, 1, tick + 2, 4)).toBe(2);
  expect(eventAt(timeline, 1, (span?.x ?? 0) + 1, 1)).toBe(1);
  expect(eventAt(timeline, 2, (timeline.boxes[0]?.x ?? 0) + 30, 4)).toBe(4);
  expect(eventAt(timeline, 0, 1, 1)).toBeNull();
});

test('nothing at all is an empty timeline', () => {
  const { lanes, width } = layOutTimeline(scenario({}), []);
  expect(lanes).toHaveLength(1);
  expect(width).toBeLessThan(50);
});
