// What two runs share and what they do not.

import { describe, expect, it } from 'vitest';
import { type DiffRow, diffEvents, eventText } from './diff-events.ts';
import type { LoggedCall, LoggedEvent } from './logged-events.ts';

const hostcall = (name: string, args: string[], result = '0'): LoggedCall => ({
  kind: 'hostcall',
  depth: 1,
  module: 'env',
  name,
  args,
  result,
});
const callback = (name: string, args: string[], result = '0'): LoggedCall => ({
  ...hostcall(name, args, result),
  kind: 'callback',
  depth: 0,
  module: '',
});
const line = (text: string): LoggedEvent => ({ kind: 'log', depth: 1, level: 'info', text });

const told = (rows: DiffRow[]): string[] =>
  rows.map((row) => {
    const sides = [
      'sluice' in row ? eventText(row.sluice) : '',
      'envoy' in row ? eventText(row.envoy) : '',
    ];
    return `${row.kind}: ${row.kind === 'same' ? sides[0] : sides.filter((side) => side !== '').join(' | ')}`;
  });

const strict = { addresses: true };
const loose = { addresses: false };

describe('a difference of events', () => {
  it('is none between equal runs', () => {
    const events = [callback('proxy_on_log', ['2']), hostcall('proxy_log', ['2', '8', '1'])];
    expect(diffEvents(events, structuredClone(events), strict)).toMatchObject({ differences: 0 });
  });

  it('finds what is missing, what is more, and what has another value', () => {
    const before = callback('proxy_on_request_headers', ['2', '6', '1']);
    const after = callback('proxy_on_log', ['2']);
    const { rows, differences } = diffEvents(
      [
        before,
        hostcall('proxy_done', []),
        callback('proxy_on_response_headers', ['2', '4', '0']),
        after,
      ],
      [before, callback('proxy_on_response_headers', ['2', '5', '0']), line('wasm log: x'), after],
      strict,
    );
    expect(told(rows)).toEqual([
      'same: proxy_on_request_headers(2, 6, 1) → 0',
      'only-sluice: env.proxy_done() → 0',
      'changed: proxy_on_response_headers(2, 4, 0) → 0 | proxy_on_response_headers(2, 5, 0) → 0',
      'only-envoy: [info] wasm log: x',
      'same: proxy_on_log(2) → 0',
    ]);
    expect(differences).toBe(3);
  });

  it('counts addresses only when it is told to, and sizes always', () => {
    const at = (address: string, size: string): LoggedEvent[] => [
      hostcall('proxy_log', ['2', address, size]),
      callback('proxy_on_memory_allocate', ['7'], address),
    ];
    expect(diffEvents(at('100', '5'), at('200', '5'), strict).differences).toBe(2);
    expect(diffEvents(at('100', '5'), at('200', '5'), loose).differences).toBe(0);
    expect(diffEvents(at('100', '5'), at('200', '6'), loose).differences).toBe(1);
  });

  it.each([
    ['dates', 'date: Sat, 21 Nov 2026 14:20:57 GMT', 'date: Thu, 01 Jan 2026 00:00:00 GMT'],
    [
      'request ids',
      'id 0b0c6f6e-1d3c-4f1e-9a55-0f5b7f1d0a11',
      'id aaaaaaaa-1d3c-4f1e-9a55-0f5b7f1d0a11',
    ],
    [
      'the time the upstream took',
      'x-envoy-upstream-service-time: 0',
      'x-envoy-upstream-service-time: 17',
    ],
    ['addresses and ports', 'from 127.0.0.1:50000', 'from 10.2.0.9:41822'],
    ['clocks', 'at 1767225600000', 'at 1795270857231'],
  ])('leaves out %s', (_, one, other) => {
    expect(diffEvents([line(one)], [line(other)], strict).differences).toBe(0);
  });

  it('does not take every number for a clock', () => {
    expect(diffEvents([line('read 1234')], [line('read 1235')], strict).differences).toBe(1);
  });

  it('holds runs that have nothing in common against each other by position', () => {
    const many = (from: number): LoggedEvent[] =>
      Array.from({ length: 3000 }, (_, index) => callback('proxy_on_tick', [String(from + index)]));
    expect(diffEvents(many(0), many(10_000), strict)).toMatchObject({ differences: 3000 });
  });
});
