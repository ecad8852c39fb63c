// The WASI error numbers that Envoy's WASI functions return.

export const WasiErrno = {
  SUCCESS: 0,
  BADF: 8,
  FAULT: 21,
  INVAL: 28,
  NOENT: 44,
  NOSYS: 52,
  NOTDIR: 20,
  NOTSUP: 58,
  NOTCAPABLE: 76,
} as const;

export type WasiErrno = (typeof WasiErrno)[keyof typeof WasiErrno];
