// Log lines, and a line for each status that a function cannot answer with.

import { proxy_log } from '../hostcalls';
import { encode, note, pointerTo } from '../memory';
import { LogLevelValues, WasmResultValues } from './enums';

/** Writes a line to the log of the proxy. */
export function log(level: LogLevelValues, logMessage: string): void {
  const bytes = encode(logMessage);
  proxy_log(level, pointerTo(bytes), bytes.byteLength);
}

/**
 * Notes a status. What the proxy refuses is a line in the log and not the end of the VM: that it cannot be done in this callback
 * is an ordinary thing to be told.
 */
export function heed(status: u32, name: string): WasmResultValues {
  note(status);
  if (status > <u32>WasmResultValues.NotFound) {
    log(LogLevelValues.warn, name + ': the proxy answered with status ' + status.toString() + ' (WasmResultValues)');
  }
  return status;
}
