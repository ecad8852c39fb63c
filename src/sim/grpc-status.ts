// The gRPC status that stands for an HTTP one, where a gRPC client must be told of an answer that was none.

const grpcOfHttp: Readonly<Record<number, number>> = {
  400: 13,
  401: 16,
  403: 7,
  404: 12,
  429: 14,
  502: 14,
  503: 14,
  504: 14,
};

/** The gRPC status that Envoy derives from an HTTP one. */
export function grpcStatusOf(httpStatus: number): number {
  return grpcOfHttp[httpStatus] ?? 2;
}
