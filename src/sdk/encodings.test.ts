// The doors for encodings, URLs, cookies and hashes, with published vectors and against the engine that runs the tests.

import { createHash, createHmac } from 'node:crypto';
import * as fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { compileGuest } from '../compile/testing/compile-guest.ts';
import { type Bytes, FakeHost } from '../compile/testing/fake-host.ts';

// Each export reads the plugin configuration, whose first line is the first argument where there are two, and logs the result.
const guest = `
import { encodeUtf8, HeaderMap, log, pluginConfiguration, request } from 'proxy-wasm';
import {
  decodeBase64, decodeBase64Text, decodeBase64Url, decodeBase64UrlText,
  encodeBase64, encodeBase64Text, encodeBase64Url, encodeBase64UrlText,
} from 'proxy-wasm/base64';
import { getCookie, parseCookies, SameSite, SetCookie } from 'proxy-wasm/cookie';
import { equalBytes, equalText, hmacSha256, hmacSha256Text, sha256, Sha256, sha256Text } from 'proxy-wasm/crypto';
import { decodeHex, encodeHex } from 'proxy-wasm/hex';
import { formatQuery, parseQuery, pathOf, percentDecode, percentEncode, queryOf, queryValue } from 'proxy-wasm/url';

function input(): string { return pluginConfiguration.text(); }
function first(): string { return input().split('\\n')[0]; }
function rest(): string { return input().split('\\n').slice(1).join('\\n'); }
function tell(text: string | null): void { log.info(text == null ? 'null' : '=' + text); }
function tellBytes(bytes: ArrayBuffer | null): void { tell(bytes == null ? null : encodeHex(bytes)); }
function tellPairs(pairs: string[][]): void {
  let text = '';
  for (let i = 0; i < pairs.length; i++) text += '[' + pairs[i][0] + '|' + pairs[i][1] + ']';
  tell(text);
}

export function toBase64(): void { tell(encodeBase64(pluginConfiguration.bytes())); }
export function toBase64Text(): void { tell(encodeBase64Text(input())); }
export function toBase64Url(): void { tell(encodeBase64Url(pluginConfiguration.bytes())); }
export function toBase64UrlText(): void { tell(encodeBase64UrlText(input())); }
export function fromBase64(): void { tellBytes(decodeBase64(input())); }
export function fromBase64Text(): void { tell(decodeBase64Text(input())); }
export function fromBase64Url(): void { tellBytes(decodeBase64Url(input())); }
export function fromBase64UrlText(): void { tell(decodeBase64UrlText(input())); }
export function toHex(): void { tell(encodeHex(pluginConfiguration.bytes())); }
export function fromHex(): void { tellBytes(decodeHex(input())); }
export function path(): void { tell(pathOf(input())); }
export function query(): void { tell(queryOf(input())); }
export function parameters(): void { tellPairs(parseQuery(input())); }
export function parameter(): void { tell(queryValue(rest(), first())); }
export function again(): void { tell(formatQuery(parseQuery(input()))); }
export function escape(): void { tell(percentEncode(input())); }
export function unescape(): void { tell(percentDecode(input())); }
export function cookies(): void { tellPairs(parseCookies(input())); }
export function cookie(): void { tell(getCookie(request.headers, input())); }
export function setCookie(): void {
  const cookie = new SetCookie(first(), rest());
  tell(cookie.toString() + ' ' + cookie.valid.toString());
}
export function setCookieInFull(): void {
  const cookie = new SetCookie('a', '1');
  cookie.path = '/x';
  cookie.domain = 'example.com';
  cookie.maxAgeSeconds = 60;
  cookie.secure = true;
  cookie.httpOnly = true;
  cookie.sameSite = SameSite.Lax;
  const all = cookie.toString();
  cookie.sameSite = SameSite.Strict;
  const strict = cookie.toString().endsWith('; SameSite=Strict');
  cookie.sameSite = SameSite.None;
  const none = cookie.toString().endsWith('; SameSite=None');
  cookie.path = input();
  tell(all + ' ' + strict.toString() + none.toString() + cookie.valid.toString());
}
export function hash(): void { tellBytes(sha256(pluginConfiguration.bytes())); }
export function hashText(): void { tellBytes(sha256Text(input())); }
export function hashPieces(): void {
  const hash = new Sha256();
  const bytes = pluginConfiguration.bytes();
  for (let at = 0, size = 1; at < bytes.byteLength; at += size++) hash.update(bytes.slice(at, at + size));
  tellBytes(hash.digest());
}
export function hmac(): void { tellBytes(hmacSha256(decodeHex(first())!, decodeHex(rest())!)); }
export function hmacText(): void { tellBytes(hmacSha256Text(first(), rest())); }
export function equal(): void {
  tell(equalText(first(), rest()).toString() + equalBytes(encodeUtf8(first()), encodeUtf8(rest())).toString());
}
export function megabytes(): void { tellBytes(sha256(new ArrayBuffer(1000000))); }
`;

