// Buffers of the host: bodies, which can be changed, and configurations, which can only be read.

import { proxy_get_buffer_bytes, proxy_get_buffer_status, proxy_set_buffer_bytes } from './hostcalls';
import { encode, note, OUT, OUT_SIZE, OUT_THIRD, pointerTo, takeBytes, takeText } from './memory';
import { Status } from './types';

export const enum BufferType {
  RequestBody = 0,
  ResponseBody = 1,
  DownstreamData = 2,
  UpstreamData = 3,
  HttpCallResponseBody = 4,
  GrpcCallMessage = 5,
  VmConfiguration = 6,
  PluginConfiguration = 7,
  CallData = 8,
}

/** Bytes that the host holds and a filter can read. Where there are none to read, they are empty. */
export class HostBuffer {
  constructor(protected type: BufferType) {}

  /** Number of bytes that can be read now. */
  size(): i32 {
    store<u32>(OUT, 0);
    note(proxy_get_buffer_status(this.type, OUT, OUT_THIRD));
    return load<i32>(OUT);
  }

  /** The bytes as text, from `start` on and at most `length` of them; `""` when there are none. Bad UTF-8 shows as U+FFFD. */
  text(start: i32 = 0, length: i32 = i32.MAX_VALUE): string {
    return this.read(start, length) ? takeText() : '';
  }

  /** The bytes, from `start` on and at most `length` of them; none when there is nothing to read here. */
  bytes(start: i32 = 0, length: i32 = i32.MAX_VALUE): ArrayBuffer {
    return this.read(start, length) ? takeBytes() : new ArrayBuffer(0);
  }

  private read(start: i32, length: i32): bool {
    return note(proxy_get_buffer_bytes(this.type, start, length, OUT, OUT_SIZE)) == Status.Ok;
  }
}

/**
 * The body as the running callback sees it: the piece that has just come, or everything so far when the callbacks before
 * answered `StopIterationAndBuffer`. Envoy does not correct `content-length`: remove it in the headers callback
 * before you change the size. It works in `onRequestBody` or `onResponseBody`, and later for as long as they hold the body back; elsewhere it
 * is empty, and changing gives `Status.BadArgument`.
 */
// @ts-ignore: decorator
@final
export class Body extends HostBuffer {
  /** Replaces the whole body by text. */
  replace(text: string): Status {
    return this.replaceBytes(encode(text));
  }

  /** Replaces the whole body. */
  replaceBytes(bytes: ArrayBuffer): Status {
    return this.write(0, i32.MAX_VALUE, bytes);
  }

  /** Adds text at the end. */
  append(text: string): Status {
    return this.appendBytes(encode(text));
  }

  /** Adds bytes at the end. */
  appendBytes(bytes: ArrayBuffer): Status {
    // A start behind the end appends, except that a start of 0 in an empty body is the same anyway.
    return this.write(i32.MAX_VALUE, 0, bytes);
  }

  /** Adds text at the beginning. */
  prepend(text: string): Status {
    return this.prependBytes(encode(text));
  }

  /** Adds bytes at the beginning. */
  prependBytes(bytes: ArrayBuffer): Status {
    return this.write(0, 0, bytes);
  }

  private write(start: i32, length: i32, bytes: ArrayBuffer): Status {
    return note(proxy_set_buffer_bytes(this.type, start, length, pointerTo(bytes), bytes.byteLength));
  }
}

/** The plugin's configuration. Readable in `onConfigure` and in the constructor of a root context. */
// @ts-ignore: decorator
@lazy export const pluginConfiguration = new HostBuffer(BufferType.PluginConfiguration);

/** The VM's configuration. Readable at any time, except in top-level code. */
// @ts-ignore: decorator
@lazy export const vmConfiguration = new HostBuffer(BufferType.VmConfiguration);
