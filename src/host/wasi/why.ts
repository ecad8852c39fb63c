// Why a WASI function did not succeed: a sentence for each error number that Envoy's functions return.

import { MAX_RANDOM_BYTES } from '#abi/limits.ts';
import { WasiErrno } from '#abi/wasi-errno.ts';

type Failure = Exclude<WasiErrno, typeof WasiErrno.SUCCESS>;

/** `args` are the raw arguments of the call; the first is the file descriptor where there is one. */
export function whyNot(name: string, errno: number, args: readonly number[]): string {
  const say = sentences[errno as Failure];
  return say === undefined ? `Envoy answers ${name} with ${errno}` : say(name, args);
}

const sentences: Partial<Record<Failure, (name: string, args: readonly number[]) => string>> = {
  [WasiErrno.BADF]: (name, [fd = 0]) =>
    fd === 1 || fd === 2
      ? `Envoy has ${name} for no file descriptor at all, also not for the output ${fd}`
      : `the file descriptor ${fd} is not open; only 1 and 2 are, which go to the log`,
  [WasiErrno.FAULT]: (name) => `${name} was given a place that is not inside of the guest's memory`,
  [WasiErrno.INVAL]: (_name, [, size = 0]) =>
    `Envoy gives at most ${MAX_RANDOM_BYTES} random bytes at once, not ${size}`,
  [WasiErrno.NOENT]: () => 'there are no files in Envoy that a filter could open',
  [WasiErrno.NOSYS]: (name) => `Envoy does not have ${name}: a filter can only write, to 1 and 2`,
  [WasiErrno.NOTDIR]: (_name, [fd = 0]) => `${fd} is no folder; there are no files in Envoy`,
  [WasiErrno.NOTSUP]: notSupported,
};

function notSupported(name: string, [first = 0]: readonly number[]): string {
  if (name.startsWith('clock_'))
    return `Envoy has the clocks 0 (wall clock) and 1 (monotonic), not ${first}`;
  if (name.startsWith('sock_'))
    return 'there are no sockets in Envoy; proxy_http_call and proxy_grpc_call reach other servers';
  if (name === 'fd_renumber') return 'the outputs 1 and 2 cannot be given other numbers';
  return 'there are no files in Envoy, and no folders';
}
