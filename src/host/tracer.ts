// What a VM tells about itself while it runs. Everything is reported before it happens and again when it has ended.

import type { Hostcall } from './define-hostcall.ts';

export interface DecodedArgument {
  name: string;
  text: string;
}

export interface Tracer {
  /** About to enter the guest: a callback, the start function or the allocator. */
  enterCallback(name: string, contextId: number, args: readonly number[]): void;
  leaveCallback(result: number | null, trapped: boolean): void;
  /** True when the stack of the next hostcall is wanted; reading it costs far more than the call. */
  wantsStack(): boolean;
  enterHostcall(
    hostcall: Hostcall,
    module: string,
    contextId: number,
    args: readonly (number | bigint)[],
    stack: string | null,
  ): void;
  leaveHostcall(
    result: number | null,
    inputs: DecodedArgument[],
    outputs: DecodedArgument[],
    why: string,
  ): void;
}
