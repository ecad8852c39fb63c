// What is logged while a filter runs: traps, panics, refused calls, and what clients then get.

import type { KnownMessage, Meaning, Place, Scene } from './known-message.ts';
import { linesWith, pluginField, sourceLine } from './places.ts';

/** What each trap of the engine means. */
const traps: readonly [pattern: RegExp, what: string, cure: string][] = [
  [
    /restricted_callback/,
    'a hostcall was made where none may be',
    'Only a few calls are to be had before on_context_create, and while the allocator runs. Move the call into on_configure or later.',
  ],
  [
    /unreachable/,
    'the filter gave up by itself: a panic, an abort, a failed assertion',
    'The line before often has the reason. Without one: in Rust proxy_wasm::set_log_level sets the hook that logs panics; AssemblyScript needs an abort that logs. Handle the case that fails instead of unwrapping it.',
  ],
  [
    /memory access out of bounds/,
    'the filter read or wrote outside of its memory',
    'Look for an index or a size that nobody checks, a pointer that was kept from an earlier callback, or memory that is used up.',
  ],
  [/divide by zero|remainder by zero/, 'a number was divided by zero', 'Check the divisor.'],
  [
    /divide result unrepresentable|float unrepresentable/,
    'a number does not fit into its type',
    'Check the range first, or use a conversion that saturates.',
  ],
  [
    /function signature mismatch|table index is out of bounds/,
    'a function was called through a pointer that is of another type, or empty',
    'A callback was not set, or a virtual method is called on what has been freed.',
  ],
  [
    /Maximum call stack size exceeded/,
    'a function called itself without end',
    'Look for the names that repeat in the backtrace.',
  ],
];

function trapMeaning(callback: string, reason: string): Meaning {
  const known = traps.find(([pattern]) => pattern.test(reason));
  const what = known?.[1] ?? 'the filter trapped';
  return {
    what: `In ${callback} ${what}. The VM is lost: the request gets 503, and so does every later one under FAIL_CLOSED.`,
    cure: known?.[2] ?? 'The backtrace below the line tells where.',
  };
}

/** `on_request_headers` → the name of the method in our SDK. */
function methodOf(callback: string): string {
  const words = callback.replace(/^proxy_/, '');
  return words.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
}

const statuses: Readonly<Record<string, string>> = {
  '1': 'NOT_FOUND: there is nothing of that name, or not now',
  '2': 'BAD_ARGUMENT: an argument is not what it must be, or the call is not possible in this callback',
  '3': 'SERIALIZATION_FAILURE: a path or a value could not be read or written',
  '6': 'INVALID_MEMORY_ACCESS: a pointer is outside of the memory',
  '7': 'EMPTY: the queue has nothing',
  '8': 'CAS_MISMATCH: somebody else has changed the value',
  '10': 'INTERNAL_FAILURE: no connection could be made, or the call is not allowed to this plugin',
  '12': 'UNIMPLEMENTED: this host does not have the call',
};

const calls = (scene: Scene | null): Place[] => [
  ...linesWith(scene, 'HttpCall('),
  ...(scene === null ? [] : [{ kind: 'form', form: 'calls' } as const]),
];

