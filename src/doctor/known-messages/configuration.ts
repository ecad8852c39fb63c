// What Envoy says against a configuration: names, fields, files, clusters; and what it answers itself when a server is not reached.

import type { KnownMessage } from './known-message.ts';
import { linesWith, pluginField } from './places.ts';

export const configurationMessages: readonly KnownMessage[] = [
  {
    id: 'unknown-type',
    by: 'Envoy',
    pattern: /could not find @type '([^']*)'/,
    explain: ([, type = '']) => ({
      what: `Envoy knows no message ${type}.`,
      cure: 'Look at its spelling: the filter is type.googleapis.com/envoy.extensions.filters.http.wasm.v3.Wasm, a text as configuration type.googleapis.com/google.protobuf.StringValue. An Envoy built without Wasm does not know the filter either.',
    }),
  },
  {
    id: 'no-implementation',
    by: 'Envoy',
    pattern: /Didn't find a registered implementation for '([^']*)'/,
    explain: ([, name = '']) => ({
      what: `This Envoy has no extension ${name}.`,
      cure: 'For envoy.filters.http.wasm: take an image with Wasm; distroless and contrib images of the project have it, some distributions do not. Else look at the spelling.',
    }),
  },
  {
    id: 'unknown-field',
    by: 'Envoy',
    pattern:
      /message\s+(envoy\.[\w.]+),.*no such\s+field: '([^']*)'|INVALID_ARGUMENT:\(([^)]*)\) (\w+): Cannot find field/,
    explain: ([, message = '', field = '', path = '', older = '']) => ({
      what: `The configuration has a field ${field || older} that ${message || path} does not have.`,
      cure: 'Look at its spelling, and at how far it is indented. Wasm’s are config: { name, root_id, vm_config: { runtime, code }, configuration }. Fields of Envoy’s v2 API are gone.',
    }),
  },
  {
    id: 'empty-sha256',
    by: 'Envoy Gateway',
    pattern: /invalid RemoteDataSource\.Sha256: value length must be at least 1/,
    explain: () => ({
      what: 'The policy has no sha256 for the module, and Envoy demands one for code that it fetches.',
      cure: 'Set code.http.sha256 to the hash of the module (sha256sum filter.wasm; the download has it in sha256sums.txt), or take a newer Envoy Gateway.',
    }),
  },
  {
    id: 'invalid-path',
    by: 'Envoy',
    pattern: /Invalid path: (\S+)|unable to read file: (\S+)/,
    explain: ([, path = '', unread = '']) => ({
      what: `Envoy cannot read the file ${path || unread}: it is not there, or Envoy’s user may not read it.`,
      cure: 'Paths are seen from where Envoy runs: inside of its container. Mount the file there and make it readable for all (chmod 644); a relative path begins in the folder in which Envoy was started.',
    }),
  },
  {
    id: 'unknown-cluster',
    by: 'Envoy',
    pattern: /unknown cluster '([^']*)'/,
    explain: ([, name = ''], scene) => ({
      what: `A route leads to the cluster ${name}, and there is none of that name.${scene === null || !scene.project.clusters.some((one) => one.name === name) ? '' : ' The project has one: this Envoy was started with another configuration.'}`,
      cure: 'Add the cluster, or write its name in the route as it stands there.',
      places: [
        ...linesWith(scene, `'${name}'`),
        ...(scene === null ? [] : [{ kind: 'form', form: 'upstream' } as const]),
      ],
    }),
  },
  {
    id: 'connection-failed',
    by: 'Envoy',
    pattern:
      /upstream connect error or disconnect\/reset before headers\. .*?reset reason: ([\w ]+)|upstream_reset_before_response_started\{([\w ]+)/,
    explain: ([, reason = '', detail = ''], scene) => ({
      what: `Envoy did not get an answer from the server behind the route: ${(reason || detail).trim()}.`,
      cure: 'It is not the filter’s doing unless it changed where the request goes. See that the server runs at the address of the cluster and speaks its protocol (HTTP/1 or HTTP/2, TLS or not).',
      places: scene === null ? [] : [{ kind: 'form', form: 'upstream' }],
    }),
  },
  {
    id: 'no-healthy-upstream',
    by: 'Envoy',
    pattern: /no healthy upstream|no_healthy_upstream/,
    explain: (_, scene) => ({
      what: 'The cluster has no server that Envoy could ask: none is listed, its name does not resolve, or all fail their health checks.',
      cure: 'Look at /clusters of Envoy’s admin interface.',
      places: scene === null ? [] : [{ kind: 'form', form: 'upstream' }],
    }),
  },
  {
    id: 'timeout',
    by: 'Envoy',
    pattern: /upstream request timeout|stream timeout|response_timeout|stream_idle_timeout/,
    explain: (_, scene) => ({
      what: 'Nothing happened for so long that Envoy gave the request up. A filter that has paused and never continues looks exactly so.',
      cure: 'Every Pause needs a way on for every outcome: the answer of the call, its failure, a trap in between. A run here shows a request that is never resumed.',
      places: linesWith(scene, 'StopIteration'),
    }),
  },
  {
    id: 'too-large',
    by: 'Envoy',
    pattern: /request_payload_too_large|response_payload_too_large|Payload Too Large/,
    explain: (_, scene) => ({
      what: 'A body grew beyond the buffer limit (1 MiB by default) while a filter held it back: 413 for a request, 500 for a response.',
      cure: 'Look at the body piece by piece and return Continue, or raise per_connection_buffer_limit_bytes on the listener.',
      places: linesWith(scene, 'StopIterationAndBuffer'),
    }),
  },
  {
    id: 'struct-configuration',
    by: 'an SDK',
    pattern:
      /(?:invalid character|expected value at line|Unexpected token|not JSON|cannot parse JSON|JSON parse error).*/i,
    explain: (_, scene) => ({
      what: 'The filter could not read its configuration as JSON.',
      cure: 'What the filter gets depends on the wrapper: StringValue hands its text over as it is, Struct is turned into JSON, BytesValue is decoded from base64. Look at what stands there, and for an empty one.',
      places: pluginField(scene, 'configuration'),
    }),
  },
];
