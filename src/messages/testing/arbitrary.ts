// Requests by chance, as a person may have them in the form.

import fc from 'fast-check';
import type { Body, Request } from '#project/schema.ts';

export const headerNames = fc.stringMatching(/^[a-z][a-z0-9-]{0,11}$/);
export const headerValues = fc.stringMatching(/^[!-~é]([ -~é]{0,20}[!-~é])?$/);
const headers = fc.array(fc.tuple(headerNames, headerValues), { maxLength: 5 });
const chunk = fc.record({
  data: fc.string({ unit: 'grapheme', maxLength: 12 }),
  delayMs: fc.constantFrom(0, 0, 5),
  repeat: fc.constantFrom(1, 1, 1, 3),
});

export const bodies: fc.Arbitrary<Body> = fc.record({
  encoding: fc.constant('text' as const),
  chunks: fc.array(chunk, { maxLength: 4 }),
  framing: fc.constantFrom('auto' as const, 'chunked' as const),
});

export const requests: fc.Arbitrary<Request> = fc.record({
  method: fc.constantFrom('GET', 'POST', 'PUT', 'DELETE', 'PURGE'),
  scheme: fc.constantFrom('http' as const, 'https' as const),
  authority: fc.constantFrom('localhost:10000', 'shop.example', '[::1]:8080'),
  path: fc.stringMatching(/^\/[!-~]{0,20}$/),
  headers,
  body: bodies,
  trailers: headers,
});
