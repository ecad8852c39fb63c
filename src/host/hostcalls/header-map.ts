// Header maps (spec: "HTTP fields"). Whether a map is there, and whether it may be changed, is the context's to say.

import { lowerCase } from '#abi/byte-string.ts';
import { nameOf } from '#abi/named-values.ts';
import { encodePairs } from '#abi/pairs.ts';
import { Status } from '#abi/status.ts';
import { MapType } from '#abi/types.ts';
import { defineHostcall, type Hostcall } from '../define-hostcall.ts';
import { Refusal } from '../refusal.ts';

const map = { kind: 'enum', name: 'map', table: MapType } as const;
const name = { kind: 'name', name: 'name' } as const;
const value = { kind: 'text', name: 'value' } as const;

const done: [] = [];

export const headerMapHostcalls: readonly Hostcall[] = [
  defineHostcall({
    name: 'proxy_get_header_map_value',
    inputs: [map, name],
    outputs: [{ kind: 'bytes', name: 'value' }],
    run: (call, type, key) => {
      const fields = call.context.headerMap(type, 'read');
      if (fields instanceof Refusal) return fields;
      const found = fields.get(key);
      if (found !== null) return [found];
      if (call.abiVersion === '0.1.0') return [new Uint8Array()];
      return new Refusal(Status.NOT_FOUND, `${nameOf(MapType, type)} has no "${key}"`);
    },
  }),
  defineHostcall({
    name: 'proxy_add_header_map_value',
    inputs: [map, name, value],
    outputs: [],
    mutates: true,
    run: (call, type, key, text) => {
      const fields = call.context.headerMap(type, 'write');
      if (fields instanceof Refusal) return fields;
      fields.add(key, text);
      return done;
    },
  }),
  defineHostcall({
    name: 'proxy_replace_header_map_value',
    inputs: [map, name, value],
    outputs: [],
    mutates: true,
    run: (call, type, key, text) => {
      const fields = call.context.headerMap(type, 'write');
      if (fields instanceof Refusal) return fields;
      fields.replace(key, text);
      return done;
    },
  }),
  defineHostcall({
    name: 'proxy_remove_header_map_value',
    inputs: [map, name],
    outputs: [],
    mutates: true,
    run: (call, type, key) => {
      const fields = call.context.headerMap(type, 'write');
      if (fields instanceof Refusal) return fields;
      fields.remove(key);
      return done;
    },
  }),
  defineHostcall({
    name: 'proxy_get_header_map_pairs',
    inputs: [map],
    outputs: [{ kind: 'pairs', name: 'pairs' }],
    run: (call, type) => {
      const fields = call.context.headerMap(type, 'read');
      // A map that is not there reads as an empty one, without an error; an empty map is sent as nothing at all.
      const pairs = fields instanceof Refusal ? [] : fields.pairs();
      if (fields instanceof Refusal) call.note = `${fields.why}; Envoy gives an empty list for it`;
      return [pairs.length === 0 ? new Uint8Array() : encodePairs(pairs)];
    },
  }),
  defineHostcall({
    name: 'proxy_set_header_map_pairs',
    inputs: [map, { kind: 'pairs', name: 'pairs' }],
    outputs: [],
    mutates: true,
    // A malformed list empties the map and still answers OK.
    run: (call, type, sent) => {
      const fields = call.context.headerMap(type, 'write');
      if (fields instanceof Refusal) return fields;
      if (sent.malformed) call.note = 'the list of pairs is malformed, which empties the map';
      fields.setPairs(sent.pairs.map(([key, text]) => [lowerCase(key), text]));
      return done;
    },
  }),
  defineHostcall({
    name: 'proxy_get_header_map_size',
    inputs: [map],
    outputs: [{ kind: 'u32', name: 'size' }],
    run: (call, type) => {
      const fields = call.context.headerMap(type, 'size');
      return fields instanceof Refusal ? fields : [fields.sizeBytes()];
    },
  }),
];
