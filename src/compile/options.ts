// The options of asc: one table for the browser, for Node and for the asconfig.json of a download.

import type { Profile } from './api.ts';
import { SDK_PACKAGE } from './layout.ts';

export type AscOptions = Record<string, string | number | boolean | string[]>;

/** What AssemblyScript would import from `env` otherwise. Envoy offers none of it, and would refuse the module. */
const replaced = ['abort', 'trace', 'seed', 'console', 'Date'];

export const commonOptions: AscOptions = {
  /** The only runtime that frees memory by itself. */
  runtime: 'incremental',
  /** Not the start section: there the host cannot reach the memory yet, and a hostcall crashes Envoy. */
  exportStart: '_initialize',
  use: replaced.map((name) => `${name}=~lib/${SDK_PACKAGE}/env/${name}`),
};

export const profileOptions: Record<Profile, AscOptions> = {
  debug: { optimizeLevel: 0, shrinkLevel: 0, debug: true, sourceMap: 'module.wasm.map' },
  release: { optimizeLevel: 0, shrinkLevel: 2, debug: false },
};

/** Options as arguments of the command line. */
export function toArguments(options: AscOptions): string[] {
  return Object.entries(options).flatMap(([name, value]) => {
    if (typeof value === 'boolean') return value ? [`--${name}`] : [];
    return (Array.isArray(value) ? value : [String(value)]).flatMap((one) => [`--${name}`, one]);
  });
}
