// The statuses that a hostcall returns, in the numbers of the proxy-wasm ABI. 5, 9 and 11 are Envoy's own; the spec lacks them.

export const Status = {
  OK: 0,
  NOT_FOUND: 1,
  BAD_ARGUMENT: 2,
  SERIALIZATION_FAILURE: 3,
  PARSE_FAILURE: 4,
  BAD_EXPRESSION: 5,
  INVALID_MEMORY_ACCESS: 6,
  EMPTY: 7,
  CAS_MISMATCH: 8,
  RESULT_MISMATCH: 9,
  INTERNAL_FAILURE: 10,
  BROKEN_CONNECTION: 11,
  UNIMPLEMENTED: 12,
} as const;

export type Status = (typeof Status)[keyof typeof Status];

/** Envoy's spelling of a status, as its sources and the SDKs print it. */
const envoyNames = [
  'Ok',
  'NotFound',
  'BadArgument',
  'SerializationFailure',
  'ParseFailure',
  'BadExpression',
  'InvalidMemoryAccess',
  'Empty',
  'CasMismatch',
  'ResultMismatch',
  'InternalFailure',
  'BrokenConnection',
  'Unimplemented',
] as const;

export function statusName(status: number): string {
  return envoyNames[status] ?? `unknown (${status})`;
}
