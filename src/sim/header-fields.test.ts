// Header maps with Envoy's rules, as measured in Envoy 1.40.

import { expect, test } from 'vitest';
import { HeaderFields } from './header-fields.ts';

const request = (): HeaderFields =>
  new HeaderFields('request', [
    [':authority', 'a.test'],
    [':path', '/'],
    [':method', 'GET'],
    [':scheme', 'http'],
    ['x-a', '1'],
    ['x-b', '2'],
    ['x-a', '3'],
  ]);
const names = (fields: HeaderFields): string[] => fields.pairs().map(([name]) => name);

test('a single-slot header is joined, every other one is a new entry', () => {
  const fields = request();
  fields.add('accept', 'a');
  fields.add('accept', '');
  fields.add('accept', 'b');
  fields.add('cookie', 'c=1');
  fields.add('cookie', 'd=2');
  expect(fields.get('accept')).toBe('a,b');
  expect(names(fields).filter((name) => name === 'cookie')).toHaveLength(2);
});

test('which headers have a single slot depends on the map', () => {
  const trailers = new HeaderFields('request-trailers', [
    ['accept', 'a'],
    ['accept', 'b'],
  ]);
  expect(trailers.pairs()).toHaveLength(2);
  const response = new HeaderFields('response', [
    ['server', 'a'],
    ['server', 'b'],
    ['set-cookie', '1'],
    ['set-cookie', '2'],
  ]);
  expect(response.pairs()).toEqual([
    ['server', 'a,b'],
    ['set-cookie', '1'],
    ['set-cookie', '2'],
  ]);
});

test('the first entry is the value, all together are the attribute', () => {
  expect(request().get('x-a')).toBe('1');
  expect(request().joined('x-a')).toBe('1,3');
  expect(request().joined('x-none')).toBeNull();
});

test('replacing takes every entry away and puts one at the end', () => {
  const fields = request();
  fields.replace('x-a', '9');
  expect(fields.pairs().slice(4)).toEqual([
    ['x-b', '2'],
    ['x-a', '9'],
  ]);
});

test('a replaced pseudo-header goes to the end of its block', () => {
  const fields = request();
  fields.replace(':path', '/new');
  expect(names(fields).slice(0, 4)).toEqual([':authority', ':method', ':scheme', ':path']);
});

test('host is another name of :authority in requests, and of nothing elsewhere', () => {
  const fields = request();
  fields.replace('host', 'b.test');
  expect(fields.get(':authority')).toBe('b.test');
  expect(fields.get('host')).toBe('b.test');
  expect(new HeaderFields('response', [['host', 'x']]).pairs()).toEqual([['host', 'x']]);
});

test('setting all pairs empties the map first and joins as adding does', () => {
  const fields = request();
  fields.setPairs([
    [':path', '/1'],
    [':path', '/2'],
  ]);
  expect(fields.pairs()).toEqual([[':path', '/1,/2']]);
});

test('the size is the sum of names and values', () => {
  expect(new HeaderFields('response', [[':status', '200']]).sizeBytes()).toBe(10);
});

test('an empty value is a value', () => {
  expect(new HeaderFields('request', [['x', '']]).get('x')).toBe('');
});
