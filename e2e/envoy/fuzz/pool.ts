// Byte values that random hostcalls are given: names, values, paths and serialised maps, good and bad, at fixed places of the guest's memory.

import { concatBytes, utf8 } from '#abi/byte-string.ts';
import { encodePairs, type Pair } from '#abi/pairs.ts';
import { layout } from './guest.ts';

export interface Place {
  at: number;
  size: number;
}

type Kind = keyof typeof contents;

const bytes = (...values: number[]): Uint8Array => Uint8Array.from(values);
const path = (text: string): Uint8Array => utf8(text.replaceAll('.', '\0'));
const pairs = (...list: Pair[]): Uint8Array => encodePairs(list);

const good = pairs(['x-one', '1'], ['X-Two', ''], ['x-one', 'again']);
const spoilt = (change: (copy: Uint8Array) => void): Uint8Array => {
  const copy = good.slice();
  change(copy);
  return copy;
};

const contents = {
  name: [
    ':path',
    ':authority',
    'host',
    ':status',
    ':method',
    'X-Upper',
    'x-a',
    'x-empty',
    'cookie',
    'set-cookie',
    'content-type',
    'accept',
    'via',
    'x-added',
    '',
  ].map(utf8),
  value: [
    utf8('1'),
    utf8(''),
    utf8('a, b'),
    utf8(' blanks '),
    utf8('/other?y=2'),
    utf8('v'.repeat(300)),
    bytes(0xff, 0xfe, 0x80),
    utf8('ümläut'),
  ],
  path: [
    'request',
    'request.path',
    'request.url_path',
    'request.query',
    'request.host',
    'request.method',
    'request.scheme',
    'request.useragent',
    'request.headers.x-a',
    'request.headers.X-A',
    'request.size',
    'request.total_size',
    'request.headers_bytes',
    'request.protocol',
    'request.nope',
    'response.code',
    'response.code_details',
    'response.flags',
    'response.size',
    'response.headers.x-up',
    'response.grpc_status',
    'connection.mtls',
    'connection.tls_version',
    'source.address',
    'source.nope',
    'destination.port',
    'upstream.address',
    'upstream.num_endpoints',
    'upstream.request_attempt_count',
    'metadata',
    'metadata.filter_metadata',
    'filter_state',
    'xds',
    'xds.node.id',
    'xds.node.metadata',
    'xds.node.metadata.list.0',
    'xds.node.metadata.list.7',
    'xds.node.metadata.none',
    'xds.cluster_name',
    'xds.route_name',
    'xds.virtual_host_name',
    'xds.listener_direction',
    'plugin_name',
    'plugin_root_id',
    'plugin_vm_id',
    'node.id',
    'own',
    'nope',
    '',
    'request.',
    '.request',
    'request..path',
  ].map(path),
  pairs: [
    good,
    pairs(),
    new Uint8Array(),
    pairs(['x-set', 'all']),
    pairs([':status', '404'], ['x-set', '1']),
    pairs(
      [':method', 'GET'],
      [':path', '/set'],
      [':authority', 'set.test'],
      [':scheme', 'http'],
      ['x-set', '1'],
    ),
    good.subarray(0, good.length - 1),
    good.subarray(0, 3),
    good.subarray(0, 12),
    concatBytes([good, bytes(0)]),
    spoilt((copy) => copy.fill(9, 0, 1)),
    spoilt((copy) => copy.fill(0xff, 0, 4)),
    spoilt((copy) => copy.fill(0xff, 4, 8)),
    spoilt((copy) => copy.fill(1, copy.length - 1)),
    encodePairs(Array.from({ length: 1025 }, (_, index): Pair => [`x-${index}`, ''])),
  ],
  cluster: [utf8('upstream'), utf8('nope'), utf8('')],
  service: [
    utf8('upstream'),
    utf8('nope'),
    utf8('nope-of-this-name'),
    utf8(''),
    bytes(0x0a, 0x06, 0x0a, 0x04, 0x6e, 0x6f, 0x70, 0x65),
    bytes(0x0a, 0x06, 0x0a, 0x04, 0x6e, 0x6f),
    bytes(0x0a, 0x06, 0x0a, 0x04, 0xff, 0xfe, 0x80, 0x81),
    bytes(0x0a, 0x00),
    bytes(0x0f, 0x01),
    bytes(0xff, 0xff, 0xff, 0xff),
  ],
  bytes: [
    utf8('a body'),
    utf8(''),
    utf8('x'.repeat(500)),
    bytes(0, 1, 2, 0xff),
    bytes(4, 0, 0, 0),
    utf8('{"json":true}'),
  ],
  other: [utf8('one'), utf8('two'), utf8(''), utf8('clear_route_cache'), utf8('nope')],
} satisfies Record<string, Uint8Array[]>;

const places: Record<string, Place[]> = {};
let at: number = layout.pool;
for (const [kind, values] of Object.entries(contents)) {
  places[kind] = values.map(({ length }) => {
    const place = { at, size: length };
    at += length;
    return place;
  });
}

export const poolBytes = concatBytes(Object.values(contents).flat());
export const poolPlaces = (kind: Kind): readonly Place[] => places[kind] ?? [];
export type { Kind as PoolKind };
