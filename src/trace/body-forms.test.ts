// How a body is shown: forms, bytes, fields, and what hides it.

import { gzipSync, zlibSync } from 'fflate';
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import type { ReportedBody } from '#run/api.ts';
import { bodyBytes, bodyForms, formFields, hiddenBy, mediaType } from './body-forms.ts';
import { hexLines } from './hex-lines.ts';
import { inflate } from './inflate.ts';
import { text } from './testing/report.ts';

const bytes = (data: string, part: Partial<ReportedBody> = {}): ReportedBody => ({
  ...text(data),
  encoding: 'base64',
  ...part,
});

describe('the forms of a body', () => {
  it.each([
    ['application/json', text('{"a":1}'), ['json', 'text', 'hex']],
    ['application/problem+json', text('[1]'), ['json', 'text', 'hex']],
    ['text/plain', text('{"a":1}'), ['json', 'text', 'hex']],
    ['application/json', text('{"a":'), ['text', 'hex']],
    ['application/json', { ...text('[1]'), truncated: true }, ['text', 'hex']],
    ['text/plain', text('12'), ['text', 'hex']],
    ['application/x-www-form-urlencoded', text('a=1'), ['fields', 'text', 'hex']],
    ['image/png', bytes('iVBORw=='), ['image', 'hex']],
    ['image/png', bytes('iVBORw==', { truncated: true }), ['hex']],
    ['image/svg+xml', text('<svg/>'), ['image', 'text', 'hex']],
    ['', bytes('AAE='), ['hex']],
  ])('%s', (type, body, forms) => {
    expect(bodyForms(type, body)).toEqual(forms);
  });
});

test('type and coding are read as HTTP means them', () => {
  expect(mediaType([['Content-Type', 'Application/JSON; charset=utf-8']])).toBe('application/json');
  expect(mediaType([])).toBe('');
  expect(hiddenBy([['content-encoding', 'identity, GZIP']])).toBe('gzip');
  expect(hiddenBy([['content-encoding', 'gzip, br']])).toBe('br');
  expect(hiddenBy([['content-encoding', 'identity']])).toBeNull();
  expect(hiddenBy([])).toBeNull();
});

test('bytes as rows of sixteen', () => {
  const dumped = { addressDigits: 8, unprintable: '.', perLine: 16 };
  expect(hexLines(bodyBytes(text('proxy-wasm é, 16 and more')), 0, dumped)).toEqual([
    {
      address: '00000000',
      hex: '70 72 6f 78 79 2d 77 61 73 6d 20 c3 a9 2c 20 31',
      text: 'proxy-wasm .., 1',
    },
    { address: '00000010', hex: '36 20 61 6e 64 20 6d 6f 72 65', text: '6 and more' },
  ]);
  expect(hexLines(bodyBytes(bytes('AP8=')), 0, dumped)).toEqual([
    { address: '00000000', hex: '00 ff', text: '..' },
  ]);
});

test('the fields of a form', () => {
  expect(formFields('a=1&b=x+y%21&c&d=%zz&=e')).toEqual([
    ['a', '1'],
    ['b', 'x y!'],
    ['c', ''],
    ['d', '%zz'],
    ['', 'e'],
  ]);
});

describe('what was compressed', () => {
  it('comes back, whole', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 4000 }), fc.boolean(), (data, gzip) => {
        const hidden = gzip ? gzipSync(data) : zlibSync(data);
        expect(inflate(hidden, 1_000_000)).toEqual({
          ok: true,
          bytes: Uint8Array.from(data),
          truncated: false,
        });
      }),
      { numRuns: 100 },
    );
  });

  it('is shown as far as it goes when it is cut', () => {
    const whole = gzipSync(Uint8Array.from({ length: 60_000 }, (_, index) => (index * 7919) >> 5));
    const shown = inflate(whole.subarray(0, whole.length / 2), 1_000_000);
    if (!shown.ok) throw new Error(shown.why);
    expect(shown.truncated).toBe(true);
    expect(shown.bytes.length).toBeGreaterThan(1000);
  });

  it('stops at the limit, however much there is', () => {
    const bomb = gzipSync(new Uint8Array(50_000_000));
    expect(inflate(bomb, 10_000)).toEqual({
      ok: true,
      bytes: new Uint8Array(10_000),
      truncated: true,
    });
  });

  it('that is no such thing says why', () => {
    const shown = inflate(Uint8Array.of(0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff), 1000);
    expect(shown.ok).toBe(false);
  });
});
