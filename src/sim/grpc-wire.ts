// How gRPC looks on the wire: frames of messages, the headers of a call, and what a status is told with.

import { encodeBase64 } from '#abi/base64.ts';
import { byteStringOf, concatBytes, fromByteString } from '#abi/byte-string.ts';
import type { GrpcRequest } from '#host/services.ts';
import type { GrpcTarget } from './grpc-service.ts';
import { HeaderFields } from './header-fields.ts';

const FRAME_HEAD_BYTES = 5;
/** Eight digits are all that `grpc-timeout` has room for. */
const LARGEST_TIMEOUT = 99_999_999;

/** A message with the flag and the size before it. */
export function frame(message: Uint8Array): Uint8Array {
  const head = new Uint8Array(FRAME_HEAD_BYTES);
  new DataView(head.buffer).setUint32(1, message.length);
  return concatBytes([head, message]);
}

/** Milliseconds, and seconds where those do not fit. */
function timeoutText(timeoutMs: number): string {
  return timeoutMs > LARGEST_TIMEOUT ? `${Math.floor(timeoutMs / 1000)}S` : `${timeoutMs}m`;
}

/** What the callee receives. `timeoutMs` is null for a stream, which has none. */
export function requestHeaders(
  request: GrpcRequest,
  target: GrpcTarget,
  timeoutMs: number | null,
): HeaderFields {
  const headers = new HeaderFields('request', [
    [':method', 'POST'],
    [':path', `/${request.serviceName}/${request.method}`],
    [':authority', byteStringOf(target.authority)],
    [':scheme', 'http'],
    ['te', 'trailers'],
  ]);
  if (timeoutMs !== null) headers.add('grpc-timeout', timeoutText(timeoutMs));
  headers.add('content-type', 'application/grpc');
  for (const [name, value] of target.initialMetadata) headers.replace(name, value);
  for (const [name, value] of request.metadata) headers.add(name.toLowerCase(), value);
  headers.setPairs(
    headers
      .snapshot()
      .map(([name, value]) => [
        name,
        name.endsWith('-bin') ? encodeBase64(fromByteString(value)) : value,
      ]),
  );
  if (target.envoyHeaders) headers.setInPlace('x-envoy-internal', 'true');
  if (timeoutMs !== null && timeoutMs > 0)
    headers.setInPlace('x-envoy-expected-rq-timeout-ms', String(timeoutMs));
  return headers;
}

/** Takes messages off a body that comes in pieces. */
export class FrameReader {
  #held: Uint8Array = new Uint8Array();

  /** The messages that are whole by now; the last entry is null when the bytes are no gRPC. */
  read(bytes: Uint8Array): (Uint8Array | null)[] {
    this.#held = concatBytes([this.#held, bytes]);
    const messages: (Uint8Array | null)[] = [];
    while (this.#held.length > 0) {
      const held = this.#held;
      // A flag other than 0 says that the message is compressed, or that this is no gRPC: the client understands neither.
      if (held[0] !== 0) return [...messages, null];
      if (held.length < FRAME_HEAD_BYTES) break;
      const size = new DataView(held.buffer, held.byteOffset).getUint32(1);
      const end = FRAME_HEAD_BYTES + size;
      if (held.length < end) break;
      messages.push(held.slice(FRAME_HEAD_BYTES, end));
      this.#held = held.slice(end);
    }
    return messages;
  }
}
