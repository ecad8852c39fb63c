// Keys as `sign` and `verify_signature` take them: SubjectPublicKeyInfo and PKCS #8, in DER or PEM, for RSA and elliptic curves.

import { decodeBase64 } from '#abi/base64.ts';
import { bigIntOf, Der, derSequence, type DerValue, derValues } from '#abi/der.ts';

export type CurveName = 'P-256' | 'P-384' | 'P-521';

export type PublicKey =
  | { kind: 'rsa'; modulus: bigint; exponent: bigint; sizeBytes: number }
  | { kind: 'ec'; curve: CurveName; point: Uint8Array };

export type PrivateKey =
  | { kind: 'rsa'; modulus: bigint; exponent: bigint; sizeBytes: number }
  | { kind: 'ec'; curve: CurveName; scalar: Uint8Array };

const RSA = '1.2.840.113549.1.1.1';
const EC = '1.2.840.10045.2.1';
const curves: Readonly<Record<string, CurveName>> = {
  '1.2.840.10045.3.1.7': 'P-256',
  '1.3.132.0.34': 'P-384',
  '1.3.132.0.35': 'P-521',
};

function objectId(value: DerValue | undefined): string {
  if (value?.tag !== Der.OBJECT_ID) return '';
  const [first = 0, ...rest] = value.content;
  const parts = [Math.floor(first / 40), first % 40];
  let part = 0;
  for (const byte of rest) {
    part = part * 128 + (byte & 0x7f);
    if (byte < 0x80) {
      parts.push(part);
      part = 0;
    }
  }
  return parts.join('.');
}

function algorithm(value: DerValue | undefined): { kind: string; curve: CurveName | undefined } {
  const [kind, parameter] = value?.tag === Der.SEQUENCE ? (derValues(value.content) ?? []) : [];
  return { kind: objectId(kind), curve: curves[objectId(parameter)] };
}

function rsaNumbers(modulus: DerValue | undefined, exponent: DerValue | undefined) {
  if (modulus?.tag !== Der.INTEGER || exponent?.tag !== Der.INTEGER) return null;
  const number = bigIntOf(modulus.content);
  return {
    kind: 'rsa' as const,
    modulus: number,
    exponent: bigIntOf(exponent.content),
    sizeBytes: Math.ceil(number.toString(16).length / 2),
  };
}

/** Null when the bytes are no such key. */
export function publicKey(der: Uint8Array): PublicKey | null {
  const [type, key] = derSequence(der) ?? [];
  const { kind, curve } = algorithm(type);
  if (key?.tag !== Der.BIT_STRING) return null;
  const bits = key.content.subarray(1);
  if (kind === RSA) {
    const [modulus, exponent] = derSequence(bits) ?? [];
    return rsaNumbers(modulus, exponent);
  }
  return kind === EC && curve !== undefined ? { kind: 'ec', curve, point: bits } : null;
}

/** Null when the bytes are no such key. */
export function privateKey(der: Uint8Array): PrivateKey | null {
  const [, type, key] = derSequence(der) ?? [];
  const { kind, curve } = algorithm(type);
  if (key?.tag !== Der.OCTET_STRING) return null;
  const members = derSequence(key.content) ?? [];
  if (kind === RSA) return rsaNumbers(members[1], members[3]);
  const scalar = members[1];
  return kind === EC && curve !== undefined && scalar?.tag === Der.OCTET_STRING
    ? { kind: 'ec', curve, scalar: scalar.content }
    : null;
}

/** The DER bytes inside of a PEM block of that label, or null. */
export function fromPem(text: string, label: 'PUBLIC KEY' | 'PRIVATE KEY'): Uint8Array | null {
  const start = `-----BEGIN ${label}-----`;
  const from = text.indexOf(start);
  const to = text.indexOf(`-----END ${label}-----`, from);
  if (from < 0 || to < 0) return null;
  return decodeBase64(text.slice(from + start.length, to).replaceAll(/\s/g, ''));
}
