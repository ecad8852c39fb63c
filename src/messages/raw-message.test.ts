import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Request } from '#project/schema.ts';
import { bodyText, withBodyText } from './body-text.ts';
import { type Answer, readAnswer, readRequest, writeAnswer, writeRequest } from './raw-message.ts';
import { bodies, requests } from './testing/arbitrary.ts';

const plain: Request = {
  method: 'GET',
  scheme: 'http',
  authority: 'localhost:10000',
  path: '/',
  headers: [],
  body: { encoding: 'text', chunks: [], framing: 'auto' },
  trailers: [],
};

const answer: Answer = {
  kind: 'answer',
  status: 200,
  headers: [['content-type', 'text/plain']],
  body: { encoding: 'text', chunks: [{ data: 'ok', delayMs: 4, repeat: 1 }], framing: 'chunked' },
  trailers: [['x-end', '1']],
  delayMs: 8,
};

test('a request comes back from its raw text as it was', () => {
  fc.assert(
    fc.property(requests, (request) => {
      expect(readRequest(writeRequest(request).text, request)).toEqual({
        ok: true,
        value: request,
      });
    }),
  );
});

test('what the raw text shows does not need the request before', () => {
  fc.assert(
    fc.property(requests, (request) => {
      const { text } = writeRequest(request);
      const read = readRequest(text, plain);
      if (!read.ok) throw new Error(read.problem);
      expect(writeRequest(read.value).text).toBe(text);
      const { method, path, authority, headers } = request;
      expect(read.value).toMatchObject({ method, path, authority, headers });
    }),
  );
});

test('a change of the text is in the body, and no piece that it does not touch changes', () => {
  fc.assert(
    fc.property(bodies, fc.string({ unit: 'grapheme', maxLength: 30 }), (body, text) => {
      fc.pre(bodyText(body).ok && !text.includes('\r'));
      const changed = withBodyText(body, text);
      expect(bodyText(changed)).toEqual({ ok: true, text });
      expect(changed.framing).toBe(body.framing);
    }),
  );
});

test('cuts stay before and behind an insertion', () => {
  const chunk = (data: string, delayMs: number) => ({ data, delayMs, repeat: 1 });
  const body = { ...plain.body, chunks: [chunk('one ', 0), chunk('two ', 10), chunk('three', 20)] };
  expect(withBodyText(body, 'one twenty three').chunks).toEqual([
    chunk('one ', 0),
    chunk('twenty ', 10),
    chunk('three', 20),
  ]);
  expect(withBodyText(body, 'one two three!').chunks.at(-1)).toEqual(chunk('three!', 20));
  expect(withBodyText(body, 'three').chunks).toEqual([chunk('three', 20)]);
  expect(withBodyText(body, '').chunks).toEqual([]);
});

test('a pasted request may have line ends of the wire, an absolute target and any version', () => {
  expect(
    readRequest('PUT https://a.example/x?y HTTP/2\r\nx-a: 1\r\nx-a:\r\n\r\nhi\r\n', plain),
  ).toEqual({
    ok: true,
    value: {
      ...plain,
      method: 'PUT',
      scheme: 'https',
      authority: 'a.example',
      path: '/x?y',
      headers: [
        ['x-a', '1'],
        ['x-a', ''],
      ],
      body: { ...plain.body, chunks: [{ data: 'hi\r\n', delayMs: 0, repeat: 1 }] },
    },
  });
});

test.each([
  ['', 'Line 1: a request begins like "GET /path HTTP/1.1".'],
  ['GET', 'Line 1: a request begins like "GET /path HTTP/1.1".'],
  ['GET orders HTTP/1.1\nhost: a', 'Line 1: A path starts with "/".'],
  ['GET /a b HTTP/1.1\nhost: a', 'Line 1: A path cannot contain a space; write it as %20.'],
  ['GET / HTTP/1.0\nhost: a', 'Line 1: the client of Sluice speaks HTTP/1.1, not 1.0.'],
  ['G(T / HTTP/1.1\nhost: a', 'Line 1: A method cannot contain "(".'],
  [
    'GET / HTTP/1.1\nhost: a\nnope',
    'Line 3: a header is written "name: value"; there is no colon.',
  ],
  ['GET / HTTP/1.1\nhost: a\nx y: 1', 'Line 3: A header name cannot contain a space.'],
  ['GET / HTTP/1.1\nhost: a\n x: 1', 'Line 3: a header cannot begin with a space.'],
  ['GET / HTTP/1.1\nx: 1', 'Line 2: a line with the host is missing; add "host: localhost:10000".'],
  ['GET / HTTP/1.1\nx: 1\nhost: a/b', 'Line 3: An authority is host:port; it cannot contain "/".'],
])('%j is refused with its line', (text, problem) => {
  expect(readRequest(text, plain)).toEqual({ ok: false, problem });
});

test('a body that the text does not show is kept, and text in its place is refused', () => {
  const request: Request = {
    ...plain,
    body: { ...plain.body, encoding: 'base64', chunks: [{ data: 'AAE=', delayMs: 0, repeat: 1 }] },
  };
  const { text, kept } = writeRequest(request);
  expect(kept).toEqual(['the body, because it is base64']);
  expect(readRequest(text, request)).toEqual({ ok: true, value: request });
  expect(readRequest(`${text}x`, request)).toMatchObject({
    problem: expect.stringMatching(/^Line 4: the body stays as it is in the form/) as string,
  });
});

test('an answer comes back with its delays, framing and trailers', () => {
  const { text, kept } = writeAnswer(answer);
  expect(text).toBe('HTTP/1.1 200\ncontent-type: text/plain\n\nok');
  expect(kept).toEqual([
    'the delays of the body',
    'the framing chunked',
    '1 trailer',
    'the delay of 8 ms',
  ]);
  expect(readAnswer(text, answer)).toEqual({ ok: true, value: answer });
  expect(readAnswer('HTTP/1.1 404 Not Found\n\n', answer)).toMatchObject({
    value: { status: 404, headers: [], body: { chunks: [] } },
  });
  expect(readAnswer('HTTP/1.1 42\n', answer)).toMatchObject({
    problem: 'Line 1: The status of an answer is a whole number from 200 to 599.',
  });
  expect(readAnswer('200 OK', answer).ok).toBe(false);
});
