// Brings what foreign functions need, when a module can call one: the page's first result must not wait for it.

import { utf8 } from '#abi/byte-string.ts';
import type { ForeignLibrary } from '#sim/foreign-library.ts';
import type { PluginModule } from './api.ts';

const IMPORT = utf8('proxy_call_foreign_function');

function callsForeignFunctions({ bytes }: PluginModule): boolean {
  for (let at = bytes.indexOf(IMPORT[0] ?? 0); at >= 0; at = bytes.indexOf(IMPORT[0] ?? 0, at + 1))
    if (IMPORT.every((byte, index) => bytes[at + index] === byte)) return true;
  return false;
}

function absent(): never {
  throw new Error('a module that has no foreign functions has called one');
}

const none: ForeignLibrary = {
  deflate: absent,
  inflate: absent,
  sign: absent,
  verifySignature: absent,
};

/** Nothing is loaded for modules that have no such import. */
export async function loadLibrary(modules: readonly PluginModule[]): Promise<ForeignLibrary> {
  if (!modules.some(callsForeignFunctions)) return none;
  return (await import('#sim/foreign-codecs.ts')).foreignLibrary;
}
