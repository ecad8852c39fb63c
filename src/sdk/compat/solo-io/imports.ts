// `@solo-io/proxy-runtime/imports`.

import { proxy_set_buffer_bytes } from '../../hostcalls';
import { BufferType, WasmResult } from '../imports';

export * from '../imports';

/** The SDK's name for `proxy_set_buffer_bytes`. */
export function proxy_set_buffer_status(typ: BufferType, start: u32, length: u32, data: usize, size: usize): WasmResult {
  return proxy_set_buffer_bytes(typ, start, length, data, size);
}
