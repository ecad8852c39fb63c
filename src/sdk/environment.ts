// Variables of the environment, which the configuration of the VM gives to it; imported from "proxy-wasm/environment".

import { wasi_environ_get, wasi_environ_sizes_get } from './hostcalls';
import { newBytes, OUT, OUT_SIZE, pointerTo } from './memory';
import { decodeLossy } from './utf8';

/** Each as `NAME=value`. They never change, and are read when one is first asked for. */
// @ts-ignore: decorator
@lazy let known: string[] | null = null;

/**
 * The value of a variable of `vm_config.environment_variables`; `null` when there is none. Works everywhere, in top-level code too. Plugins
 * of one VM see the same variables.
 */
export function environmentVariable(name: string): string | null {
  const start = name + '=';
  let variables = known;
  if (variables == null) {
    variables = readAll();
    known = variables;
  }
  for (let i = 0; i < variables.length; i++) {
    if (variables[i].startsWith(start)) return variables[i].substring(start.length);
  }
  return null;
}

function readAll(): string[] {
  const found: string[] = [];
  if (wasi_environ_sizes_get(OUT, OUT_SIZE) != 0) return found;
  const count = load<u32>(OUT);
  const texts = newBytes(load<u32>(OUT_SIZE));
  const pointers = newBytes(count << 2);
  if (wasi_environ_get(pointerTo(pointers), pointerTo(texts)) != 0) return found;
  const end = pointerTo(texts) + texts.byteLength;
  for (let i: u32 = 0; i < count; i++) {
    const start = load<usize>(pointerTo(pointers) + (i << 2));
    let at = start;
    while (at < end && load<u8>(at) != 0) at++;
    found.push(decodeLossy(start, at - start));
  }
  return found;
}
