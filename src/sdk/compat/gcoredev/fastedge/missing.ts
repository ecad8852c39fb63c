// What only Gcore FastEdge offers: a line in the log, and a status that says so.

import { LogLevelValues, WasmResultValues } from '../../enums';
import { log } from '../../logging';

/** Says that a function has nothing behind it here. */
export function missing(name: string): WasmResultValues {
  log(LogLevelValues.error, name + ': only Gcore FastEdge has this, Envoy does not; the result is empty');
  return WasmResultValues.Unimplemented;
}
