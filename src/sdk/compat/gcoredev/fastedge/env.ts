// `…/assembly/fastedge/env`: an older name.

import { environmentVariable } from '../../environment';

/** As `getEnv`. */
export function getEnvVar(name: string): string {
  return environmentVariable(name);
}