let host: FakeHost;

beforeAll(async () => {
  host = new FakeHost();
  host.load(await compileGuest(guest, 'release'));
}, 60_000);

/** What an export logs for that input: `null`, or `=` and the result. */
function ask(name: string, input: Bytes): string {
  host.calls.length = 0;
  host.buffers.set(7, input);
  host.call(name);
  return (host.calls[0] ?? '').slice('proxy_log 2 '.length);
}

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
const anyBytes = fc.uint8Array({ maxLength: 200 });

describe('base64', () => {
  // RFC 4648, section 10.
  it.each([
    ['', ''],
    ['f', 'Zg=='],
    ['fo', 'Zm8='],
    ['foo', 'Zm9v'],
    ['foob', 'Zm9vYg=='],
    ['fooba', 'Zm9vYmE='],
    ['foobar', 'Zm9vYmFy'],
  ])('of %j is %j', (plain, encoded) => {
    expect(ask('toBase64', plain)).toBe(`=${encoded}`);
    expect(ask('toBase64Text', plain)).toBe(`=${encoded}`);
    expect(ask('fromBase64Text', encoded)).toBe(`=${plain}`);
    const bare = encoded.replaceAll('=', '');
    expect(ask('toBase64UrlText', plain)).toBe(`=${bare}`);
    expect(ask('fromBase64UrlText', bare)).toBe(`=${plain}`);
  });

  it('is that of the engine for any bytes, both ways', () => {
    fc.assert(
      fc.property(anyBytes, (bytes) => {
        const base64 = Buffer.from(bytes).toString('base64');
        const base64Url = Buffer.from(bytes).toString('base64url');
        expect(ask('toBase64', bytes)).toBe(`=${base64}`);
        expect(ask('toBase64Url', bytes)).toBe(`=${base64Url}`);
        expect(ask('fromBase64', base64)).toBe(`=${hex(bytes)}`);
        expect(ask('fromBase64Url', base64Url)).toBe(`=${hex(bytes)}`);
      }),
    );
  });

  it.each([
    'Zg', 'Zg=', 'Zg===', 'Z', 'Z===', '=', '==', '====', 'Zm8=Zm8=', 'Zm9v\n', ' Zm9v', 'Zm9v====', 'Zh==', 'Zm9=', 'Zm-_', 'Zm9é', 'Zg==Zg==',
  ])('refuses %j', (text) => {
    expect(ask('fromBase64', text)).toBe('null');
  });

  it.each(['Zg==', 'Z', 'Zm8=', 'Zh', 'Zm9', 'Zm+/', 'Zm9v ', '=', 'Zm9vYmFyé'])('refuses %j as base64url', (text) => {
    expect(ask('fromBase64Url', text)).toBe('null');
  });

  it('never traps, and whatever it takes is the only text for its bytes', () => {
    const unit = fc.constantFrom('A', 'z', '0', '+', '/', '-', '_', '=', ' ', 'é', '\u{1f600}');
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 12 }), (text) => {
        const answer = ask('fromBase64', text);
        if (answer !== 'null') expect(Buffer.from(answer.slice(1), 'hex').toString('base64')).toBe(text);
        const urlAnswer = ask('fromBase64Url', text);
        if (urlAnswer !== 'null') expect(Buffer.from(urlAnswer.slice(1), 'hex').toString('base64url')).toBe(text);
      }),
      { numRuns: 2000 },
    );
  });

  it('tells text from bytes that are none', () => {
    expect(ask('fromBase64Text', '/w==')).toBe('null');
    expect(ask('fromBase64Text', '8J+YgA==')).toBe('=\u{1f600}');
    expect(ask('fromBase64UrlText', '_w')).toBe('null');
  });
});

