// The one table of everything a module may import. Linking, tracing and the signature check read it; there is no second list.

import type { AbiVersion } from '#abi/types.ts';
import type { Hostcall } from './define-hostcall.ts';
import { bufferHostcalls } from './hostcalls/buffer.ts';
import { clockAndTimerHostcalls } from './hostcalls/clock-and-timer.ts';
import { emscriptenHostcalls } from './hostcalls/emscripten.ts';
import { headerMapHostcalls } from './hostcalls/header-map.ts';
import { httpCallHostcalls } from './hostcalls/http-call.ts';
import { legacyHostcalls } from './hostcalls/legacy.ts';
import { loggingHostcalls } from './hostcalls/logging.ts';
import { propertyHostcalls } from './hostcalls/property.ts';
import { streamHostcalls } from './hostcalls/stream.ts';
import { dnsHostcalls } from './hostcalls/dns.ts';
import { foreignFunctionHostcalls } from './hostcalls/foreign-function.ts';
import { grpcHostcalls } from './hostcalls/grpc.ts';
import { metricHostcalls } from './hostcalls/metric.ts';
import { sharedDataHostcalls } from './hostcalls/shared-data.ts';
import { sharedQueueHostcalls } from './hostcalls/shared-queue.ts';
import { wasiFunctions } from './wasi/functions.ts';

export const envHostcalls: readonly Hostcall[] = [
  ...loggingHostcalls,
  ...headerMapHostcalls,
  ...bufferHostcalls,
  ...streamHostcalls,
  ...propertyHostcalls,
  ...httpCallHostcalls,
  ...clockAndTimerHostcalls,
  ...legacyHostcalls,
  ...sharedDataHostcalls,
  ...sharedQueueHostcalls,
  ...metricHostcalls,
  ...grpcHostcalls,
  ...foreignFunctionHostcalls,
  ...dnsHostcalls,
  ...emscriptenHostcalls,
];

const env = new Map(envHostcalls.map((hostcall) => [hostcall.name, hostcall]));
const wasi = new Map(wasiFunctions.map((hostcall) => [hostcall.name, hostcall]));

/** The entry for an import of a module of that ABI version, or null when Envoy has no such import. */
export function findHostcall(module: string, name: string, version: AbiVersion): Hostcall | null {
  if (module === 'wasi_snapshot_preview1' || module === 'wasi_unstable')
    return wasi.get(name) ?? null;
  if (module !== 'env') return null;
  const hostcall = env.get(name);
  return hostcall === undefined ||
    (hostcall.versions !== null && !hostcall.versions.includes(version))
    ? null
    : hostcall;
}
