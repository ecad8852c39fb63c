// What is written must mean the same to a YAML 1.1 reader, and to one of YAML 1.2 as well.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { toYaml } from './yaml.ts';

const nasty = [
  ...[
    'n',
    'N',
    'y',
    'Y',
    'on',
    'On',
    'off',
    'no',
    'NO',
    'yes',
    'true',
    'False',
    'null',
    'Null',
    '~',
    '',
  ],
  ...[
    '1.0',
    '1',
    '-1',
    '+1',
    '0x10',
    '0o7',
    '010',
    '1_000',
    '1e3',
    '.5',
    '.inf',
    '.nan',
    'nan',
    '1:30',
    '2001-01-01',
  ],
  ...[
    'a: b',
    'a #b',
    '# a',
    '- a',
    '-',
    '?',
    ': a',
    '@type',
    '`a',
    '%a',
    '&a',
    '*a',
    '!a',
    '| a',
    '> a',
    '<<',
    '=',
  ],
  ...[
    'a\nb',
    'a\nb\n',
    '\na',
    ' a\nb',
    'a \nb',
    'a\n\n\nb\n\n',
    'a\tb',
    'a\r\nb',
    'a\u0000b',
    'a\u0085b',
    '\u2028',
  ],
  ...[
    'é',
    '😀',
    '\ufeff',
    '"a"',
    "'a'",
    'a\\nb',
    '{a}',
    '[a]',
    ' a',
    'a ',
    '---',
    '...',
    'a,b',
    '{"a": 1}',
  ],
];

function readBack(value: unknown, version: '1.1' | '1.2'): unknown {
  return parse(value as string, { version, merge: false, maxAliasCount: 0 });
}

describe('YAML', () => {
  it.each(nasty)('keeps the text %j as text, as value and as key', (text) => {
    const value = { list: [text, { [text]: text }], last: text };
    const written = toYaml(value, ' comment');
    expect(readBack(written, '1.1')).toEqual(value);
    expect(readBack(written, '1.2')).toEqual(value);
  });

  it('keeps any JSON', () => {
    const json = fc.jsonValue({ stringUnit: 'binary' });
    fc.assert(
      fc.property(json, (value) => {
        // Two zeros are one in JSON.
        const plain = JSON.parse(JSON.stringify(value)) as typeof value;
        expect(readBack(toYaml({ value: plain as never }, ''), '1.1')).toEqual({ value: plain });
      }),
      { numRuns: 300 },
    );
  });

  it('keeps the lines of a configuration readable', () => {
    const text = '{\n  "allow": true\n}\n';
    expect(toYaml({ value: text }, '')).toContain('value: |\n  {\n    "allow": true\n  }\n');
  });
});
