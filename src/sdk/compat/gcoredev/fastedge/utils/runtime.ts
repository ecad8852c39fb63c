// `…/assembly/fastedge/utils/runtime`: the log with a level of the filter's own, and the time.

import { LogLevelValues } from '../../../enums';
import { log as write } from '../../../logging';
import { get_current_time_nanoseconds } from '../../../proxy-calls';

export { LogLevelValues } from '../../../enums';

let lowest: LogLevelValues = LogLevelValues.info;

/** Lines below that level are not written. `info` at first. */
export function setLogLevel(level: LogLevelValues): void {
  lowest = level;
}

/** Writes a line to the log of the proxy, at its level. */
export function log(level: LogLevelValues, logMessage: string): void {
  if (level >= lowest) write(level, logMessage);
}

/** Wall clock, in milliseconds since 1970. */
export function getCurrentTime(): u64 {
  return get_current_time_nanoseconds() / 1_000_000;
}
