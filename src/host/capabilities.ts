// Envoy's capability restriction: what a VM may not call stays importable and answers with a refusal; what it may not be called with
// is as if it did not export it.

import { Status } from '#abi/status.ts';
import { WasiErrno } from '#abi/wasi-errno.ts';
import { parameterTypes } from './argument-codec.ts';
import type { Hostcall } from './define-hostcall.ts';
import { Refusal } from './refusal.ts';
import type { VmServices } from './services.ts';

/** Part of the machinery, so never restricted. */
const exempt = new Set(['proxy_on_memory_allocate', 'pthread_equal']);

/** `allowed` null allows everything. */
export function allowsCallback(allowed: VmServices['allowedCapabilities'], name: string): boolean {
  return allowed === null || !name.startsWith('proxy_') || exempt.has(name) || allowed.has(name);
}

/** The entry itself, or one in its place that takes the same arguments, looks at none of them, logs and refuses. */
export function restrictHostcall(
  allowed: VmServices['allowedCapabilities'],
  hostcall: Hostcall,
): Hostcall {
  const { name, returns } = hostcall;
  if (allowed === null || allowed.has(name) || exempt.has(name) || name.startsWith('emscripten_'))
    return hostcall;
  const isWasi = hostcall.versions === null;
  const kind = isWasi ? 'WASI' : 'proxy-wasm';
  return {
    ...hostcall,
    inputs: parameterTypes(hostcall).map((type, index) => ({
      kind: type === 'i64' ? 'u64' : 'u32',
      name: `argument ${index + 1}`,
    })),
    outputs: [],
    clearsOutput: false,
    refusesFirst: null,
    notEmulated: null,
    returns: isWasi ? returns : 'status',
    run: (call) => {
      call.vm.restricted(`Attempted call to restricted ${kind} capability: ${name}`);
      return new Refusal(
        isWasi ? WasiErrno.NOTCAPABLE : Status.INTERNAL_FAILURE,
        `${name} is not among the plugin's allowed capabilities`,
      );
    },
  };
}
