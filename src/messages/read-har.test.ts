import { expect, test } from 'vitest';
import { readAnySpelling, spellingOf } from './read-any.ts';
import { readHar } from './read-har.ts';

const entry = {
  request: {
    method: 'POST',
    url: 'https://shop.example/orders?id=1',
    httpVersion: 'h2',
    headers: [
      { name: ':authority', value: 'shop.example' },
      { name: 'x-a', value: '1' },
      { name: 'content-length', value: '2' },
    ],
    postData: { mimeType: 'application/json', text: '{}' },
  },
  response: {
    status: 201,
    headers: [
      { name: 'content-encoding', value: 'gzip' },
      { name: 'x-b', value: '2' },
    ],
    content: { size: 2, text: 'b2s=', encoding: 'base64' },
  },
};

test('an entry is a request with its answer', () => {
  const read = readHar(JSON.stringify({ log: { entries: [entry] } }));
  if (!read.ok) throw new Error(read.problem);
  expect(read.value).toEqual([
    {
      request: {
        method: 'POST',
        scheme: 'https',
        authority: 'shop.example',
        path: '/orders?id=1',
        headers: [
          ['x-a', '1'],
          ['content-type', 'application/json'],
        ],
        body: {
          encoding: 'text',
          chunks: [{ data: '{}', delayMs: 0, repeat: 1 }],
          framing: 'auto',
        },
        trailers: [],
      },
      answer: {
        kind: 'answer',
        status: 201,
        headers: [['x-b', '2']],
        body: {
          encoding: 'base64',
          chunks: [{ data: 'b2s=', delayMs: 0, repeat: 1 }],
          framing: 'auto',
        },
        trailers: [],
        delayMs: 0,
      },
      notes: [
        'Left out of the request: content-length.',
        'Left out of the answer: content-encoding.',
      ],
    },
  ]);
});

test('a single entry and a bare request are taken too', () => {
  for (const value of [entry, [entry], entry.request]) {
    expect(readHar(JSON.stringify(value))).toMatchObject({
      ok: true,
      value: [{ request: { path: '/orders?id=1' } }],
    });
  }
});

test('fields of a form and a missing body of the answer', () => {
  const read = readHar(
    JSON.stringify({
      request: {
        method: 'POST',
        url: 'http://h',
        headers: [{ name: 'Host', value: 'other' }],
        postData: { params: [{ name: 'a b', value: '1&2' }] },
      },
      response: { status: 200, headers: [], content: { size: 7 } },
    }),
  );
  expect(read).toMatchObject({
    value: [
      {
        request: { authority: 'other', body: { chunks: [{ data: 'a%20b=1%262' }] } },
        notes: ['The body of the answer, 7 bytes, is not in the HAR.'],
      },
    ],
  });
});

test('entries of other schemes are left out', () => {
  const other = { request: { method: 'GET', url: 'wss://h/socket' } };
  const read = readHar(JSON.stringify([other, entry]));
  expect(read).toMatchObject({ ok: true, value: [{ request: { path: '/orders?id=1' } }] });
});

test.each([
  ['{', /^This is no JSON: /],
  ['{}', /^A HAR file has "log" with "entries"/],
  [
    '{"log":{"entries":[{"request":{"method":"GET"}}]}}',
    /^Entry 1: its request has no "method" and "url"\.$/,
  ],
  ['[{"request":{"method":"GET","url":"data:x"}}]', /^No entry is a request over HTTP\.$/],
])('%s is refused', (text, problem) => {
  expect(readHar(text)).toMatchObject({
    ok: false,
    problem: expect.stringMatching(problem) as string,
  });
});

test('the spelling is seen by its beginning', () => {
  expect(spellingOf(' {"log": {}}')).toBe('har');
  expect(spellingOf('GET /x HTTP/1.1')).toBe('raw');
  expect(spellingOf("curl 'http://h'")).toBe('curl');
  expect(spellingOf('POST it with curl h')).toBe('curl');
  const plain = {
    method: 'GET',
    scheme: 'http' as const,
    authority: 'localhost',
    path: '/',
    headers: [],
    body: { encoding: 'text' as const, chunks: [], framing: 'auto' as const },
    trailers: [],
  };
  expect(readAnySpelling('\nGET /x HTTP/1.1\nhost: h\n', plain)).toMatchObject({
    value: [{ request: { path: '/x', authority: 'h' }, notes: [] }],
  });
});
