// The foreign functions `sign` and `verify_signature`: RSA (PKCS #1 v1.5) and ECDSA over one of five hashes.

import { p256, p384, p521 } from '@noble/curves/nist.js';
import { sha1 } from '@noble/hashes/legacy.js';
import { sha224, sha256, sha384, sha512 } from '@noble/hashes/sha2.js';
import { concatBytes } from '#abi/byte-string.ts';
import { bigIntOf } from '#abi/der.ts';
import { lengthDelimited, stringField } from '#abi/protobuf.ts';
import { bytesField, decodeFields, textField } from '#abi/protobuf-reader.ts';
import { Status } from '#abi/status.ts';
import { Refusal } from '#host/refusal.ts';
import {
  type CurveName,
  fromPem,
  type PrivateKey,
  privateKey,
  type PublicKey,
  publicKey,
} from './keys.ts';

interface Hash {
  digest: (bytes: Uint8Array) => Uint8Array;
  /** What stands before the digest in a PKCS #1 signature. */
  prefix: number[];
}

/** The prefix of a SHA-2 digest of that size; `kind` is the last number of its object identifier. */
const sha2Prefix = (kind: number, size: number): number[] => [
  ...[0x30, size + 17, 0x30, 0x0d, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02],
  ...[kind, 0x05, 0x00, 0x04, size],
];

const hashes: Readonly<Record<string, Hash>> = {
  sha1: {
    digest: sha1,
    prefix: [
      0x30, 0x21, 0x30, 0x09, 0x06, 0x05, 0x2b, 0x0e, 0x03, 0x02, 0x1a, 0x05, 0x00, 0x04, 0x14,
    ],
  },
  sha224: { digest: sha224, prefix: sha2Prefix(4, 28) },
  sha256: { digest: sha256, prefix: sha2Prefix(1, 32) },
  sha384: { digest: sha384, prefix: sha2Prefix(2, 48) },
  sha512: { digest: sha512, prefix: sha2Prefix(3, 64) },
};

const curveOf: Readonly<Record<CurveName, typeof p256>> = {
  'P-256': p256,
  'P-384': p384,
  'P-521': p521,
};

function power(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let result = 1n;
  let square = base % modulus;
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = (result * square) % modulus;
    square = (square * square) % modulus;
  }
  return result;
}

/** The padded digest, as large as the key; null when the key is too small for it. */
function padded(hash: Hash, text: Uint8Array, sizeBytes: number): Uint8Array | null {
  const tail = concatBytes([Uint8Array.from(hash.prefix), hash.digest(text)]);
  const fill = sizeBytes - tail.length - 3;
  if (fill < 8) return null;
  return concatBytes([
    Uint8Array.of(0, 1),
    new Uint8Array(fill).fill(0xff),
    Uint8Array.of(0),
    tail,
  ]);
}

function bytesOf(value: bigint, sizeBytes: number): Uint8Array {
  const digits = value.toString(16).padStart(sizeBytes * 2, '0');
  return Uint8Array.from({ length: sizeBytes }, (_, i) =>
    Number.parseInt(digits.slice(i * 2, i * 2 + 2), 16),
  );
}

function isValid(key: PublicKey, hash: Hash, signature: Uint8Array, text: Uint8Array): boolean {
  if (key.kind === 'rsa') {
    const expected = padded(hash, text, key.sizeBytes);
    if (expected === null || signature.length !== key.sizeBytes) return false;
    return power(bigIntOf(signature), key.exponent, key.modulus) === bigIntOf(expected);
  }
  try {
    const options = { prehash: false, lowS: false, format: 'der' } as const;
    return curveOf[key.curve].verify(signature, hash.digest(text), key.point, options);
  } catch {
    return false;
  }
}

function signature(key: PrivateKey, hash: Hash, text: Uint8Array): Uint8Array | null {
  if (key.kind === 'ec') {
    const options = { prehash: false, lowS: false, format: 'der' } as const;
    return curveOf[key.curve].sign(hash.digest(text), key.scalar, options);
  }
  const message = padded(hash, text, key.sizeBytes);
  if (message === null) return null;
  return bytesOf(power(bigIntOf(message), key.exponent, key.modulus), key.sizeBytes);
}

interface Numbers {
  der: number;
  pem: number;
  text: number;
  signature: number;
}

/** The numbers of the fields in `VerifySignatureArguments` and `SignArguments`. */
const verifyFields: Numbers = { der: 2, pem: 5, text: 4, signature: 3 };
const signFields: Numbers = { der: 2, pem: 4, text: 3, signature: 0 };

interface Arguments {
  hashName: string;
  hash: Hash | null;
  /** Nothing when a PEM block was asked for and is not there. */
  key: Uint8Array;
  text: Uint8Array;
  signature: Uint8Array;
}

function readArguments(
  argument: Uint8Array,
  numbers: Numbers,
  label: 'PUBLIC KEY' | 'PRIVATE KEY',
): Arguments | Refusal {
  const fields = decodeFields(argument);
  const hashName = fields === null ? null : textField(fields, 1);
  const pem = fields === null ? null : textField(fields, numbers.pem);
  if (fields === null || hashName === null || pem === null)
    return new Refusal(
      Status.BAD_ARGUMENT,
      'the argument is no serialised message of this function',
    );
  const der = bytesField(fields, numbers.der);
  if (der.length > 0 === (pem !== ''))
    return new Refusal(Status.BAD_ARGUMENT, 'a key is to be given either in DER or in PEM');
  const key = pem === '' ? der : (fromPem(pem, label) ?? new Uint8Array());
  const name = hashName.toLowerCase();
  return {
    hashName,
    hash: (Object.hasOwn(hashes, name) ? hashes[name] : undefined) ?? null,
    key,
    text: bytesField(fields, numbers.text),
    signature: numbers.signature === 0 ? new Uint8Array() : bytesField(fields, numbers.signature),
  };
}

const succeeded = Uint8Array.of(0x08, 1);

export function verifySignature(argument: Uint8Array): Uint8Array | Refusal {
  const given = readArguments(argument, verifyFields, 'PUBLIC KEY');
  if (given instanceof Refusal) return given;
  if (given.hash === null) return stringField(2, `${given.hashName} is not supported.`);
  const key = publicKey(given.key);
  // A key that cannot be read is no bad argument to Envoy.
  if (key === null) return stringField(2, 'Failed to initialize digest verify.');
  return isValid(key, given.hash, given.signature, given.text)
    ? succeeded
    : stringField(2, 'Failed to verify digest. Error code: 0');
}

export function sign(argument: Uint8Array): { result: Uint8Array | Refusal; isRandom: boolean } {
  const given = readArguments(argument, signFields, 'PRIVATE KEY');
  if (given instanceof Refusal) return { result: given, isRandom: false };
  const failed = (error: string) => ({ result: stringField(3, error), isRandom: false });
  if (given.hash === null) return failed(`${given.hashName} is not supported.`);
  const key = privateKey(given.key);
  if (key === null) return failed('Invalid key type: private key required for signing operation.');
  const made = signature(key, given.hash, given.text);
  if (made === null) return failed('Failed to create signature.');
  return {
    result: concatBytes([succeeded, lengthDelimited(2, made)]),
    isRandom: key.kind === 'ec',
  };
}
