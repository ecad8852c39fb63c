// `…/assembly/fastedge/dictionary`: variables of the environment. Envoy takes them from `environment_variables` of the VM's
// configuration, of whatever size.

import { environmentVariable } from '../../../environment';

/** The value of that variable; `""` when there is none. */
export function getEnv(name: string): string {
  const value = environmentVariable(name);
  return value != null ? value : '';
}

/** The same here: on FastEdge it also reads variables that are larger than 64 KB. */
export function getDictionary(name: string): string {
  const value = environmentVariable(name);
  return value != null ? value : '';
}
