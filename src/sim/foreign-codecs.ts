// The libraries behind the foreign functions.

import { deflate, inflate } from 'pako';
import type { ForeignLibrary } from './foreign-library.ts';
import { sign, verifySignature } from './signatures.ts';

export const foreignLibrary: ForeignLibrary = {
  deflate: (bytes) => deflate(bytes),
  inflate: (bytes) => inflate(bytes),
  sign,
  verifySignature,
};