export const runningMessages: readonly KnownMessage[] = [
  {
    id: 'trap',
    by: 'Envoy',
    pattern: /Function: (?!_initialize|_start|main|__main)(\w+) failed: (.*)/,
    explain: ([, callback = '', reason = ''], scene) => ({
      ...trapMeaning(callback, reason),
      places: linesWith(scene, `${methodOf(callback)}(`, 2),
    }),
  },
  {
    id: 'unexpected-status',
    by: 'an SDK',
    pattern: /unexpected status: (\d+)/,
    explain: ([, status = ''], scene) => ({
      what: `Envoy answered a call with a status that the Rust SDK does not expect there, and the SDK panics: ${status} is ${statuses[status] ?? 'unknown'}.`,
      cure: 'The place behind it (hostcalls.rs) names the call. Make it only where Envoy allows it: headers of the response not before they are there, calls with a cluster that exists and with :method, :path and :authority. Newer versions of the SDK return an error in more places.',
      places: calls(scene),
    }),
  },
  {
    id: 'rust-panic',
    by: 'an SDK',
    pattern: /panicked at (?:'([^']*)', )?([\w./@-]+\.rs):(\d+)/,
    explain: ([, message = '', file = '', line = '']) => ({
      what: `The filter, in Rust, panicked at ${file}, line ${line}${message === '' ? '' : `: ${message}`}. A panic is a trap: the VM is lost, and requests get 503.`,
      cure: 'Replace the unwrap, expect or index there by a match that answers the client or goes on. Envoy does not start the VM again unless the failure policy is FAIL_RELOAD.',
    }),
  },
  {
    id: 'out-of-memory',
    by: 'an SDK',
    pattern:
      /memory allocation of (\d+) bytes failed|(?:panic: |gc: |runtime error: |abort: )out of memory/,
    explain: ([, size = '']) => ({
      what: `The filter wanted ${size === '' ? 'more memory' : `${size} bytes`} and got none. It is a trap: the VM is lost, and requests get 503.`,
      cure: 'Do not keep whole bodies: look at them piece by piece. What is kept per request has to go in on_delete; TinyGo’s default collector keeps what looks like a pointer. Envoy gives a VM up to 1 GiB, less when the module declares less.',
    }),
  },
  {
    id: 'go-panic',
    by: 'an SDK',
    pattern: /panic: (.*)|runtime\.(nilPanic|runtimePanic|_panic|lookupPanic)/,
    explain: ([, message = '']) => ({
      what: `The filter, in Go, panicked${message === '' ? '' : `: ${message}`}. It is a trap: the VM is lost, and requests get 503.`,
      cure: 'A nil pointer, an index or a map that was never made; the backtrace names the function. In TinyGo a call through the SDK before proxywasm.SetVMContext ends so too.',
    }),
  },
  {
    id: 'abort',
    by: 'an SDK',
    pattern: /abort: (.*?) (?:at|in) ([~\w./-]+\.ts)[:(](\d+)/,
    explain: ([, message = '', file = '', line = ''], scene) => ({
      what: `The filter, in AssemblyScript, ended at ${file}, line ${line}: ${message}. It is a trap: the VM is lost, and requests get 503.`,
      cure: 'Check what the message says before that line: a null, an index, a text that is no number.',
      places: sourceLine(scene, file, Number(line)),
    }),
  },
  {
    id: 'go-status',
    by: 'an SDK',
    pattern:
      /error status returned by host: (not found|bad argument|empty|cas mismatch|internal failure|unimplemented)/,
    explain: ([, status = ''], scene) => goStatus(status, scene),
  },
  {
    id: 'restricted-capability',
    by: 'Envoy',
    pattern: /Attempted call to restricted (?:proxy-wasm|WASI) capability: (\w+)/,
    explain: ([, name = ''], scene) => ({
      what: `The plugin’s capability restriction does not allow ${name}: the call does nothing and answers 10 (76 for WASI).`,
      cure: `Add ${name}: {} to allowed_capabilities, or take the restriction away.`,
      places: pluginField(scene, 'capabilities'),
    }),
  },
  {
    id: 'fail-stream',
    by: 'Envoy',
    pattern: /wasm_fail_stream/,
    explain: (_, scene) => ({
      what: 'Envoy answered 503 itself because the filter’s VM has failed, at this request or at an earlier one.',
      cure: 'Find the first trap before it ("Function: … failed"). All later ones are its consequence.',
      places: pluginField(scene, 'failure policy'),
    }),
  },
  {
    id: 'required-headers',
    by: 'Envoy',
    pattern: /filter_removed_required_(request|response)_headers(?:\{([^}]*)\})?/,
    explain: ([, side = '', detail = ''], scene) => ({
      what: `A filter took away a header that a ${side} must have, or gave it a value that is not allowed${detail === '' ? '' : ` (${detail})`}.`,
      cure:
        side === 'request'
          ? 'Keep :method and :path, and :authority unless it is CONNECT; set them with replace, and never the whole map without them.'
          : 'Keep :status, with three digits.',
      places: linesWith(scene, 'remove('),
    }),
  },
];

const goStatuses: Readonly<Record<string, { what: string; cure: string }>> = {
  'not found': {
    what: 'There is nothing of that name: a header, a property, a key, a queue; or it is not to be had in this callback.',
    cure: 'Treat it as absent. Response headers are there from on_response_headers on; properties under their present names (xds.cluster_name, not cluster_name at the root).',
  },
  'bad argument': {
    what: 'Envoy refused the arguments. Of calls to other servers: there is no cluster of that name in this Envoy, or :method, :path or :authority is missing.',
    cure: 'Name a cluster, not a host or a URL; in Istio it is like outbound|80||name.namespace.svc.cluster.local, and the proxy must know it. Give :method, :path and :authority (not "host").',
  },
  empty: {
    what: 'The queue has nothing.',
    cure: 'Another worker was faster; wait for the next notification.',
  },
  'cas mismatch': {
    what: 'Somebody else has changed the shared data since it was read.',
    cure: 'Read it again and try once more; cas 0 writes without looking.',
  },
  'internal failure': {
    what: 'Envoy could not carry the call out: no connection to the cluster, or the call is not allowed.',
    cure: 'Look whether the cluster has a healthy host, and at the plugin’s capability restriction.',
  },
  unimplemented: {
    what: 'This host does not have the call.',
    cure: 'Use what it has; Envoy lacks a few calls of the spec.',
  },
};

function goStatus(status: string, scene: Scene | null): Meaning {
  const meaning = goStatuses[status] ?? { what: status, cure: '' };
  return status === 'bad argument' ? { ...meaning, places: calls(scene) } : meaning;
}
