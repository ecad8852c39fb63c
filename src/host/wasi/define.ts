// The shape of a WASI function: raw numbers in, an errno out. Pointers are followed by the functions themselves, as each has its own layout.

import { WasiErrno } from '#abi/wasi-errno.ts';
import type { Call, Hostcall, Input } from '../define-hostcall.ts';
import { Refusal } from '../refusal.ts';
import { whyNot } from './why.ts';

export interface WasiRun {
  (call: Call, ...args: number[]): WasiErrno;
  /** The error that every call ends with, whatever it is given. */
  onlyError?: WasiErrno;
}

/** Says of a function that it never succeeds. */
export function failing(onlyError: WasiErrno, run: WasiRun): WasiRun {
  return Object.assign((...args: Parameters<WasiRun>) => run(...args), { onlyError });
}

/**
 * `parameters` is `name` or `name:i64`, in order. `run` gets unsigned numbers; 64-bit ones arrive as numbers too,
 * because Envoy reads none of them.
 */
export function defineWasi(
  name: string,
  parameters: readonly string[],
  run: WasiRun,
  options: {
    duringStart?: boolean;
    duringAllocation?: boolean;
    returns?: 'errno' | 'nothing';
  } = {},
): Hostcall {
  const inputs: Input[] = parameters.map((parameter) => {
    const [label = '', type] = parameter.split(':');
    return { kind: type === 'i64' ? 'i64' : 'u32', name: label };
  });
  return {
    name,
    versions: null,
    inputs,
    outputs: [],
    returns: options.returns ?? 'errno',
    duringStart: options.duringStart ?? false,
    duringAllocation: options.duringAllocation ?? false,
    mutates: false,
    clearsOutput: false,
    onlyError: run.onlyError ?? null,
    refusesFirst: null,
    notEmulated: null,
    run: (call, ...values) => {
      const args = values.map(Number);
      const errno = run(call, ...args);
      return errno === WasiErrno.SUCCESS ? errno : new Refusal(errno, whyNot(name, errno, args));
    },
  };
}

/** SUCCESS when every write was inside of the memory; at the first that is not, FAULT, and no more is written. */
export function written(...writes: (() => boolean)[]): WasiErrno {
  return writes.every((write) => write()) ? WasiErrno.SUCCESS : WasiErrno.FAULT;
}
