// YAML, held against what Envoy 1.40 told of the same document on its admin interface.

import { describe, expect, it } from 'vitest';
import { readYaml } from './read-yaml.ts';
import { jsonOf } from './tree.ts';

const read = (text: string): unknown => jsonOf(readYaml(text));

describe('values without quotes', () => {
  it('are booleans in one of three cases', () => {
    expect(read('[y, n, yes, No, ON, off, True, TRUE, tRUE, false, Y, "yes"]')).toEqual([
      ...[true, false, true, false, true, false, true, true],
      ...['tRUE', false, true, 'yes'],
    ]);
  });

  it('are nothing', () => {
    expect(read('[~, null, Null, NULL, nULL, "null", ""]')).toEqual([
      ...[null, null, null, null],
      ...['nULL', 'null', ''],
    ]);
    expect(read('a:\nb: 1')).toEqual({ a: null, b: 1 });
  });

  it('are whole numbers of 32 bits, in three bases', () => {
    expect(read('[1, -1, +1, 0x10, 010, 2147483647, -2147483648, -0, 00]')).toEqual([
      ...[1, -1, 1, 16, 8, 2147483647, -2147483648, 0, 0],
    ]);
  });

  it('are text when they are any other number', () => {
    const text = ['0o10', '08', '1_000', '0b11', '1e3', '1.0', '.5', '.inf', '12:30:45', '0x'];
    expect(read(`[${text.join(', ')}]`)).toEqual(text);
    expect(read('[2147483648, 0xFFFFFFFF, 9223372036854775808]')).toEqual([
      ...['2147483648', '4294967295', '9223372036854775808'],
    ]);
    expect(read('[2001-01-01, a b]')).toEqual(['2001-01-01', 'a b']);
  });

  it('go by their text, whatever their tag says', () => {
    expect(read('[!!str 5, !!int "5 ", !!float 5, !!bool "yes", !!str yes, ! 5, !!str ~]')).toEqual(
      [5, 5, 5, true, true, '5', '~'],
    );
  });
});

it('blocks are text', () => {
  expect(read('a: |\n  5\nb: >\n  c\n  d\n')).toEqual({ a: '5\n', b: 'c d\n' });
});

it('keys are the words that stand there', () => {
  expect(read('5: a\ntrue: b\n~: c\n"~": d')).toEqual({ 5: 'a', true: 'b', null: 'c', '~': 'd' });
});

it('the last of equal keys counts', () => {
  expect(read('a: 1\na: 2')).toEqual({ a: 2 });
});

it('an alias means the last anchor before it, and << is a key like any other', () => {
  expect(read('a: &x 1\nb: *x\nc: &x 2\nd: *x')).toEqual({ a: 1, b: 1, c: 2, d: 2 });
  expect(read('a: &x {b: 1}\nc:\n  <<: *x')).toEqual({ a: { b: 1 }, c: { '<<': { b: 1 } } });
});

it('only the first document is read', () => {
  expect(read('a: 1\n---\na: 2\n')).toEqual({ a: 1 });
});

describe('what cannot be read', () => {
  it.each([
    ['a: 1\nb: {c: 1\nd: 2', 'Line 3: it is not YAML, at column '],
    ['a: *x', 'Line 1: nothing before it has the anchor &x.'],
    ['? [a]\n: b', 'Line 1: a key must be a word'],
    ['# nothing', 'It is empty.'],
    ['', 'It is empty.'],
    ['['.repeat(50), 'Line 1: it is not YAML, at column 51'],
    [`${'['.repeat(200)}${']'.repeat(200)}`, 'Line 1: it is nested more than 100 levels deep'],
    [`${'['.repeat(50_000)}${']'.repeat(50_000)}`, 'nested'],
  ])('is told: %.20s', (text, told) => {
    expect(() => readYaml(text)).toThrow(told);
  });

  it('is more words than anybody writes', () => {
    expect(() => readYaml('a: b\n'.repeat(300_000))).toThrow('more than 1000000 words');
  });

  it('is a few aliases that would be millions of values', () => {
    const bomb = ['a0: &a0 [x, x, x, x, x, x, x, x, x, x]'];
    for (let level = 1; level < 9; level += 1)
      bomb.push(
        `a${level}: &a${level} [${Array(10)
          .fill(`*a${level - 1}`)
          .join(', ')}]`,
      );
    expect(() => readYaml(bomb.join('\n'))).toThrow('more than 500000 values');
  });
});
