// Compiles a guest for a test with the SDK of this repository.

import { type CompilerApi, type Profile } from '../api.ts';
import { createNodeCompiler } from '../node/node-compiler.ts';

let compiler: CompilerApi | null = null;

export async function compileGuest(
  text: string,
  profile: Profile = 'debug',
): Promise<Uint8Array<ArrayBuffer>> {
  compiler ??= createNodeCompiler();
  const outcome = await compiler.compile({
    revision: 1,
    profile,
    files: [{ path: 'filter.ts', text }],
  });
  if (outcome.status !== 'compiled') throw new Error(JSON.stringify(outcome, null, 2));
  return outcome.module;
}
