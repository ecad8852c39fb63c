// Places in memory for the proxy to write to, for filters that call its imports themselves.

import { newBytes, pointerTo, release } from '../memory';

/** A number that the proxy can write: hand it `ptr()`, and read `data` afterwards. */
// @ts-ignore: decorator
@final
export class Reference<T> {
  data!: T;

  ptr(): usize {
    return changetype<usize>(this) + offsetof<Reference<T>>('data');
  }
}

/** Where the proxy writes address and size of bytes that it has handed over. */
// @ts-ignore: decorator
@final
export class ArrayBufferReference {
  private buffer: usize = 0;
  private size: usize = 0;

  sizePtr(): usize {
    return changetype<usize>(this) + offsetof<ArrayBufferReference>('size');
  }

  bufferPtr(): usize {
    return changetype<usize>(this) + offsetof<ArrayBufferReference>('buffer');
  }

  /** Takes the bytes over. A second time gives none. */
  toArrayBuffer(): ArrayBuffer {
    const bytes = newBytes(this.size);
    memory.copy(pointerTo(bytes), this.buffer, this.size);
    release(this.buffer);
    this.buffer = 0;
    this.size = 0;
    return bytes;
  }
}

export const globalArrayBufferReference = new ArrayBufferReference();
