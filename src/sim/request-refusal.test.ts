import { expect, test } from 'vitest';
import { absoluteTarget, refusalByCodec } from './request-refusal.ts';

const head = { method: 'GET', target: '/', lines: [], sizeBytes: 100 };
const details = (changes: Partial<Parameters<typeof refusalByCodec>[0]>, authority = 'o.test') =>
  refusalByCodec({ ...head, ...changes }, authority)?.details;

test('a request that is HTTP is taken', () => {
  expect(refusalByCodec(head, 'o.test')).toBeNull();
});

test.each([
  [{ method: 'get' }, 'http1.codec_error'],
  [{ target: 'a' }, 'http1.codec_error'],
  [{ target: '/a b' }, 'http1.codec_error'],
  [{ target: '*' }, 'http1.invalid_url'],
  [{ target: 'ftp://o.test/' }, 'http1.invalid_scheme'],
  [{ sizeBytes: 61_441 }, 'http1.headers_too_large'],
  [{ lines: [['connection', 'x-forwarded-for']] }, 'http1.connection_header_rejected'],
  [{ lines: [['transfer-encoding', 'gzip']] }, 'http1.invalid_transfer_encoding'],
] satisfies [Parameters<typeof details>[0], string][])('%j is refused', (changes, why) => {
  expect(details(changes)).toBe(why);
});

test('an authority with a blank is refused, and an empty one is not', () => {
  expect(details({}, 'a b')).toBe('http.invalid_authority');
  expect(details({}, '')).toBeUndefined();
});

test('an address is cut into its parts, without who asks', () => {
  expect(absoluteTarget('HTTP://user@O.test:81')).toEqual({
    scheme: 'http',
    authority: 'O.test:81',
    path: '/',
  });
  expect(absoluteTarget('/path')).toBeNull();
});
