// The enumerations of the proxy-wasm ABI that a filter meets, with Envoy's numbers.

/** What the host answered to a call. `lastStatus()` gives the one of the latest call. */
export enum Status {
  Ok = 0,
  /** The key, property or buffer does not exist. */
  NotFound = 1,
  /** A bad argument, or something that cannot be reached in this callback (such as request headers during the response). */
  BadArgument = 2,
  SerializationFailure = 3,
  ParseFailure = 4,
  BadExpression = 5,
  InvalidMemoryAccess = 6,
  Empty = 7,
  CasMismatch = 8,
  ResultMismatch = 9,
  InternalFailure = 10,
  BrokenConnection = 11,
  Unimplemented = 12,
}

/** Levels of a log line, lowest first. */
export enum LogLevel {
  Trace = 0,
  Debug = 1,
  Info = 2,
  Warn = 3,
  Error = 4,
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
  Continue = 0,
  /** Hold the message until `continueRequest()` or `continueResponse()`. */
  StopIteration = 1,
}
