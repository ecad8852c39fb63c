// The HTTP callout as the host takes it, for this SDK and for the interfaces of others.

import { proxy_http_call } from './hostcalls';
import { encode, note, OUT, pointerTo } from './memory';
import { Status } from './types';

/** With OK the call's id stands at `OUT`. Headers and trailers come as the bytes of their pairs. */
export function sendHttpCall(
  cluster: string,
  headers: ArrayBuffer,
  body: ArrayBuffer,
  trailers: ArrayBuffer,
  timeoutMs: u32,
): Status {
  const name = encode(cluster);
  return note(
    proxy_http_call(
      pointerTo(name),
      name.byteLength,
      pointerTo(headers),
      headers.byteLength,
      pointerTo(body),
      body.byteLength,
      pointerTo(trailers),
      trailers.byteLength,
      timeoutMs,
      OUT,
    ),
  );
}
