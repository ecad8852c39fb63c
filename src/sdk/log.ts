// Log lines at the six levels of the ABI.

import { proxy_get_log_level, proxy_log } from './hostcalls';
import { encode, note, OUT, pointerTo } from './memory';
import { LogLevel, Status } from './types';

/** Writes lines to the log of the proxy. Works everywhere, in top-level code too, except for `level` and `enabled`. Envoy puts `wasm log`, plugin name, root id and VM id in front. */
export namespace log {
  /** Writes one line at the given level. */
  export function write(level: LogLevel, message: string): Status {
    const bytes = encode(message);
    return note(proxy_log(level, pointerTo(bytes), bytes.byteLength));
  }

  /** Writes one line at level trace. */
  export function trace(message: string): Status {
    return write(LogLevel.Trace, message);
  }

  /** Writes one line at level debug. */
  export function debug(message: string): Status {
    return write(LogLevel.Debug, message);
  }

  /** Writes one line at level info. */
  export function info(message: string): Status {
    return write(LogLevel.Info, message);
  }

  /** Writes one line at level warn. */
  export function warn(message: string): Status {
    return write(LogLevel.Warn, message);
  }

  /** Writes one line at level error. */
  export function error(message: string): Status {
    return write(LogLevel.Error, message);
  }

  /** Writes one line at level critical. */
  export function critical(message: string): Status {
    return write(LogLevel.Critical, message);
  }

  /** The level of the proxy's log: lines below it are dropped. One call to the host; `Trace` when it does not tell. */
  export function level(): LogLevel {
    return note(proxy_get_log_level(OUT)) == Status.Ok ? (load<u32>(OUT) as LogLevel) : LogLevel.Trace;
  }

  /** Whether a line at this level would be written. Ask before building a long message. One call to the host. */
  export function enabled(level: LogLevel): bool {
    return <u32>level >= <u32>log.level();
  }
}
