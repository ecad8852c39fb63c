// `…/assembly/fastedge/secrets`: Envoy gives a filter no secrets; every one is empty here.

import { missing } from './missing';

/** The value of a secret; `""` here. */
export function getSecret(name: string): string {
  missing('getSecret("' + name + '")');
  return '';
}

/** The value of a secret in one of its slots; `""` here. */
export function getSecretEffectiveAt(name: string, effectiveAt: u32): string {
  missing('getSecretEffectiveAt("' + name + '", ' + effectiveAt.toString() + ')');
  return '';
}

/** As `getSecret`. */
export function getSecretVar(name: string): string {
  return getSecret(name);
}

/** As `getSecretEffectiveAt`. */
export function getSecretVarEffectiveAt(name: string, effectiveAt: u32): string {
  return getSecretEffectiveAt(name, effectiveAt);
}
