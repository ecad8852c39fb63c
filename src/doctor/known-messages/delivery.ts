// What Istio's agent, Envoy Gateway and Envoy say when a module has to be fetched first.

import type { KnownMessage } from './known-message.ts';

export const deliveryMessages: readonly KnownMessage[] = [
  {
    id: 'image-format',
    by: 'Istio',
    pattern: /the given image is in invalid format as an OCI image/,
    explain: () => ({
      what: 'The image was found, and it is none of the three kinds that hold a Wasm module.',
      cure: 'Make it FROM scratch with COPY filter.wasm /plugin.wasm as its only layer (gzip), or push it as an artifact of exactly the layers that are expected (oras, wasm-to-oci). A single layer of type …wasm alone is refused by some versions.',
    }),
  },
  {
    id: 'image-layers',
    by: 'Istio',
    pattern: /number of layers must be (\d+) but got (\d+)/,
    explain: ([, wanted = '', found = '']) => ({
      what: `The image has ${found} layers where ${wanted} are expected of an artifact.`,
      cure: 'It is tried as three kinds one after the other; make it plain: FROM scratch, COPY filter.wasm /plugin.wasm.',
    }),
  },
  {
    id: 'image-media-type',
    by: 'Istio',
    pattern: /invalid media type (\S+) \(expect (\S+)\)/,
    explain: ([, found = '', wanted = '']) => ({
      what: `The layer is of type ${found}, and ${wanted.replace(/\)$/, '')} is expected.`,
      cure: 'Build the image with a tool that packs layers with gzip, such as docker buildx.',
    }),
  },
  {
    id: 'image-denied',
    by: 'Istio',
    pattern:
      /could not fetch (?:manifest|image|Wasm OCI image).*(UNAUTHORIZED|DENIED|401|403|missing image pulling secret)/,
    explain: ([, why = '']) => ({
      what: `The registry does not give the image to the one who asks (${why}).`,
      cure: 'Set imagePullSecret in the WasmPlugin: a secret of type kubernetes.io/dockerconfigjson in the namespace of the plugin. It is the proxy’s agent that fetches, not the node.',
    }),
  },
  {
    id: 'image-missing',
    by: 'Istio',
    pattern:
      /could not fetch (?:manifest|image|Wasm OCI image)|MANIFEST_UNKNOWN|could not parse reference/,
    explain: () => ({
      what: 'The image could not be fetched: there is none of that name and tag, or the registry cannot be reached from the proxy.',
      cure: 'Try its address with crane manifest from within the cluster. The url begins with oci://, and a tag or a digest ends it.',
    }),
  },
  {
    id: 'checksum',
    by: 'Istio',
    pattern:
      /(?:module downloaded from (\S+)|fetched image's digest) has checksum (\w+), which does not match: (\w+)|(?:checksum|digest|sha256) (?:mismatch|does not match)/i,
    explain: ([, address = '', found = '', wanted = '']) => ({
      what: `What was fetched${address === '' ? '' : ` from ${address}`} is not what sha256 says${found === '' ? '' : `: it is ${found}, and ${wanted} is wanted`}.`,
      cure: 'For a url with http the hash is that of the module, for oci that of the image’s manifest. After a new build write the new hash, or leave it out for a tag that moves.',
    }),
  },
  {
    id: 'fetch-failed',
    by: 'Istio',
    pattern: /cannot fetch Wasm module (\S+?):? (.*)/,
    explain: ([, address = '', reason = '']) => ({
      what: `The proxy’s agent could not fetch ${address}: ${reason}. Under fail-close requests are then denied (403, RBAC), under fail-open the filter is left out.`,
      cure: 'See whether the address can be reached from the pod. A file:// address is looked for inside of the proxy’s container.',
    }),
  },
  {
    id: 'conversion',
    by: 'Istio',
    pattern: /error in converting the wasm config to local|failed to convert extension config/,
    explain: () => ({
      what: 'The agent beside Envoy fetches modules and could not turn the plugin’s configuration into a local file.',
      cure: 'The reason stands behind it: the fetch, the image, or the hash.',
    }),
  },
  {
    id: 'remote-loading',
    by: 'Envoy',
    pattern:
      /[Ff]ailed to load \(?(?:in progress|fetching|cached)\)? from (\S+)|Failed to load (?:Wasm|WASM) code \((?:fetching|cached)\) from (\S+)/,
    explain: ([, first = '', second = '']) => ({
      what: `Envoy has to fetch ${first || second} itself, and has not got it yet, or remembers that it failed. Until it has, a plugin that fails closed answers 503.`,
      cure: 'Once is no harm: it loads when it has arrived. If it stays, the cluster under http_uri does not reach that server, its TLS is not set up, or sha256 is wrong; a failure is remembered for ten seconds.',
    }),
  },
  {
    id: 'listener-rejected',
    by: 'Istio',
    pattern: /gRPC config for \S+ rejected: (.*)/,
    explain: ([, reason = '']) => ({
      what: `Envoy refused what the control plane sent: ${reason}`,
      cure: 'It goes on with the old configuration. The reason is in the [wasm] lines just before, in the log of this proxy.',
    }),
  },
];
