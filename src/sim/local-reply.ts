// An answer that Envoy makes itself, for a filter or on its own account: which headers it has, in which order, for HTTP and for gRPC.

import type { ByteString } from '#abi/byte-string.ts';
import type { Pair } from '#abi/pairs.ts';
import { grpcStatusOf } from './grpc-status.ts';
import { HeaderFields } from './header-fields.ts';

export interface LocalReply {
  status: number;
  details: string;
  body: Uint8Array;
  headers: readonly Pair[];
  /** Outside of 0–16 it is derived from the HTTP status. */
  grpcStatus: number;
  /** Index of the plugin that asked for it; null when Envoy answers of its own accord. */
  by: number | null;
}

export interface BuiltReply {
  headers: HeaderFields;
  /** Empty when the headers end the answer. */
  body: Uint8Array;
}

/** Everything but printable ASCII, and the percent sign, as `%XX`. */
function percentEncode(bytes: Uint8Array): ByteString {
  let text = '';
  for (const byte of bytes) {
    const plain = byte >= 0x20 && byte <= 0x7e && byte !== 0x25;
    text += plain
      ? String.fromCharCode(byte)
      : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
  }
  return text;
}

const isGrpc = (type: ByteString | null): boolean =>
  type !== null && /^application\/grpc($|[+;])/.test(type);

/** What of a request decides on the form of a reply. Envoy looks once, before any filter can change it. */
export interface RequestTraits {
  isGrpc: boolean;
  isHead: boolean;
}

export const traitsOf = (request: HeaderFields): RequestTraits => ({
  isGrpc: isGrpc(request.get('content-type')),
  isHead: request.get(':method') === 'HEAD',
});

export function buildLocalReply(reply: LocalReply, request: RequestTraits): BuiltReply {
  const headers = new HeaderFields('response', [[':status', String(reply.status)]]);
  for (const [name, value] of reply.headers) {
    const key = name.toLowerCase();
    // Set below from what is really sent.
    if (key !== ':status' && key !== 'content-length') headers.add(key, value);
  }
  if (request.isGrpc) {
    headers.setInPlace(':status', '200');
    headers.setInPlace('content-type', 'application/grpc');
    if (!headers.has('grpc-status')) {
      const given = reply.grpcStatus >= 0 && reply.grpcStatus <= 16;
      headers.add('grpc-status', String(given ? reply.grpcStatus : grpcStatusOf(reply.status)));
    }
    if (reply.body.length > 0 && !request.isHead)
      headers.setInPlace('grpc-message', percentEncode(reply.body));
    return { headers, body: new Uint8Array() };
  }
  if (reply.body.length === 0) {
    headers.remove('content-type');
    return { headers, body: reply.body };
  }
  headers.setInPlace('content-length', String(reply.body.length));
  if (!headers.has('content-type')) headers.add('content-type', 'text/plain');
  return { headers, body: request.isHead ? new Uint8Array() : reply.body };
}

export const replyText = (text: string): Uint8Array => {
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  return bytes;
};

/** One line about the reply. */
export function replySummary(reply: LocalReply): string {
  const size = reply.body.length === 0 ? 'no body' : `${reply.body.length} B`;
  return `${reply.status}, ${size}${reply.details === '' ? '' : `, details ${reply.details}`}`;
}
