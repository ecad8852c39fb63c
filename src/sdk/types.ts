// The enumerations of the proxy-wasm ABI that a filter meets, with Envoy's numbers.

/** What the host answered to a call. `lastStatus()` gives the one of the latest call. */
export enum Status {
  /** It worked. */
  Ok = 0,
  /** The key, property or buffer does not exist. */
  NotFound = 1,
  /** A bad argument, or something that cannot be reached in this callback (such as request headers during the response). */
  BadArgument = 2,
  /** The value cannot be sent as bytes, such as a whole attribute root (`request`), or bytes are not what the function takes. */
  SerializationFailure = 3,
  /** A name could not be understood: of gRPC calls, a cluster that there is not. */
  ParseFailure = 4,
  /** Never answered by Envoy. */
  BadExpression = 5,
  /** A pointer outside of memory. The SDK gives none. */
  InvalidMemoryAccess = 6,
  /** The queue is empty. */
  Empty = 7,
  /** The shared value has been set since it was read. */
  CasMismatch = 8,
  /** Never answered by Envoy. */
  ResultMismatch = 9,
  /** It could not be done: of HTTP calls, the cluster has no healthy host; also for calls that the plugin's capabilities do not allow. */
  InternalFailure = 10,
  /** The connection broke: what the host tells of a failed HTTP call. */
  BrokenConnection = 11,
  /** The host does not have this function for this argument. */
  Unimplemented = 12,
}

/** Levels of a log line, lowest first. */
export enum LogLevel {
  /** What a developer follows step by step. */
  Trace = 0,
  /** What helps to find a mistake. */
  Debug = 1,
  /** What is worth knowing. Envoy's usual level. */
  Info = 2,
  /** What is not as it should be. */
  Warn = 3,
  /** What failed. */
  Error = 4,
  /** What stops the filter from working. */
  Critical = 5,
}

/** What `onRequestHeaders` and `onResponseHeaders` answer. */
export enum FilterHeadersStatus {
  /** Pass the headers on. */
  Continue = 0,
  /**
   * Hold the headers until `continueRequest()` or `continueResponse()`. Body callbacks wait as well, unless the plugin
   * is configured with `allow_on_headers_stop_iteration`: then they come, and the first one that continues releases all.
   */
  StopIteration = 1,
  /** Hold everything and collect the body; too large a body is answered with 413 or 500. */
  StopAllIterationAndBuffer = 3,
  /** Hold everything and let the sender wait; the body never grows too large. */
  StopAllIterationAndWatermark = 4,
}

/** What `onRequestBody` and `onResponseBody` answer. */
export enum FilterDataStatus {
  /** Pass on this piece, and everything collected before it. */
  Continue = 0,
  /** Collect: the next callback sees this piece and its own together. */
  StopIterationAndBuffer = 1,
  /** Hold this piece and let the sender wait; the next callback sees its own piece only. */
  StopIterationAndWatermark = 2,
  /** Drop this piece. */
  StopIterationNoBuffer = 3,
}

/** What `onRequestTrailers` and `onResponseTrailers` answer. */
export enum FilterTrailersStatus {
  /** Pass the trailers on. */
  Continue = 0,
  /** Hold the message until `continueRequest()` or `continueResponse()`. */
  StopIteration = 1,
}
