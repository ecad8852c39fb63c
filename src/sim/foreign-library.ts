// What foreign functions need from libraries: packing and signing. They are large and few filters use them, so whoever starts a world
// brings them along.

import type { Refusal } from '#host/refusal.ts';

export interface ForeignLibrary {
  deflate(bytes: Uint8Array): Uint8Array;
  /** Throws when the bytes are not what {@link deflate} makes. */
  inflate(bytes: Uint8Array): Uint8Array;
  /** `isRandom`: Envoy's result is another one each time. */
  sign(argument: Uint8Array): { result: Uint8Array | Refusal; isRandom: boolean };
  verifySignature(argument: Uint8Array): Uint8Array | Refusal;
}
