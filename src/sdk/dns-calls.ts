// Resolving names by Envoy: asking, and reading the answer.

import { BufferType, HostBuffer } from './body';
import { Context } from './context';
import { envoy_resolve_dns } from './hostcalls';
import { encode, newBytes, note, pointerTo } from './memory';
import { Status } from './types';
import { decodeLossy } from './utf8';

// @ts-ignore: decorator
@lazy const answer = new HostBuffer(BufferType.CallData);
/** Which context asked each question that is open. */
// @ts-ignore: decorator
@lazy const askers = new Map<u32, Context>();

/** Who is asking right now: Envoy answers what it knows, such as `localhost`, before the question has returned. */
let asking: Context | null = null;

/** The addresses of a name, as `onDnsResponse` gets them. */
// @ts-ignore: decorator
@final
export class DnsResponse {
  /** Addresses, IPv4 and IPv6; none when the name could not be resolved. */
  readonly addresses: string[] = [];
  /** How long each address may be kept, in seconds, in the order of `addresses`. */
  readonly ttlsSeconds: u32[] = [];

  constructor(
    /** What `resolveDns` returned. */
    readonly token: u32,
  ) {}
}

/**
 * Asks for the addresses of a host name, such as `example.com`; they come to `onDnsResponse` of the context. What Envoy knows already, such
 * as `localhost`, comes before this function has returned. Works in every callback. Only Envoy has this. Returns the token of the
 * question, or 0 when it could not be asked: then `lastStatus()` tells why.
 *
 * @param context Who gets the answer: `this`, in a callback.
 */
export function resolveDns(context: Context, name: string): u32 {
  const bytes = encode(name);
  // Not an out slot of all: a callback may run before the token is read.
  const token = newBytes(4);
  const outer = asking;
  asking = context;
  const status = envoy_resolve_dns(pointerTo(bytes), bytes.byteLength, pointerTo(token));
  const isOpen = asking != null;
  asking = outer;
  if (note(status) != Status.Ok) return 0;
  const id = load<u32>(pointerTo(token));
  if (isOpen) askers.set(id, context);
  return id;
}

/** The context that asked a question, which is answered now; `null` when the question is unknown. */
export function takeAsker(token: u32): Context | null {
  if (!askers.has(token)) {
    const asker = asking;
    asking = null;
    return asker;
  }
  const asker = askers.get(token);
  askers.delete(token);
  return asker;
}

/** Reads the answer that the host holds: the number of addresses, then how long each may be kept, then each with a NUL behind it. */
export function readDnsResponse(token: u32): DnsResponse {
  const response = new DnsResponse(token);
  const bytes = answer.bytes();
  const size = bytes.byteLength;
  if (size < 4) return response;
  const count = load<u32>(pointerTo(bytes));
  let at = 4 + (<i32>count << 2);
  for (let i: u32 = 0; i < count && at < size; i++) {
    const start = at;
    while (at < size && load<u8>(pointerTo(bytes) + at) != 0) at++;
    response.addresses.push(withoutPort(decodeLossy(pointerTo(bytes) + start, at - start)));
    response.ttlsSeconds.push(load<u32>(pointerTo(bytes) + 4 + (i << 2)));
    at++;
  }
  return response;
}

/** `127.0.0.1` of `127.0.0.1:0`, `::1` of `[::1]:0`. */
function withoutPort(address: string): string {
  const colon = address.lastIndexOf(':');
  const host = colon < 0 ? address : address.substring(0, colon);
  return host.startsWith('[') ? host.substring(1, host.length - 1) : host;
}
