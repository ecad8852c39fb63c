// The modules of the examples, which the build has compiled: a first result needs no compiler.

import type { PluginModule } from '#run/api.ts';

/** The module of an example's plugin with its source map. Rejects when the server does not have it. */
export async function fetchPrecompiled(slug: string, plugin: number): Promise<PluginModule> {
  const base = `${import.meta.env.BASE_URL}examples/${slug}/${plugin}.wasm`;
  const [module, map] = await Promise.all([fetch(base), fetch(`${base}.map`)]);
  if (!module.ok || !map.ok) throw new Error(`${base} is not there`);
  return { bytes: new Uint8Array(await module.arrayBuffer()), sourceMap: await map.text() };
}