describe('hexadecimal', () => {
  it('comes back, whatever the case', () => {
    fc.assert(
      fc.property(anyBytes, (bytes) => {
        expect(ask('toHex', bytes)).toBe(`=${hex(bytes)}`);
        expect(ask('fromHex', hex(bytes).toUpperCase())).toBe(`=${hex(bytes)}`);
      }),
    );
  });

  it.each(['a', 'abc', '0g', 'g0', '0x00', ' 00', '00 ', 'é0', '@@'])('refuses %j', (text) => {
    expect(ask('fromHex', text)).toBe('null');
  });
});

describe('URLs', () => {
  it.each([
    ['/a/b?c=d?e', '/a/b', 'c=d?e'],
    ['/', '/', ''],
    ['/?', '/', ''],
    ['*', '*', ''],
  ])('%j is apart', (target, path, query) => {
    expect(ask('path', target)).toBe(`=${path}`);
    expect(ask('query', target)).toBe(`=${query}`);
  });

  it('parameters are read as a browser reads them', () => {
    // Only ASCII: behind a bad escape, this engine takes other characters for bytes.
    const unit = fc.constantFrom('a', '=', '&', '%', '4', '1', 'e', '+', ' ', '?', '%C3', '%A9', '%ff', '%2B');
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 12 }), (query) => {
        const expected = [...new URLSearchParams(query.startsWith('?') ? `?${query}` : query)].map((pair) => `[${pair.join('|')}]`);
        expect(ask('parameters', query)).toBe(`=${expected.join('')}`);
        const again = ask('again', query).slice(1);
        expect([...new URLSearchParams(again)].map((pair) => `[${pair.join('|')}]`)).toEqual(expected);
      }),
      { numRuns: 1000 },
    );
  });

  it('a parameter is found by its name', () => {
    expect(ask('parameter', 'é\n%A9=1&é=%C3%A9ü')).toBe('=éü');
    expect(ask('parameter', 'b\na=1&b=x%20y&b=2')).toBe('=x y');
    expect(ask('parameter', 'c\na=1')).toBe('null');
    expect(ask('parameter', 'c\nc')).toBe('=');
  });

  // RFC 3986, sections 2.3 to 2.5.
  it.each([
    ["AZaz09-._~ :/?#[]@!$&'()*+,;=%", "AZaz09-._~%20%3A%2F%3F%23%5B%5D%40%21%24%26%27%28%29%2A%2B%2C%3B%3D%25"],
    ['À', '%C3%80'],
    ['ア', '%E3%82%A2'],
    ['\u{1f600}', '%F0%9F%98%80'],
  ])('%j is escaped', (plain, escaped) => {
    expect(ask('escape', plain)).toBe(`=${escaped}`);
    expect(ask('unescape', escaped)).toBe(`=${plain}`);
    expect(ask('unescape', escaped.toLowerCase().replace('azaz', 'AZaz'))).toBe(`=${plain}`);
  });

  it.each(['%', '%4', 'a%4', '%zz', '%-1', '%%41', '%ff', '%C3', '%C3%28', '%ED%A0%80'])('%j is refused', (text) => {
    expect(ask('unescape', text)).toBe('null');
    expect(() => decodeURIComponent(text)).toThrow();
  });

  it('any text comes back, as the engine unescapes it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const escaped = ask('escape', text).slice(1);
        expect(decodeURIComponent(escaped)).toBe(text);
        expect(ask('unescape', escaped)).toBe(`=${text}`);
        expect(ask('unescape', encodeURIComponent(text))).toBe(`=${text}`);
      }),
    );
  });
});

