// Header and trailer maps: the functions on a map by its type, and `stream_context`, which names the maps.

import {
  proxy_add_header_map_value,
  proxy_get_header_map_pairs,
  proxy_get_header_map_size,
  proxy_get_header_map_value,
  proxy_remove_header_map_value,
  proxy_replace_header_map_value,
  proxy_set_header_map_pairs,
} from '../hostcalls';
import { encode, note, OUT, OUT_SIZE, pointerTo, takeBytes, takeText } from '../memory';
import { Status } from '../types';
import { HeaderMapTypeValues, WasmResultValues } from './enums';
import { deserializeHeaders, Headers, serializeHeaders } from './header-pairs';
import { heed } from './logging';

/** Adds a header, also when one of that name is there. */
export function add_header_map_value(
  typ: HeaderMapTypeValues,
  key: ArrayBuffer,
  value: ArrayBuffer,
): WasmResultValues {
  return note(
    proxy_add_header_map_value(typ, pointerTo(key), key.byteLength, pointerTo(value), value.byteLength),
  );
}

/** As `add_header_map_value`, with texts. */
export function add_header_map_value_string(typ: HeaderMapTypeValues, key: string, value: string): WasmResultValues {
  return add_header_map_value(typ, encode(key), encode(value));
}

/** The first value of a header; no bytes when there is none. */
export function get_header_map_value(typ: HeaderMapTypeValues, key: ArrayBuffer): ArrayBuffer {
  return find(typ, key) ? takeBytes() : new ArrayBuffer(0);
}

/** Sets a header: all of that name are removed, the new one goes to the end. */
export function replace_header_map_value(typ: HeaderMapTypeValues, key: ArrayBuffer, value: ArrayBuffer): void {
  heed(
    proxy_replace_header_map_value(typ, pointerTo(key), key.byteLength, pointerTo(value), value.byteLength),
    'replace_header_map_value',
  );
}

/** As `replace_header_map_value`, with texts. */
export function replace_header_map_value_string(typ: HeaderMapTypeValues, key: string, value: string): void {
  replace_header_map_value(typ, encode(key), encode(value));
}

/** Removes all headers of that name. */
export function remove_header_map_value(typ: HeaderMapTypeValues, key: ArrayBuffer): void {
  heed(proxy_remove_header_map_value(typ, pointerTo(key), key.byteLength), 'remove_header_map_value');
}

/** As `remove_header_map_value`, with a text. */
export function remove_header_map_value_string(typ: HeaderMapTypeValues, key: string): void {
  remove_header_map_value(typ, encode(key));
}

/** Bytes of all names and values together. */
export function get_header_map_size(typ: HeaderMapTypeValues): usize {
  store<u32>(OUT, 0);
  heed(proxy_get_header_map_size(typ, OUT), 'get_header_map_size');
  return load<u32>(OUT);
}

function find(typ: HeaderMapTypeValues, key: ArrayBuffer): bool {
  return note(proxy_get_header_map_value(typ, pointerTo(key), key.byteLength, OUT, OUT_SIZE)) == Status.Ok;
}

/** One map of headers or trailers. */
// @ts-ignore: decorator
@final
export class HeaderStreamManipulator {
  constructor(public typ: HeaderMapTypeValues) {}

  /** Adds a header, also when one of that name is there. */
  add(key: string, value: string): void {
    heed(add_header_map_value_string(this.typ, key, value), 'add_header_map_value');
  }

  /** Sets a header, whether or not it is there. */
  replace(key: string, value: string): void {
    replace_header_map_value_string(this.typ, key, value);
  }

  /** The first value of a header; `""` when there is none. */
  get(key: string): string {
    return find(this.typ, encode(key)) ? takeText() : '';
  }

  /** Removes all headers of that name. */
  remove(key: string): void {
    remove_header_map_value_string(this.typ, key);
  }

  /** All headers in order, pseudo-headers such as `:path` first. */
  get_headers(): Headers {
    if (note(proxy_get_header_map_pairs(this.typ, OUT, OUT_SIZE)) != Status.Ok) return [];
    return deserializeHeaders(takeBytes());
  }

  /** Replaces the whole map, pseudo-headers included. */
  set_headers(headers: Headers): void {
    const bytes = serializeHeaders(headers);
    heed(proxy_set_header_map_pairs(this.typ, pointerTo(bytes), bytes.byteLength), 'set_headers');
  }
}

/** The maps of one kind. */
// @ts-ignore: decorator
@final
export class HeaderMapManipulator {
  constructor(
    public request: HeaderStreamManipulator,
    public response: HeaderStreamManipulator,
    /** Of the answer to an HTTP call, while its callback runs. */
    public http_callback: HeaderStreamManipulator,
  ) {}
}

// @ts-ignore: decorator
@final
export class StreamContext {
  constructor(
    public headers: HeaderMapManipulator,
    public trailers: HeaderMapManipulator,
  ) {}
}

/** Headers and trailers of the stream whose callback is running. */
export const stream_context = new StreamContext(
  new HeaderMapManipulator(
    new HeaderStreamManipulator(HeaderMapTypeValues.RequestHeaders),
    new HeaderStreamManipulator(HeaderMapTypeValues.ResponseHeaders),
    new HeaderStreamManipulator(HeaderMapTypeValues.HttpCallResponseHeaders),
  ),
  new HeaderMapManipulator(
    new HeaderStreamManipulator(HeaderMapTypeValues.RequestTrailers),
    new HeaderStreamManipulator(HeaderMapTypeValues.ResponseTrailers),
    new HeaderStreamManipulator(HeaderMapTypeValues.HttpCallResponseTrailers),
  ),
);
