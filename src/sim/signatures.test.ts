// The foreign functions for signatures against another implementation. What Envoy answers to them is compared in e2e/envoy.

import { createPublicKey, generateKeyPairSync, sign as signWithNode, verify } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { concatBytes, utf8 } from '#abi/byte-string.ts';
import { lengthDelimited, stringField } from '#abi/protobuf.ts';
import { bytesField, decodeFields, numberField, textField } from '#abi/protobuf-reader.ts';
import { sign, verifySignature } from './signatures.ts';

const text = utf8('signed text');
const pairs = [
  ['RSA', generateKeyPairSync('rsa', { modulusLength: 1024 })],
  ['P-256', generateKeyPairSync('ec', { namedCurve: 'P-256' })],
  ['P-384', generateKeyPairSync('ec', { namedCurve: 'P-384' })],
  ['P-521', generateKeyPairSync('ec', { namedCurve: 'P-521' })],
] as const;

describe.each(pairs)('%s', (_name, { privateKey, publicKey }) => {
  const spki = publicKey.export({ type: 'spki', format: 'der' });
  const pkcs8 = privateKey.export({ type: 'pkcs8', format: 'der' });
  const check = (signature: Uint8Array, signed = text, hash = 'sha256') => {
    const result = verifySignature(
      concatBytes([
        stringField(1, hash),
        lengthDelimited(2, spki),
        lengthDelimited(3, signature),
        lengthDelimited(4, signed),
      ]),
    );
    return result instanceof Uint8Array ? (decodeFields(result) ?? []) : [];
  };

  test('a signature is taken for what it is', () => {
    const good = signWithNode('sha256', text, privateKey);
    expect(numberField(check(good), 1)).toBe(1n);
    expect(textField(check(good, utf8('other text')), 2)).toBe(
      'Failed to verify digest. Error code: 0',
    );
    expect(textField(check(good, text, 'md5'), 2)).toBe('md5 is not supported.');
  });

  test.each(['sha1', 'sha224', 'sha256', 'sha384', 'sha512'])('signs with %s', (hash) => {
    const { result } = sign(
      concatBytes([stringField(1, hash), lengthDelimited(2, pkcs8), lengthDelimited(3, text)]),
    );
    const fields = result instanceof Uint8Array ? (decodeFields(result) ?? []) : [];
    expect(numberField(fields, 1)).toBe(1n);
    expect(verify(hash, text, createPublicKey(privateKey), bytesField(fields, 2))).toBe(true);
  });
});
