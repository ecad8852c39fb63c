// The enumerations of the two public AssemblyScript SDKs, by their names and with the numbers of the proxy-wasm ABI.

/** Levels of a log line, lowest first. */
export enum LogLevelValues {
  trace,
  debug,
  info,
  warn,
  error,
  critical,
}

/** What callbacks of network filters answer. */
export enum FilterStatusValues {
  Continue = 0,
  StopIteration = 1,
}

/** What `onRequestHeaders` and `onResponseHeaders` answer. */
export enum FilterHeadersStatusValues {
  Continue = 0,
  /** Hold the headers until `continue_request()` or `continue_response()`. */
  StopIteration = 1,
  /** Envoy's proxy-wasm host takes this number for `Continue`; it ends no stream. */
  ContinueAndEndStream = 2,
  /** Hold everything and collect the body; too large a body is answered with 413 or 500. */
  StopAllIterationAndBuffer = 3,
  /** Hold everything and let the sender wait. */
  StopAllIterationAndWatermark = 4,
}

/** What the metadata callbacks answer. */
export enum FilterMetadataStatusValues {
  Continue = 0,
}

/** What `onRequestTrailers` and `onResponseTrailers` answer. */
export enum FilterTrailersStatusValues {
  Continue = 0,
  /** Hold the message until `continue_request()` or `continue_response()`. */
  StopIteration = 1,
}

/** What `onRequestBody` and `onResponseBody` answer. */
export enum FilterDataStatusValues {
  Continue = 0,
  /** Collect: the next callback sees this piece and its own together. */
  StopIterationAndBuffer = 1,
  /** Hold this piece and let the sender wait. */
  StopIterationAndWatermark = 2,
  /** Drop this piece. */
  StopIterationNoBuffer = 3,
}

/** Status codes of gRPC. */
export enum GrpcStatusValues {
  Ok = 0,
  Canceled = 1,
  Unknown = 2,
  InvalidArgument = 3,
  DeadlineExceeded = 4,
  NotFound = 5,
  AlreadyExists = 6,
  PermissionDenied = 7,
  ResourceExhausted = 8,
  FailedPrecondition = 9,
  Aborted = 10,
  OutOfRange = 11,
  Unimplemented = 12,
  Internal = 13,
  Unavailable = 14,
  DataLoss = 15,
  Unauthenticated = 16,
  MaximumValid = Unauthenticated,
  /** For a local reply: derive the status from the HTTP status. */
  InvalidCode = -1,
}

/** What a metric measures. */
export enum MetricTypeValues {
  Counter = 0,
  Gauge = 1,
  Histogram = 2,
}

/** Which side closed a connection. */
export enum PeerTypeValues {
  Unknown = 0,
  Local = 1,
  Remote = 2,
}

/** What the proxy answered to a call. */
export enum WasmResultValues {
  Ok = 0,
  NotFound = 1,
  /** A bad argument, or something that cannot be reached in this callback. */
  BadArgument = 2,
  SerializationFailure = 3,
  ParseFailure = 4,
  BadExpression = 5,
  InvalidMemoryAccess = 6,
  Empty = 7,
  /** The value has been set since it was read. */
  CasMismatch = 8,
  ResultMismatch = 9,
  InternalFailure = 10,
  BrokenConnection = 11,
  Unimplemented = 12,
}

/** Maps of headers and trailers. */
export enum HeaderMapTypeValues {
  RequestHeaders = 0,
  RequestTrailers = 1,
  ResponseHeaders = 2,
  ResponseTrailers = 3,
  GrpcReceiveInitialMetadata = 4,
  GrpcReceiveTrailingMetadata = 5,
  HttpCallResponseHeaders = 6,
  HttpCallResponseTrailers = 7,
  MAX = 7,
}

/** Buffers of the proxy. */
export enum BufferTypeValues {
  HttpRequestBody = 0,
  HttpResponseBody = 1,
  NetworkDownstreamData = 2,
  NetworkUpstreamData = 3,
  HttpCallResponseBody = 4,
  GrpcReceiveBuffer = 5,
  VmConfiguration = 6,
  PluginConfiguration = 7,
  CallData = 8,
  MAX = 8,
}

/** Flags of a buffer, each a power of two. */
export enum BufferFlagsValues {
  EndOfStream = 1,
}

/** Directions of a stream. */
export enum StreamTypeValues {
  Request = 0,
  Response = 1,
  Downstream = 2,
  Upstream = 3,
  MAX = 3,
}
