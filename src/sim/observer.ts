// What the simulation tells about a run. The run room implements it and makes the report of it.

import type { ByteString } from '#abi/byte-string.ts';
import type { PropertyValue } from '#abi/property.ts';
import type { Refusal } from '#host/refusal.ts';
import type { GuestFrame } from '#host/guest-trap.ts';
import type { Tracer } from '#host/tracer.ts';

export type NetWhat =
  | 'client-request'
  | 'client-body'
  | 'client-response'
  | 'client-reset'
  | 'upstream-request'
  | 'upstream-response'
  | 'upstream-reset'
  | 'call-request'
  | 'call-response'
  | 'call-failure'
  | 'paused'
  | 'resumed'
  | 'local-response';

export type FaultKind =
  | 'trap'
  | 'endless'
  | 'out-of-memory'
  | 'load-failed'
  | 'envoy-crash'
  | 'envoy-undefined'
  | 'bad-input';

export interface SimFault {
  kind: FaultKind;
  plugin: number;
  callback: string;
  contextId: number;
  message: string;
  /** What Envoy would log. */
  envoyText: string[];
  frames: GuestFrame[];
}

/** A value that a guest could read, with the bytes that it would get; null where they cannot be made. */
export interface ShownAttribute {
  value: PropertyValue;
  bytes: Uint8Array | null;
}

/** To whom an event belongs. */
export interface Scope {
  /** The worker thread, from 0. */
  worker: number | null;
  plugin: number | null;
  exchange: number | null;
}

export interface SimObserver {
  /** For the VM of a plugin; null when nothing is traced. */
  tracer: Tracer | null;
  /** Everything told from now on belongs here, until the returned function is called. */
  enter(scope: Scope): () => void;
  net(what: NetWhat, text: string, plugin: number | null): void;
  /** `level` 0 trace … 5 critical. */
  log(level: number, text: string, message: string, fromGuest: boolean): void;
  fault(fault: SimFault): void;
  /** Something that Envoy does and Sluice does not imitate was asked for. */
  notEmulated(name: string, reason: string): void;
  /** Is shown, in each callback, a way to read any attribute; null when nobody asks. */
  showAttributes:
    | ((
        where: { plugin: number; exchange: number | null; callback: string },
        read: (path: ByteString) => ShownAttribute | Refusal,
      ) => void)
    | null;
  /** `seq` that the next event will have. */
  nextSeq(): number;
  /** For VMs that are played unseen: nothing of them is told but that a callback is about to be entered, in case it never returns. */
  unseen(): SimObserver;
}
