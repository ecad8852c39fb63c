import { describe, expect, test } from 'vitest';
import { concatBytes, utf8 } from '#abi/byte-string.ts';
import { frame, FrameReader, requestHeaders } from './grpc-wire.ts';

const target = {
  cluster: null,
  clusterName: 'auth',
  authority: 'auth',
  initialMetadata: [],
  envoyHeaders: true,
};
const request = { service: utf8('auth'), serviceName: 'svc.S', method: 'M', metadata: [] };
const timeoutOf = (timeoutMs: number): string | null =>
  requestHeaders(request, target, timeoutMs).get('grpc-timeout');

describe('frames', () => {
  test('a message has its size before it', () => {
    expect([...frame(utf8('hi'))]).toEqual([0, 0, 0, 0, 2, 0x68, 0x69]);
  });

  test('messages come off pieces of any size', () => {
    const bytes = concatBytes([frame(utf8('one')), frame(new Uint8Array()), frame(utf8('two'))]);
    const reader = new FrameReader();
    const whole = Array.from(bytes, (byte) => reader.read(Uint8Array.of(byte))).flat();
    expect(whole).toEqual([utf8('one'), new Uint8Array(), utf8('two')]);
    expect(new FrameReader().read(bytes)).toEqual(whole);
  });

  test('a flag other than 0 ends it', () => {
    const bytes = concatBytes([frame(utf8('one')), utf8('x')]);
    expect(new FrameReader().read(bytes)).toEqual([utf8('one'), null]);
  });
});

describe('headers of a call', () => {
  test('milliseconds, and seconds where eight digits do not hold them', () => {
    expect(timeoutOf(0)).toBe('0m');
    expect(timeoutOf(99_999_999)).toBe('99999999m');
    expect(timeoutOf(100_000_000)).toBe('100000S');
  });

  test('binary metadata is base64, and a content type of the filter is joined to the own', () => {
    const metadata: [string, string][] = [
      ['X-Bin', '\u00ff'],
      ['content-type', 'more'],
    ];
    const headers = requestHeaders({ ...request, metadata }, target, null);
    expect(headers.get('x-bin')).toBe('/w==');
    expect(headers.get('content-type')).toBe('application/grpc,more');
    expect(headers.has('grpc-timeout')).toBe(false);
  });
});