describe('cookies', () => {
  it.each([
    // RFC 6265, section 3.1.
    ['SID=31d4d96e407aad42; lang=en-US', '[SID|31d4d96e407aad42][lang|en-US]'],
    ['a=b=c; d==', '[a|b=c][d|=]'],
    ['a="b c"; b="', '[a|b c][b|"]'],
    [' a = 1 ;b;;=c; d=', '[a|1][d|]'],
    ['a=%3D', '[a|%3D]'],
    ['', ''],
  ])('%j', (header, pairs) => {
    expect(ask('cookies', header)).toBe(`=${pairs}`);
  });

  it('are found in every header of that name, the first one first', () => {
    host.maps.set(0, [
      [':path', '/'],
      ['cookie', 'a=1; b=2'],
      ['cookie', 'b=3; c=4'],
    ]);
    expect(ask('cookie', 'c')).toBe('=4');
    expect(ask('cookie', 'b')).toBe('=2');
    expect(ask('cookie', 'B')).toBe('null');
    host.maps.delete(0);
    expect(ask('cookie', 'b')).toBe('null');
  });

  it('are set with what is said, and with nothing that could add attributes', () => {
    expect(ask('setCookie', 'a\nb=c')).toBe('=a=b=c true');
    expect(ask('setCookieInFull', '/')).toBe(
      '=a=1; Max-Age=60; Domain=example.com; Path=/x; Secure; HttpOnly; SameSite=Lax truetruetrue',
    );
    expect(ask('setCookieInFull', '/;Domain=x')).toContain('truetruefalse');
    for (const bad of ['\nx', 'a b\nx', 'a=\nx', 'a\nx;y', 'a\nx y', 'a\n"x"', 'a\nx\ny', 'a\né', 'a\n\u007f']) {
      expect(ask('setCookie', bad)).toBe('= false');
    }
  });
});

describe('hashes', () => {
  // FIPS 180-4 examples of NIST.
  it.each([
    ['', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
    ['abc', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
    [
      'abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq',
      '248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1',
    ],
    [
      'abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu',
      'cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1',
    ],
  ])('SHA-256 of %j', (text, expected) => {
    expect(ask('hash', text)).toBe(`=${expected}`);
    expect(ask('hashText', text)).toBe(`=${expected}`);
  });

  it('SHA-256 of a million zeros', () => {
    expect(ask('megabytes', '')).toBe(`=${createHash('sha256').update(new Uint8Array(1_000_000)).digest('hex')}`);
  });

  it('SHA-256 of any length, whole and in pieces', () => {
    for (let length = 0; length < 260; length++) {
      const bytes = Uint8Array.from({ length }, (_, index) => (index * 7 + length) & 255);
      const expected = `=${createHash('sha256').update(bytes).digest('hex')}`;
      expect(ask('hash', bytes)).toBe(expected);
      expect(ask('hashPieces', bytes)).toBe(expected);
    }
  });

  const zeros = (count: number, byte: string) => byte.repeat(count);
  // RFC 4231, test cases 1 to 4, 6 and 7.
  it.each([
    [zeros(20, '0b'), Buffer.from('Hi There').toString('hex'), 'b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7'],
    [Buffer.from('Jefe').toString('hex'), Buffer.from('what do ya want for nothing?').toString('hex'), '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843'],
    [zeros(20, 'aa'), zeros(50, 'dd'), '773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe'],
    ['0102030405060708090a0b0c0d0e0f10111213141516171819', zeros(50, 'cd'), '82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b'],
    [zeros(131, 'aa'), Buffer.from('Test Using Larger Than Block-Size Key - Hash Key First').toString('hex'), '60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54'],
    [zeros(131, 'aa'), Buffer.from('This is a test using a larger than block-size key and a larger than block-size data. The key needs to be hashed before being used by the HMAC algorithm.').toString('hex'), '9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2'],
  ])('HMAC with the key %s', (key, message, expected) => {
    expect(ask('hmac', `${key}\n${message}`)).toBe(`=${expected}`);
  });

  it('HMAC of texts with keys of any length', () => {
    for (let length = 0; length < 140; length++) {
      const key = 'ü'.repeat(length >> 1) + 'k'.repeat(length & 1);
      const expected = createHmac('sha256', key).update('läuft').digest('hex');
      expect(ask('hmacText', `${key}\nläuft`)).toBe(`=${expected}`);
    }
  });

  it.each([
    ['same', 'same', 'truetrue'],
    ['same', 'samf', 'falsefalse'],
    ['tame', 'same', 'falsefalse'],
    ['same', 'sam', 'falsefalse'],
    ['', '', 'truetrue'],
    ['', 'a', 'falsefalse'],
  ])('%j and %j are compared', (one, other, expected) => {
    expect(ask('equal', `${one}\n${other}`)).toBe(`=${expected}`);
  });
});
