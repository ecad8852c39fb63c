// Leaving out numbers must not hide what a client, a server or a hostcall sees.

import { describe, expect, it } from 'vitest';
import { hostcall } from '#trace/testing/report.ts';
import { blurred, readsChance } from './blur.ts';

const facts = { clusters: [], clockMs: 0, project: '' };

function lines(section: string, ...all: string[]): string[] {
  return blurred(new Map([[section, all]]), facts).get(section) ?? [];
}

describe('a line without its numbers', () => {
  it.each([
    ['log', '[info] took 12 ms', '[info] took <n> ms'],
    ['trace', '[vm->host] env.proxy_log(2, 1024, 5)', '[vm->host] env.proxy_log(<n>, <n>, <n>)'],
    ['exchange 1 client', 'x-took: 12', 'x-took: <n>'],
    ['calls', 'x-trace: 4bf92f3577b34da6', 'x-trace: <id>'],
    ['metrics', 'histogram wasmcustom.ms: 0 1 2 3', 'histogram wasmcustom.ms: … 3'],
  ])('%s', (section, line, expected) => {
    expect(lines(section, line)).toEqual([expected]);
  });
});

describe('what a number may not change unseen', () => {
  it.each([
    ['exchange 1 client', '403'],
    ['exchange 1 upstream', 'GET /status/418'],
    ['exchange 1 details', 'via_upstream 1'],
    ['metrics', 'counter wasmcustom.requests: 3'],
    ['trace', '[vm<-host] env.proxy_get_property return: 1'],
    ['start', 'refused 2'],
  ])('%s: %s', (section, line) => {
    expect(lines(section, line)).toEqual([line]);
  });
});

describe('a filter that asks for the time or for chance', () => {
  it.each([
    ['proxy_get_current_time_nanoseconds', '', true],
    ['random_get', '', true],
    ['proxy_get_property', '"request\\u0000duration"', true],
    ['proxy_get_property', '"request.time"', true],
    ['proxy_get_property', '"request.path"', false],
    ['proxy_log', '"duration"', false],
  ])('%s(%s): %s', (name, text, expected) => {
    const event = hostcall({ seq: 1, name, inputs: [{ name: 'path', text }] });
    expect(readsChance({ events: [event] })).toBe(expected);
  });
});
