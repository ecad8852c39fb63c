// The requests of a scenario as a client can send them, and what keeps one from it.

import { decodeBase64 } from '#abi/base64.ts';
import type { Exchange, Request } from '#project/schema.ts';

const mostBodyBytes = 1_000_000;
const longestPauseMs = 10_000;

/** What neither client of a bundle sends, as a half sentence; null where verify.mjs sends it. */
export function whyNotSent({ request, afterMs }: Exchange): string | null {
  if (request.scheme === 'https') return 'its client speaks TLS, which this listener does not';
  if (request.method === 'HEAD' && request.body.chunks.length > 0)
    return 'it sends a body with HEAD, and clients then wait for one';
  if (request.authority === '' || /[^\x20-\x7e]/.test(request.path))
    return 'its request has an authority or a path that curl does not send';
  if (afterMs > longestPauseMs) return `it waits ${Math.round(afterMs / 1000)} s on the way`;
  return null;
}

/** What curl does not send besides. */
export function whyNotByCurl({ request }: Exchange): string | null {
  if (request.trailers.length > 0) return 'its request has trailers, which curl does not send';
  if (request.body.chunks.length > 1) return 'its body comes in pieces, which curl does not send';
  const size = request.body.chunks.reduce((sum, { data, repeat }) => sum + data.length * repeat, 0);
  return size > mostBodyBytes ? 'its body is too large to be in a bundle' : null;
}

/** The body as curl sends it, which is a file; empty for one that curl does not send. */
export function bodyFile({ body }: Request): Uint8Array {
  const [only, ...more] = body.chunks;
  if (only === undefined || more.length > 0) return new Uint8Array();
  if (body.encoding === 'text') return new TextEncoder().encode(only.data.repeat(only.repeat));
  const bytes = decodeBase64(only.data) ?? new Uint8Array();
  const all = new Uint8Array(bytes.length * only.repeat);
  for (let at = 0; at < only.repeat; at += 1) all.set(bytes, at * bytes.length);
  return all;
}
