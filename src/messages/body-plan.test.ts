import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Body } from '#project/schema.ts';
import {
  bodyBytes,
  bodyOfBytes,
  bodyPieces,
  cutByCount,
  cutBySize,
  recoded,
  withDelays,
} from './body-plan.ts';
import { formRows, formText } from './form-text.ts';
import { bodies } from './testing/arbitrary.ts';

function text(...data: string[]): Body {
  return {
    encoding: 'text',
    chunks: data.map((one) => ({ data: one, delayMs: 0, repeat: 1 })),
    framing: 'auto',
  };
}

test('pieces are counted in bytes and told in virtual time', () => {
  const body: Body = {
    encoding: 'text',
    framing: 'auto',
    chunks: [
      { data: 'é', delayMs: 5, repeat: 3 },
      { data: 'ab', delayMs: 10, repeat: 1 },
    ],
  };
  expect(bodyPieces(body)).toEqual([
    { bytes: 6, atMs: 5 },
    { bytes: 2, atMs: 15 },
  ]);
  expect(bodyPieces({ ...text('AAECAw=='), encoding: 'base64' })).toEqual([{ bytes: 4, atMs: 0 }]);
});

test('however a body is cut, its bytes stay the same', () => {
  fc.assert(
    fc.property(bodies, fc.integer({ min: 1, max: 9 }), fc.boolean(), (body, number, asBytes) => {
      const whole = asBytes ? recoded(body, 'base64') : body;
      if (whole === null) throw new Error('text is always bytes');
      for (const cut of [cutByCount(whole, number, 7), cutBySize(whole, number, 7)]) {
        if (!cut.ok) continue;
        expect(bodyBytes(cut.value)).toBe(bodyBytes(whole));
        expect(joined(cut.value)).toBe(joined(whole));
        expect(cut.value.chunks.slice(1).every((chunk) => chunk.delayMs === 7)).toBe(true);
      }
    }),
  );
});

function joined(body: Body): string {
  if (body.encoding === 'text')
    return body.chunks.map((one) => one.data.repeat(one.repeat)).join('');
  return body.chunks
    .map((one) => Buffer.from(one.data, 'base64').toString('hex').repeat(one.repeat))
    .join('');
}

test('pieces have about one size, or the size that is asked for', () => {
  const sizes = (read: ReturnType<typeof cutByCount>): number[] =>
    read.ok ? bodyPieces(read.value).map((piece) => piece.bytes) : [];
  expect(sizes(cutByCount(text('0123456789'), 4, 0))).toEqual([3, 2, 3, 2]);
  expect(sizes(cutBySize(text('01234', '56789'), 4, 0))).toEqual([4, 4, 2]);
  expect(sizes(cutBySize(text('aéé'), 2, 0))).toEqual([3, 2]);
  expect(withDelays(text('a', 'b'), 9).chunks.map((chunk) => chunk.delayMs)).toEqual([0, 9]);
});

test('what cannot be cut says why', () => {
  expect(cutByCount(text('ab'), 3, 0)).toMatchObject({
    problem: 'The body has 2 bytes: it cannot be cut into 3 pieces.',
  });
  expect(cutBySize(text('a'.repeat(1001)), 1, 0)).toMatchObject({
    problem: 'That would be 1001 pieces; a body has at most 1000.',
  });
  const large = { ...text('a'), chunks: [{ data: 'a', delayMs: 0, repeat: 2_000_000 }] };
  expect(cutByCount(large, 2, 0).ok).toBe(false);
});

test('bytes are text where they can be', () => {
  expect(bodyOfBytes(text(), new TextEncoder().encode('é'))).toMatchObject(text('é'));
  expect(bodyOfBytes(text(), Uint8Array.of(0xff))).toMatchObject({
    encoding: 'base64',
    chunks: [{ data: '/w==' }],
  });
  expect(bodyOfBytes(text(), Uint8Array.of(0)).encoding).toBe('base64');
  expect(recoded({ ...text('/w=='), encoding: 'base64' }, 'text')).toBeNull();
});

test('the rows of a form come back, and what is unchanged keeps its spelling', () => {
  expect(formRows('a=1&b=x+y%21&c')).toEqual([
    ['a', '1'],
    ['b', 'x y!'],
    ['c', ''],
  ]);
  expect(
    formText(
      [
        ['a', '2'],
        ['b', 'x y!'],
        ['c', ''],
      ],
      'a=1&b=x%20y%21&c',
    ),
  ).toBe('a=2&b=x%20y%21&c');
  expect(formRows('100%')).toBeNull();
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.string({ minLength: 1 }), fc.string())), (rows) => {
      const whole = rows.map(([name, value]) => [name, value] as [string, string]);
      expect(formRows(formText(whole, ''))).toEqual(whole);
    }),
  );
});
