// The two messages of an HTTP exchange, and what a filter can do to their flow.

import { Body, BufferType } from './body';
import { HeaderMap, MapType } from './headers';
import { proxy_close_stream, proxy_continue_stream, proxy_send_local_response } from './hostcalls';
import { encode, note, pointerTo } from './memory';
import { encodePairs } from './pairs';
import { Status } from './types';

export const enum StreamType {
  Request = 0,
  Response = 1,
  Downstream = 2,
  Upstream = 3,
}

/** Headers, body and trailers of one direction. */
// @ts-ignore: decorator
@final
export class HttpMessage {
  constructor(
    /** The headers, pseudo-headers such as `:path` or `:status` included. */
    readonly headers: HeaderMap,
    /** The body. */
    readonly body: Body,
    /** The trailers. */
    readonly trailers: HeaderMap,
  ) {}
}

/** The request of the stream whose callback is running: headers in `onRequestHeaders`, body in `onRequestBody`, and so on. */
// @ts-ignore: decorator
@lazy export const request = new HttpMessage(
  new HeaderMap(MapType.RequestHeaders),
  new Body(BufferType.RequestBody),
  new HeaderMap(MapType.RequestTrailers),
);

/** The response of the stream whose callback is running: headers in `onResponseHeaders`, body in `onResponseBody`, and so on. */
// @ts-ignore: decorator
@lazy export const response = new HttpMessage(
  new HeaderMap(MapType.ResponseHeaders),
  new Body(BufferType.ResponseBody),
  new HeaderMap(MapType.ResponseTrailers),
);

/**
 * Answers the request from here. Works in the callbacks of an HTTP context up to `onResponseHeaders`, and in the answers to its calls;
 * a root context has nobody to answer. Takes effect after the callback has returned, whatever it returns. Sent during the request,
 * the answer passes through this filter's own response callbacks; sent in `onResponseHeaders`, it goes straight to the client.
 *
 * @param status HTTP status.
 * @param body Text of the answer; with one, Envoy adds `content-length` and, unless given, `content-type: text/plain`.
 * @param headers Further headers as `[name, value]`.
 * @param details Reason for the access log.
 * @param grpcStatus For gRPC requests; -1 derives it from `status`.
 */
export function sendLocalResponse(
  status: u32,
  body: string = '',
  headers: string[][] = [],
  details: string = '',
  grpcStatus: i32 = -1,
): Status {
  return sendLocalResponseBytes(status, encode(body), headers, details, grpcStatus);
}

/** As `sendLocalResponse`, with any bytes as body. */
export function sendLocalResponseBytes(
  status: u32,
  body: ArrayBuffer,
  headers: string[][] = [],
  details: string = '',
  grpcStatus: i32 = -1,
): Status {
  const reason = encode(details);
  const pairs = encodePairs(headers);
  return note(
    proxy_send_local_response(
      status,
      pointerTo(reason),
      reason.byteLength,
      pointerTo(body),
      body.byteLength,
      pointerTo(pairs),
      pairs.byteLength,
      grpcStatus,
    ),
  );
}

/**
 * Lets a held request go on, after the running callback has returned. Call it from a later callback (such as
 * `onHttpCallResponse`), not from the one that holds: there, answering `Continue` does it.
 */
export function continueRequest(): Status {
  return note(proxy_continue_stream(StreamType.Request));
}

/** Lets a held response go on, after the running callback has returned. Works as `continueRequest` does. Calling it while there is no response yet crashes Envoy. */
export function continueResponse(): Status {
  return note(proxy_continue_stream(StreamType.Response));
}

/** Ends the stream without an answer. Works in the callbacks of an HTTP context and in the answers to its calls; takes effect after the running callback has returned. */
export function closeRequest(): Status {
  return note(proxy_close_stream(StreamType.Request));
}

/** Ends the stream and what is left of its response. Works where `closeRequest` does; takes effect after the running callback has returned. */
export function closeResponse(): Status {
  return note(proxy_close_stream(StreamType.Response));
}
