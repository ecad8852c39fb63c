// What a filter asks of the proxy beside headers: time, properties, buffers, replies and the flow of a stream.

import { abort } from '../env';
import { callForeignFunction } from '../foreign-function';
import {
  proxy_continue_stream,
  proxy_done,
  proxy_get_buffer_bytes,
  proxy_get_buffer_status,
  proxy_get_current_time_nanoseconds,
  proxy_get_property,
  proxy_get_status,
  proxy_send_local_response,
  proxy_set_buffer_bytes,
  proxy_set_effective_context as setEffective,
  proxy_set_property,
  proxy_set_tick_period_milliseconds,
} from '../hostcalls';
import { encode, lastStatus, note, OUT, OUT_SIZE, OUT_THIRD, pointerTo, takeBytes } from '../memory';
import { Status } from '../types';
import { BufferTypeValues, GrpcStatusValues, StreamTypeValues, WasmResultValues } from './enums';
import { Headers, serializeHeaders } from './header-pairs';
import { heed } from './logging';

/** Logs what went wrong and where, then stops the VM. */
export function abort_proc_exit(
  message: string | null,
  fileName: string | null,
  lineNumber: u32,
  columnNumber: u32,
): void {
  abort(message, fileName, lineNumber, columnNumber);
}

// @ts-ignore: decorator
@final
export class StatusWithData {
  constructor(
    public status: u32,
    public data: ArrayBuffer,
  ) {}
}

/** Why the call whose answer is being handled failed: a status and a text. */
export function get_status(): StatusWithData {
  const status = heed(proxy_get_status(OUT_THIRD, OUT, OUT_SIZE), 'get_status');
  if (status != WasmResultValues.Ok) return new StatusWithData(0, new ArrayBuffer(0));
  return new StatusWithData(load<u32>(OUT_THIRD), takeBytes());
}

/** Asks for `onTick` of the root context every so many milliseconds; 0 stops it. */
export function set_tick_period_milliseconds(millisecond: u32): void {
  heed(proxy_set_tick_period_milliseconds(millisecond), 'set_tick_period_milliseconds');
}

/** Wall clock, in nanoseconds since 1970. */
export function get_current_time_nanoseconds(): u64 {
  store<u64>(OUT, 0);
  heed(proxy_get_current_time_nanoseconds(OUT), 'get_current_time_nanoseconds');
  return load<u64>(OUT);
}

/**
 * A property by its path, whose parts have a NUL between them; no bytes when there is none. A path with dots and without NUL,
 * such as `request.path`, is looked up as one name first, then part by part.
 */
export function get_property(path: string): ArrayBuffer {
  const bytes = encode(path);
  let status = find(bytes);
  if (status == Status.NotFound && splitAtDots(bytes)) status = find(bytes);
  heed(status, 'get_property');
  return status == Status.Ok ? takeBytes() : new ArrayBuffer(0);
}

function find(path: ArrayBuffer): u32 {
  return proxy_get_property(pointerTo(path), path.byteLength, OUT, OUT_SIZE);
}

/** Puts a NUL in place of each dot; `false` when there is none, or the path has parts already. */
function splitAtDots(path: ArrayBuffer): bool {
  const bytes = Uint8Array.wrap(path);
  if (bytes.includes(0) || !bytes.includes(0x2e)) return false;
  for (let i = 0; i < bytes.length; i++) if (bytes[i] == 0x2e) bytes[i] = 0;
  return true;
}

/** Stores a value for this stream, readable by later filters as the property of that name. */
export function set_property(path: string, data: ArrayBuffer): WasmResultValues {
  const bytes = encode(path);
  return note(proxy_set_property(pointerTo(bytes), bytes.byteLength, pointerTo(data), data.byteLength));
}

/** Lets a held request go on, after the running callback has returned. */
export function continue_request(): WasmResultValues {
  return note(proxy_continue_stream(StreamTypeValues.Request));
}

/** Lets a held response go on, after the running callback has returned. Without a response it crashes Envoy. */
export function continue_response(): WasmResultValues {
  return note(proxy_continue_stream(StreamTypeValues.Response));
}

/**
 * Answers the request from here, after the running callback has returned.
 *
 * @param response_code_details Reason for the access log.
 * @param grpc_status For gRPC requests; `InvalidCode` derives it from `response_code`.
 */
export function send_local_response(
  response_code: u32,
  response_code_details: string,
  body: ArrayBuffer,
  additional_headers: Headers,
  grpc_status: GrpcStatusValues,
): WasmResultValues {
  const details = encode(response_code_details);
  const headers = serializeHeaders(additional_headers);
  return note(
    proxy_send_local_response(
      response_code,
      pointerTo(details),
      details.byteLength,
      pointerTo(body),
      body.byteLength,
      pointerTo(headers),
      headers.byteLength,
      grpc_status,
    ),
  );
}

/** As `send_local_response`, with the gRPC status that belongs to the HTTP status. */
export function send_http_response(
  response_code: u32,
  response_code_details: string,
  body: ArrayBuffer,
  additional_headers: Headers,
): WasmResultValues {
  return send_local_response(
    response_code,
    response_code_details,
    body,
    additional_headers,
    GrpcStatusValues.InvalidCode,
  );
}

/** Lets the proxy choose the route anew. */
export function clear_route_cache(): WasmResultValues {
  callForeignFunction('clear_route_cache');
  return lastStatus() as i32;
}

/** Bytes of a buffer; none when there is nothing to read here. */
export function get_buffer_bytes(typ: BufferTypeValues, start: u32, length: u32): ArrayBuffer {
  const status = note(proxy_get_buffer_bytes(typ, start, length, OUT, OUT_SIZE));
  return status == Status.Ok ? takeBytes() : new ArrayBuffer(0);
}

/** Replaces `length` bytes of a buffer from `start` on. */
export function set_buffer_bytes(
  typ: BufferTypeValues,
  start: u32,
  length: u32,
  value: ArrayBuffer,
): WasmResultValues {
  return note(proxy_set_buffer_bytes(typ, start, length, pointerTo(value), value.byteLength));
}

// @ts-ignore: decorator
@final
export class BufferStatusResult {
  constructor(
    public result: WasmResultValues,
    public length: usize,
    public flags: u32,
  ) {}
}

/** Size of a buffer. */
export function get_buffer_status(typ: BufferTypeValues): BufferStatusResult {
  store<u64>(OUT, 0);
  store<u32>(OUT_THIRD, 0);
  const result = note(proxy_get_buffer_status(typ, OUT, OUT_THIRD));
  return new BufferStatusResult(result as i32, load<u32>(OUT), load<u32>(OUT_THIRD));
}

/** Calls a function of the proxy by its name; no bytes when it fails or has no result. */
export function call_foreign_function(function_name: string, argument: string): ArrayBuffer {
  const result = callForeignFunction(function_name, encode(argument));
  heed(lastStatus(), 'call_foreign_function');
  return result != null ? result : new ArrayBuffer(0);
}

/** Ends a root context whose `onDone` answered `false`. */
export function done(): WasmResultValues {
  return note(proxy_done());
}

/** Makes the calls that follow in this callback work on another context. */
export function proxy_set_effective_context(_id: u32): WasmResultValues {
  return heed(setEffective(_id), 'proxy_set_effective_context');
}
