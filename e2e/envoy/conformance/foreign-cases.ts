// Functions of Envoy that have no hostcall of their own. Arguments are written in hexadecimal digits.

import { deflateSync } from 'node:zlib';

const hex = (bytes: Uint8Array | string): string => Buffer.from(bytes).toString('hex');

/** A string field of a message. */
const field = (number: number, text: string): Buffer =>
  Buffer.concat([Buffer.of(number * 8 + 2, text.length), Buffer.from(text)]);
const declaration = (name: string, more: number[] = []): string =>
  hex(Buffer.concat([field(1, name), Buffer.from(more)]));
const state = (key: string, value: string): string =>
  hex(Buffer.concat([field(1, key), field(2, value)]));

const within = (phase: string, commands: string[]): string =>
  commands.map((command) => `${phase}: ${command}`).join('\n');

const textKeys = [
  'envoy.hashable_string',
  'envoy.network.upstream_server_name',
  'envoy.string',
  'envoy.tcp_proxy.cluster',
  'envoy.upstream.dynamic_host',
];
const packed = deflateSync('some text, some text, some text and some more');

export const foreignCases: readonly { name: string; script: string }[] = [
  {
    name: 'a foreign function that there is not',
    script: within('request-headers', ['foreign nope', 'foreign toString', 'foreign nope 01']),
  },
  {
    name: 'compressed, short enough for Envoy and Sluice to give the same bytes',
    script: within('request-headers', [
      'foreign compress',
      'foreign compress 00',
      `foreign compress ${hex('hello')}`,
      `foreign compress ${hex('hello hello hello')}`,
      `foreign compress ${hex('a'.repeat(60))}`,
    ]),
  },
  {
    name: 'uncompressed',
    script: within('request-headers', [
      `foreign uncompress ${hex(packed)}`,
      `foreign uncompress ${hex(deflateSync('x'.repeat(5000)))}`,
      `foreign uncompress ${hex(deflateSync(''))}`,
      `foreign uncompress ${hex(packed)}ffff`,
      `foreign uncompress ${hex(packed.subarray(0, -1))}`,
      `foreign uncompress ${hex(packed.subarray(0, -1))}00`,
      `foreign uncompress ${hex('garbage')}`,
      'foreign uncompress',
      'foreign uncompress 78',
    ]),
  },
  {
    name: 'the route cache cleared by a foreign function',
    script: `${within('configure', ['foreign clear_route_cache'])}\n${within('request-headers', [
      'foreign clear_route_cache',
      'foreign clear_route_cache 01',
    ])}`,
  },
  {
    name: 'properties declared by a root',
    script: `${within('configure', [
      `foreign declare_property ${declaration('fixed', [0x10, 1])}`,
      `foreign declare_property ${declaration('fixed')}`,
      `foreign declare_property ${declaration('text', [0x18, 1])}`,
      `foreign declare_property ${declaration('proto', [0x18, 3, 0x28, 1])}`,
      `foreign declare_property ${declaration('lasting', [0x10, 1, 0x18, 9, 0x28, 2])}`,
      'foreign declare_property',
      'foreign declare_property',
      'foreign declare_property 78',
      'foreign declare_property 0a01ff',
    ])}\n${within('request-headers', [
      'set-property fixed one',
      'property fixed',
      'set-property fixed two',
      'property fixed',
      'set-property text one',
      'set-property text two',
      'property text',
      'property filter_state.wasm.text',
      'set-property proto one',
      'property proto',
      'set-property lasting one',
      'set-property lasting two',
      'property lasting',
    ])}\nlog: set-property fixed three\nlog: property fixed`,
  },
  {
    name: 'properties declared by a stream',
    script: within('request-headers', [
      `foreign declare_property ${declaration('fixed', [0x10, 1])}`,
      `foreign declare_property ${declaration('fixed')}`,
      'set-property fixed one',
      'set-property fixed two',
      'property fixed',
    ]),
  },
  {
    name: 'filter state for the filters of Envoy',
    script: `${within('configure', [
      `foreign set_envoy_filter_state ${state('envoy.string', 'a')}`,
      `foreign set_envoy_filter_state ${state('nope', 'a')}`,
      'foreign set_envoy_filter_state 78',
    ])}\n${within(
      'request-headers',
      textKeys.flatMap((key) => [
        `foreign set_envoy_filter_state ${state(key, 'value')}`,
        `state ${key}`,
      ]),
    )}\n${within('request-headers', [
      `foreign set_envoy_filter_state ${state('nope', 'a')}`,
      'foreign set_envoy_filter_state 78',
      'foreign set_envoy_filter_state',
      `foreign set_envoy_filter_state ${state('envoy.string', 'again')}`,
      'state envoy.string',
      `foreign set_envoy_filter_state ${state('envoy.string', '')}`,
      'state envoy.string',
    ])}`,
  },
];
