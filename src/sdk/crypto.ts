// SHA-256 (FIPS 180-4), HMAC (RFC 2104) and comparison without early exit, imported from "proxy-wasm/crypto".

import { encode, newBytes, pointerTo } from './memory';

const BLOCK: usize = 64;
/** Fractional parts of the cube roots of the first 64 primes. */
const ROUND_CONSTANTS: usize = memory.data<u32>([
  0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5, 0xd807aa98, 0x12835b01,
  0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc,
  0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da, 0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147,
  0x06ca6351, 0x14292967, 0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
  0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070, 0x19a4c116, 0x1e376c08,
  0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3, 0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208,
  0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
]);
/** Fractional parts of the square roots of the first 8 primes. */
const START: usize = memory.data<u32>([
  0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19,
]);
const SCHEDULE: usize = memory.data(256, 4);

/** The SHA-256 of bytes: 32 bytes. */
export function sha256(bytes: ArrayBuffer): ArrayBuffer {
  return new Sha256().update(bytes).digest();
}

/** The SHA-256 of a text's UTF-8: 32 bytes. */
export function sha256Text(text: string): ArrayBuffer {
  return sha256(encode(text));
}

/** The HMAC-SHA-256 of bytes under a key: 32 bytes. */
export function hmacSha256(key: ArrayBuffer, message: ArrayBuffer): ArrayBuffer {
  const padded = newBytes(BLOCK);
  const short = <usize>key.byteLength > BLOCK ? sha256(key) : key;
  memory.copy(pointerTo(padded), pointerTo(short), short.byteLength);
  const inner = new Sha256().update(masked(padded, 0x36)).update(message).digest();
  return new Sha256().update(masked(padded, 0x5c)).update(inner).digest();
}

/** The HMAC-SHA-256 of a text's UTF-8 under a key that is a text: 32 bytes. */
export function hmacSha256Text(key: string, message: string): ArrayBuffer {
  return hmacSha256(encode(key), encode(message));
}

/** Whether bytes are equal. Takes the same time wherever they differ, so that nobody can guess a signature byte by byte. */
export function equalBytes(one: ArrayBuffer, other: ArrayBuffer): bool {
  if (one.byteLength != other.byteLength) return false;
  let difference = 0;
  for (let i = 0; i < one.byteLength; i++) {
    difference |= load<u8>(pointerTo(one) + i) ^ load<u8>(pointerTo(other) + i);
  }
  return difference == 0;
}

/** Whether texts are equal. Takes the same time wherever they differ: for passwords, API keys and the like. */
export function equalText(one: string, other: string): bool {
  return equalBytes(encode(one), encode(other));
}

/** A SHA-256 of bytes that come in pieces, such as a body: `update` for each piece, then `digest`. */
// @ts-ignore: decorator
@final
export class Sha256 {
  private state: ArrayBuffer = newBytes(32);
  private block: ArrayBuffer = newBytes(BLOCK);
  private size: u64 = 0;

  constructor() {
    memory.copy(pointerTo(this.state), START, 32);
  }

  /** Takes the next bytes in. */
  update(bytes: ArrayBuffer): Sha256 {
    let at = pointerTo(bytes);
    let left: usize = bytes.byteLength;
    while (left > 0) {
      const used = <usize>this.size & (BLOCK - 1);
      const taken = min(left, BLOCK - used);
      memory.copy(pointerTo(this.block) + used, at, taken);
      this.size += taken;
      at += taken;
      left -= taken;
      if (used + taken == BLOCK) this.compress();
    }
    return this;
  }

  /** The hash of everything taken in: 32 bytes. It ends the work of this object. */
  digest(): ArrayBuffer {
    const bits = this.size << 3;
    const used = <usize>this.size & (BLOCK - 1);
    const block = pointerTo(this.block);
    store<u8>(block + used, 0x80);
    memory.fill(block + used + 1, 0, BLOCK - 1 - used);
    // Without room for the size, it goes to a block of its own.
    if (used >= BLOCK - 8) {
      this.compress();
      memory.fill(block, 0, BLOCK);
    }
    store<u64>(block, bswap<u64>(bits), BLOCK - 8);
    this.compress();
    for (let i: usize = 0; i < 32; i += 4) {
      const word = pointerTo(this.state) + i;
      store<u32>(word, bswap<u32>(load<u32>(word)));
    }
    return this.state;
  }

  private compress(): void {
    for (let i: usize = 0; i < 64; i += 4) store<u32>(SCHEDULE + i, bswap<u32>(load<u32>(pointerTo(this.block) + i)));
    for (let i: usize = 64; i < 256; i += 4) {
      const early = load<u32>(SCHEDULE + i - 60);
      const late = load<u32>(SCHEDULE + i - 8);
      const mixed =
        (rotr<u32>(early, 7) ^ rotr<u32>(early, 18) ^ (early >> 3)) +
        (rotr<u32>(late, 17) ^ rotr<u32>(late, 19) ^ (late >> 10));
      store<u32>(SCHEDULE + i, load<u32>(SCHEDULE + i - 64) + load<u32>(SCHEDULE + i - 28) + mixed);
    }
    const state = pointerTo(this.state);
    let a = load<u32>(state);
    let b = load<u32>(state, 4);
    let c = load<u32>(state, 8);
    let d = load<u32>(state, 12);
    let e = load<u32>(state, 16);
    let f = load<u32>(state, 20);
    let g = load<u32>(state, 24);
    let h = load<u32>(state, 28);
    for (let i: usize = 0; i < 256; i += 4) {
      const choice = (e & f) ^ (~e & g);
      const majority = (a & b) ^ (a & c) ^ (b & c);
      const first =
        h + (rotr<u32>(e, 6) ^ rotr<u32>(e, 11) ^ rotr<u32>(e, 25)) + choice +
        load<u32>(ROUND_CONSTANTS + i) + load<u32>(SCHEDULE + i);
      const second = (rotr<u32>(a, 2) ^ rotr<u32>(a, 13) ^ rotr<u32>(a, 22)) + majority;
      h = g;
      g = f;
      f = e;
      e = d + first;
      d = c;
      c = b;
      b = a;
      a = first + second;
    }
    store<u32>(state, load<u32>(state) + a);
    store<u32>(state, load<u32>(state, 4) + b, 4);
    store<u32>(state, load<u32>(state, 8) + c, 8);
    store<u32>(state, load<u32>(state, 12) + d, 12);
    store<u32>(state, load<u32>(state, 16) + e, 16);
    store<u32>(state, load<u32>(state, 20) + f, 20);
    store<u32>(state, load<u32>(state, 24) + g, 24);
    store<u32>(state, load<u32>(state, 28) + h, 28);
  }
}

/** A block with each byte changed by a mask. */
function masked(block: ArrayBuffer, mask: u8): ArrayBuffer {
  const changed = newBytes(BLOCK);
  for (let i: usize = 0; i < BLOCK; i++) store<u8>(pointerTo(changed) + i, load<u8>(pointerTo(block) + i) ^ mask);
  return changed;
}
