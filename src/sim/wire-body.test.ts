// How a body of a Project is cut and framed.

import { expect, test } from 'vitest';
import { projectSchema } from '#project/schema.ts';
import { wireBody } from './wire-body.ts';

const bodySchema =
  projectSchema.shape.scenarios.element.shape.exchanges.element.shape.request.shape.body.unwrap();
const cut = (body: object, headers: [string, string][] = [], trailers = false) =>
  wireBody(bodySchema.parse(body), headers, trailers, 17);
const sizes = (body: object): number[] => cut(body).pieces.map(({ bytes }) => bytes.length);

test('pieces without a delay between them are one', () => {
  expect(sizes({ chunks: [{ data: 'ab' }, { data: 'c' }, { data: 'd', delayMs: 5 }] })).toEqual([
    3, 1,
  ]);
});

test('text counts in bytes, base64 is decoded, repeating multiplies', () => {
  expect(sizes({ chunks: [{ data: 'ü' }] })).toEqual([2]);
  expect(sizes({ encoding: 'base64', chunks: [{ data: 'AAEC' }] })).toEqual([3]);
  expect(sizes({ chunks: [{ data: 'ab', repeat: 3 }] })).toEqual([6]);
});

test('a piece larger than a read is cut, and the head of the message takes its room in the first', () => {
  expect(sizes({ chunks: [{ data: 'x', repeat: 2_500_000 }] })).toEqual([
    1_048_532, 1_048_576, 402_892,
  ]);
});

test('the line with the size of a chunk takes its room too', () => {
  const large = { chunks: [{ data: 'x', repeat: 1_100_000 }] };
  const head = 'transfer-encoding: chunked\r\n\r\n'.length + 17;
  expect(sizes({ ...large, framing: 'chunked' })[0]).toBe(1_048_576 - head - '10c8e0\r\n'.length);
});

test('one piece has a length, several or trailers are chunked, the person has the last word', () => {
  const one = { chunks: [{ data: 'abc' }] };
  expect(cut(one).framing).toEqual(['content-length', '3']);
  expect(cut(one, [], true).framing).toEqual(['transfer-encoding', 'chunked']);
  expect(cut({ chunks: [{ data: 'a' }, { data: 'b', delayMs: 1 }] }).framing).toEqual([
    'transfer-encoding',
    'chunked',
  ]);
  expect(cut({ ...one, framing: 'chunked' }).framing).toEqual(['transfer-encoding', 'chunked']);
  expect(cut(one, [['Content-Length', '9']]).framing).toBeNull();
  expect(cut({ chunks: [] }).framing).toBeNull();
});
