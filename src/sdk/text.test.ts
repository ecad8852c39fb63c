// UTF-8 and JSON of the SDK, compared with those of the engine that runs the tests.

import * as fc from 'fast-check';
import { beforeAll, expect, it } from 'vitest';
import { compileGuest } from '../compile/testing/compile-guest.ts';
import { type Bytes, FakeHost } from '../compile/testing/fake-host.ts';

// Each export reads the plugin configuration and logs what it made of it.
const guest = `
import { decodeUtf8, log, pluginConfiguration } from 'proxy-wasm';
import { Json, JsonKind, parseJson, quoteJson } from 'proxy-wasm/json';

export function lossy(): void { log.info(pluginConfiguration.text()); }

export function strict(): void {
  const text = decodeUtf8(pluginConfiguration.bytes());
  log.info(text == null ? 'null' : '=' + text);
}

export function quote(): void { log.info(quoteJson(pluginConfiguration.text())); }

export function json(): void {
  const value = parseJson(pluginConfiguration.text());
  log.info(value == null ? 'no JSON' : value.toString());
}

/** Writes what was built: the configuration's lines are the bits of a number, a whole number and a text. */
export function build(): void {
  const lines = pluginConfiguration.text().split('\\n');
  const inner = Json.object().setBool('yes', true).set('no', Json.bool(false)).set('nothing', Json.nothing());
  const list = Json.array([Json.number(reinterpret<f64>(U64.parseInt(lines[0])))]).push(Json.integer(I64.parseInt(lines[1]))).push(Json.array());
  const all = Json.object().setString('a "b"', lines[2]).setNumber('n', 0.1).setInteger('i', i64.MIN_VALUE).set('list', list);
  log.info(all.set('inner', inner).setNumber('n', NaN).push(inner).toString() + list.set('x', inner).toString());
}

/** Changes what was read: hides "secret" in each object, and removes "gone". */
export function change(): void {
  const value = parseJson(pluginConfiguration.text())!;
  hide(value);
  log.info(value.toString());
}

function hide(value: Json): void {
  if (value.get('secret') != null) value.setString('secret', '***');
  value.remove('gone');
  for (let i = 0; i < value.items.length; i++) hide(value.items[i]);
}

export function integer(): void {
  log.info(parseJson(pluginConfiguration.text())!.asInteger(7).toString());
}

export function removed(): void {
  const value = parseJson(pluginConfiguration.text())!;
  log.info(value.remove('a').toString() + value.remove('a').toString() + value.getInteger('i', 3).toString() + value.getInteger('x', 3).toString());
}

export function access(): void {
  const value = parseJson(pluginConfiguration.text())!;
  const n = value.get('n')!;
  log.info([
    n.asNumber().toString(), n.asString('other'), value.get('b')!.asBool().toString(), value.get('s')!.asString(),
    (value.get('missing') == null).toString(), value.get('s')!.asNumber(7).toString(), value.asBool(true).toString(),
  ].join(' '));
}

export function members(): void {
  const value = parseJson(pluginConfiguration.text())!;
  log.info([
    value.getString('s', 'none'), value.getString('n', 'none'), value.getString('missing', 'none'),
    value.getNumber('n', 1).toString(), value.getNumber('s', 1).toString(),
    value.getBool('b').toString(), value.getBool('s', true).toString(),
    value.getItems('a').length.toString(), value.getItems('s').length.toString(),
    value.getStrings('a').join('+'), value.getStrings('s', ['none']).join('+'), value.getStrings('missing', ['none']).join('+'),
  ].join(' '));
}
`;

let host: FakeHost;

beforeAll(async () => {
  host = new FakeHost();
  host.load(await compileGuest(guest, 'release'));
}, 60_000);

function ask(name: string, input: Bytes): string {
  host.calls.length = 0;
  host.buffers.set(7, input);
  host.call(name);
  return (host.calls[0] ?? '').slice('proxy_log 2 '.length);
}

const lossy = new TextDecoder('utf-8', { ignoreBOM: true });

/** Bytes that look like UTF-8 more often than chance would have it. */
const almostUtf8 = fc
  .array(
    fc.oneof(
      fc.constantFrom(0x00, 0x41, 0x7f, 0x80, 0x9f, 0xa0, 0xbf, 0xc0, 0xc2, 0xdf, 0xe0, 0xed, 0xef),
      fc.constantFrom(0xf0, 0xf4, 0xf5, 0x8f, 0x90, 0xff),
      fc.nat(255),
    ),
    { maxLength: 12 },
  )
  .map((bytes) => Uint8Array.from(bytes));

it('decodes any bytes as a browser does', () => {
  fc.assert(
    fc.property(almostUtf8, (bytes) => {
      expect(ask('lossy', bytes)).toBe(lossy.decode(bytes));
    }),
    { numRuns: 2000 },
  );
});

it('passes any text through unchanged, lone surrogates replaced', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(ask('lossy', text)).toBe(lossy.decode(new TextEncoder().encode(text)));
    }),
  );
});

