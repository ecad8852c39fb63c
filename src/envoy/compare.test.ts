// The comparison itself: it must see what differs, step over known gaps only, and normalise nothing but what it says.

import { describe, expect, it } from 'vitest';
import { compareTold, type Gap } from './compare.ts';
import { normalise, timingDiffers } from './normalise.ts';
import type { Told } from './told.ts';

const facts = {
  clusters: [{ realPort: 20_123, address: 'auth.svc:8000' }],
  clockMs: 1_795_253_321_000,
  project: '["4bf92f3577b34da6a3ce929d0e0e4736"]',
};

const trace = [
  '[host->vm] proxy_on_log(2)',
  '[vm->host] env.proxy_log(2, 1024, 5)',
  '[info] wasm log: hello',
  '[vm<-host] env.proxy_log return: 0',
  '[host<-vm] proxy_on_log return: void',
];

function told(lines: string[], section = 'trace'): Told {
  return new Map([[section, lines]]);
}

function gap(sluice: string | null, envoy: string | null): Gap {
  return { scenario: '*', section: 'trace', sluice, envoy, reason: 'known' };
}

describe('two equal sides', () => {
  it('are identical, call for call', () => {
    const result = compareTold(told(trace), told(trace), facts, []);
    expect(result).toMatchObject({ differences: [], calls: 2, identicalCalls: 2 });
  });
});

describe('a difference', () => {
  it.each([
    ['a pointer', 1, '[vm->host] env.proxy_log(2, 1032, 5)', 0],
    ['a message', 2, '[info] wasm log: hallo', 1],
    ['a result', 3, '[vm<-host] env.proxy_log return: 2', 1],
  ])('in %s is found, and what comes before it counts', (_what, at, line, identicalCalls) => {
    const result = compareTold(told(trace.with(at, line)), told(trace), facts, []);
    expect(result.differences).toHaveLength(1);
    expect(result.differences[0]?.text).toContain(`S ${line}`);
    expect(result.differences[0]?.text).toContain(`E ${trace[at]}`);
    expect(result).toMatchObject({ calls: 2, identicalCalls });
  });

  it.each([
    ['Sluice', trace, trace.slice(0, 3)],
    ['Envoy', trace.slice(0, 3), trace],
  ])('is found when only %s goes on', (_who, ours, theirs) => {
    expect(compareTold(told(ours), told(theirs), facts, []).differences).toHaveLength(1);
  });

  it('is found in a section that one side does not have', () => {
    expect(compareTold(told(['x'], 'calls'), new Map(), facts, []).differences).toHaveLength(1);
  });
});

describe('a known gap', () => {
  const line = '[info] wasm log: hallo';
  const other = trace.with(2, line);

  it('is stepped over where it is, and nowhere else', () => {
    const known = gap(line, '[info] wasm log: hello');
    const result = compareTold(told(other), told(trace), facts, [known]);
    expect(result.differences).toEqual([]);
    expect(result.usedGaps).toEqual(new Set([known]));
    const more = other.with(4, '[host<-vm] proxy_on_log return: 1');
    expect(compareTold(told(more), told(trace), facts, [known]).differences).toHaveLength(1);
  });

  it('can be a line that one side lacks', () => {
    const known = gap(null, '[info] wasm log: hello');
    expect(
      compareTold(told(trace.toSpliced(2, 1)), told(trace), facts, [known]).differences,
    ).toEqual([]);
  });

  it('is not used when nothing differs', () => {
    const known = gap(line, '[info] wasm log: hello');
    expect(compareTold(told(trace), told(trace), facts, [known]).usedGaps.size).toBe(0);
  });
});

describe('what no two runs share', () => {
  it.each([
    ['date: Sat, 21 Nov 2026 09:36:08 GMT', 'date: <date>'],
    ['x-request-id: 80f6a209-28c3-4d27-8ce4-71bf97b9d85f', 'x-request-id: <uuid>'],
    ['x-envoy-upstream-service-time: 21', 'x-envoy-upstream-service-time: <ms>'],
    ['[x-envoy-upstream-service-time 0] [a b]', '[x-envoy-upstream-service-time <ms>] [a b]'],
    ['"timestamp":1795253320,', '"timestamp":<clock 10>,'],
    ['now 1795253320550550000', 'now <clock 19>'],
    [
      'traceparent: 00-f864dd2a33d376f67df1085fff580afa-bad6e88f45d863a0-01',
      'traceparent: 00-<id of 32 digits>-<id of 16 digits>-01',
    ],
    ['x-trace-id: f864dd2a33d376f67df1085fff580afa', 'x-trace-id: <id of 32 digits>'],
    ['visitor=f864dd2a33d376f6; a', 'visitor=<id of 16 digits>; a'],
    ['upstream 127.0.0.1:20123', 'upstream auth.svc:8000'],
  ])('is left out of %s', (line, expected) => {
    expect(normalise(line, facts)).toBe(expected);
  });

  it.each([
    'content-length: 292',
    'token: 1000000007',
    '[vm->host] env.proxy_get_property(14816, 11, 16, 20)',
    'x: 127.0.0.1:20124',
    'traceparent: 00-4bf92f3577b34da6a3ce929d0e0e4736-01',
    'etag: f864dd2a33d376f6',
  ])('is nothing of %s', (line) => {
    expect(normalise(line, facts)).toBe(line);
  });

  it('does not hide that the upstream took a digit longer', () => {
    const line = (ms: number): string[] => [`x-envoy-upstream-service-time: ${ms}`];
    expect(timingDiffers(line(9), line(10))).toBe(true);
    expect(timingDiffers(line(3), line(7))).toBe(false);
  });
});
