// HTTP callouts: dispatching, and finding the context that waits for an answer.

import { BufferType, HostBuffer } from './body';
import { Context } from './context';
import { HeaderMap, MapType } from './headers';
import { proxy_get_status } from './hostcalls';
import { note, OUT, OUT_SIZE, OUT_THIRD, takeText } from './memory';
import { encodePairs } from './pairs';
import { sendHttpCall } from './send-http-call';
import { Status } from './types';

// @ts-ignore: decorator
@lazy const answerHeaders = new HeaderMap(MapType.HttpCallResponseHeaders);
// @ts-ignore: decorator
@lazy const answerTrailers = new HeaderMap(MapType.HttpCallResponseTrailers);
// @ts-ignore: decorator
@lazy const answerBody = new HostBuffer(BufferType.HttpCallResponseBody);

/** Which context made each HTTP call that is under way. */
const callers = new Map<u32, Context>();

/** The answer to an HTTP call. It can be read while `onHttpCallResponse` runs. */
// @ts-ignore: decorator
@final
export class HttpCallResponse {
  constructor(
    /** What `dispatchHttpCall` returned. */
    readonly callId: u32,
    /** Number of headers, `:status` included; 0 when the call failed. */
    readonly headerCount: i32,
    /** Size of the body in bytes. */
    readonly bodySize: i32,
    /** Number of trailers. */
    readonly trailerCount: i32,
  ) {}

  /** True when the connection broke during the answer. A timeout is no failure: Envoy answers it with status 504. */
  get failed(): bool {
    return this.headerCount == 0;
  }

  /** Why a failed call failed, such as `reset`. One call to the host. */
  get failure(): string {
    return statusMessage();
  }

  /** Headers of the answer, to read. */
  get headers(): HeaderMap {
    return answerHeaders;
  }

  /** Body of the answer, complete. */
  get body(): HostBuffer {
    return answerBody;
  }

  /** Trailers of the answer, to read. */
  get trailers(): HeaderMap {
    return answerTrailers;
  }
}

export function dispatch(
  caller: Context,
  cluster: string,
  headers: string[][],
  body: ArrayBuffer,
  timeoutMs: u32,
  trailers: string[][],
): u32 {
  const status = sendHttpCall(
    cluster,
    encodePairs(headers),
    body,
    encodePairs(trailers),
    timeoutMs,
  );
  if (status != Status.Ok) return 0;
  const callId = load<u32>(OUT);
  callers.set(callId, caller);
  return callId;
}

/** What the host tells about the call whose end is being handled. */
export function statusMessage(): string {
  return note(proxy_get_status(OUT_THIRD, OUT, OUT_SIZE)) == Status.Ok ? takeText() : '';
}

/** The context that made a call, which is over now; `null` when the call is unknown. */
export function takeCaller(callId: u32): Context | null {
  if (!callers.has(callId)) return null;
  const caller = callers.get(callId);
  callers.delete(callId);
  return caller;
}
