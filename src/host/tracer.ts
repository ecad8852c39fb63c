// What a VM tells about itself while it runs. Everything is reported before it happens and again when it has ended, as raw values:
// to put them into words costs more than the calls, and most are never read.

import type { OutsideMemory } from './argument-codec.ts';
import type { Hostcall, InputValue, OutputValue } from './define-hostcall.ts';

export interface DecodedArgument {
  name: string;
  text: string;
}

export interface HostcallEnd {
  hostcall: Hostcall;
  /** As they were before the call: copies, which nobody changes. */
  inputs: readonly (InputValue | OutsideMemory)[];
  /** Null unless the call succeeded. */
  outputs: readonly OutputValue[] | null;
  /** What the guest gets; null when that is nothing. */
  result: number | null;
  /** Why the call did not succeed, or nothing. */
  why: string;
}

export interface Tracer {
  /** About to enter the guest: a callback, the start function or the allocator. */
  enterCallback(name: string, contextId: number, args: readonly number[]): void;
  leaveCallback(result: number | null, trapped: boolean): void;
  /** True when the stack of the next hostcall is wanted; taking it costs more than the call. */
  wantsStack(): boolean;
  /** `stack` holds the guest's frames; its text is made when it is first asked for. */
  enterHostcall(
    hostcall: Hostcall,
    module: string,
    contextId: number,
    args: readonly (number | bigint)[],
    stack: Error | null,
  ): void;
  leaveHostcall(end: HostcallEnd): void;
}