it('tells UTF-8 from what is none', () => {
  const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  fc.assert(
    fc.property(almostUtf8, (bytes) => {
      let expected = 'null';
      try {
        expected = `=${strict.decode(bytes)}`;
      } catch {
        // Not UTF-8.
      }
      expect(ask('strict', bytes)).toBe(expected);
    }),
    { numRuns: 2000 },
  );
});

it('reads and writes any JSON', () => {
  fc.assert(
    fc.property(fc.json({ maxDepth: 4 }), (text) => {
      expect(JSON.parse(ask('json', text))).toEqual(JSON.parse(text));
    }),
    { numRuns: 500 },
  );
});

it('quotes any text so that it comes back', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(JSON.parse(ask('quote', text))).toBe(lossy.decode(new TextEncoder().encode(text)));
    }),
  );
});

const bitsOf = (value: number) => new BigUint64Array(new Float64Array([value]).buffer)[0];

it('writes what was built', () => {
  expect(ask('build', `${bitsOf(1e21)}\n9223372036854775807\nä\t"`)).toBe(
    '{"a \\"b\\"":"ä\\t\\"","n":null,"i":-9223372036854775808,"list":[1e+21,9223372036854775807,[]],' +
      '"inner":{"yes":true,"no":false,"nothing":null}}[1e+21,9223372036854775807,[]]',
  );
});

it('writes any number so that it comes back', () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
      const text = ask('build', `${bitsOf(value)}\n1\nx`);
      expect(() => JSON.parse(text.slice(0, text.lastIndexOf('}') + 1)) as unknown).not.toThrow();
      const { list } = JSON.parse(text.slice(0, text.lastIndexOf('}') + 1)) as { list: number[] };
      expect(list[0]).toBe(value === 0 ? 0 : value);
    }),
    { numRuns: 1000 },
  );
});

it('changes members where they are, and leaves all else as it was', () => {
  const text = '{"a":1.50,"secret":"x","gone":1,"b":[{"secret":{"c":1},"d":1e400},{"secret":1,"e":2,"secret":"y"}],"gone":2}';
  expect(ask('change', text)).toBe('{"a":1.50,"secret":"***","b":[{"secret":"***","d":1e400},{"secret":"***","e":2}]}');
  expect(ask('change', '[1,"a"]')).toBe('[1,"a"]');
});

it('removes members, and says whether there were any', () => {
  expect(ask('removed', '{"a":1,"i":-5,"a":2}')).toBe('truefalse-53');
});

it.each([
  ['0', '0'], ['-0', '0'], ['9007199254740993', '9007199254740993'], ['9223372036854775807', '9223372036854775807'],
  ['-9223372036854775808', '-9223372036854775808'], ['9223372036854775808', '7'], ['-9223372036854775809', '7'],
  ['99999999999999999999', '7'], ['92233720368547758070', '7'], ['1.0', '7'], ['1e3', '7'], ['"1"', '7'], ['null', '7'],
])('%s is exact as an integer, or none', (text, expected) => {
  expect(ask('integer', text)).toBe(expected);
});

it('reads and writes in linear time and memory', () => {
  // With time that grows with the square of the size, this takes minutes.
  const text = JSON.stringify({ escapes: '\n'.repeat(1_000_000), many: Array.from({ length: 20_000 }, () => '"') });
  expect(ask('json', text)).toBe(text);
});

it.each([
  '', ' ', '{', '}', '[', '[1', '[1,', '[1,]', '[,1]', '{"a"', '{"a":', '{"a":1', '{"a":1,}', '{a:1}', "{'a':1}", '"', '"\\',
  '"\\u12"', '"\\u12g4"', '"\\x"', '"\n"', '01', '-', '+1', '1.', '.5', '1e', '1e+', 'tru', 'truth', 'nul', 'NaN', '1 2', '[1]]',
  '{"path":', '\u00a01', '[1 2]', '{"a" 1}', '{"a":1 "b":2}',
])('refuses %j', (text) => {
  expect(() => JSON.parse(text) as unknown).toThrow();
  expect(ask('json', text)).toBe('no JSON');
});

it.each([
  ' { "a" : [ 1 , -0.5e+10 , true , false , null ] }\t\r\n', '"\\u00e9\\ud83d\\ude00\\/\\b\\f\\n\\r\\t\\\\\\""', '0', '-0', '1E5', '[]', '{}',
  '[[],{}]', '""',
])('accepts %j', (text) => {
  expect(JSON.parse(ask('json', text))).toEqual(JSON.parse(text));
});

it('refuses to nest without end', () => {
  expect(ask('json', '['.repeat(100_000))).toBe('no JSON');
  expect(ask('json', '['.repeat(100) + ']'.repeat(100))).toBe('['.repeat(100) + ']'.repeat(100));
  expect(ask('json', '['.repeat(101) + ']'.repeat(101))).toBe('no JSON');
});

it('gives values by their type, and of members of one name the last', () => {
  expect(ask('access', '{"n": 1, "b": true, "s": "text", "n": -2.5e1}')).toBe('-25.0 other true text true 7.0 true');
});

it('reads members by what they should be', () => {
  const text = '{"s":"text","n":2.5,"b":true,"a":["x",1,"y"]}';
  expect(ask('members', text)).toBe(
    'text none none 2.5 1.0 true true 3 0 x+y none none',
  );
});
