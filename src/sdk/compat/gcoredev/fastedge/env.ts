// `…/assembly/fastedge/env`: an older name.

import { environmentVariable } from '../../../environment';

/** As `getEnv`. */
export function getEnvVar(name: string): string {
  const value = environmentVariable(name);
  return value != null ? value : '';
}
