// Wasm in a configuration at places where Sluice runs none, for a sentence that says where it stands and why it cannot be taken.

import { anyMessage } from './any-message.ts';
import type { Part } from './part.ts';
import type { ConfigProblem } from './problem.ts';
import { wasmFilterType } from './wasm-plugin.ts';

const older = `is of an API that Envoy no longer reads; it wants ${wasmFilterType} today.`;

const byType = new Map([
  [
    wasmFilterType,
    'is a Wasm filter, but none of the http_filters of a listener’s connection manager; Sluice runs those alone.',
  ],
  [
    'envoy.extensions.filters.network.wasm.v3.Wasm',
    'is a Wasm filter of connections; Sluice runs those of HTTP requests.',
  ],
  ['envoy.extensions.filters.http.wasm.v3alpha.Wasm', older],
  ['envoy.config.filter.http.wasm.v2.Wasm', older],
]);

/** The first there is; null where nothing in it is of Wasm. */
export function wasmElsewhere(part: Part): ConfigProblem | null {
  const reason = reasonOf(part);
  if (reason !== null) return part.problem(reason);
  for (const inside of partsIn(part)) {
    const found = wasmElsewhere(inside);
    if (found !== null) return found;
  }
  return null;
}

function partsIn(part: Part): Part[] {
  if (part.tree.kind === 'list') return part.items();
  return part.tree.kind === 'map' ? part.entries().map(([, inside]) => inside) : [];
}

function reasonOf(part: Part): string | null {
  if (part.tree.kind !== 'map') return null;
  if (textIn(part, '@type') !== '') return byType.get(anyMessage(part)?.type ?? '') ?? null;
  // What was there before typed_config.
  const isOlder = part.tree.members.has('config') && !part.tree.members.has('typed_config');
  return isOlder && textIn(part, 'name') === 'envoy.filters.http.wasm' ? older : null;
}

function textIn(part: Part, name: string): string {
  const found = part.member(name)?.tree;
  return found?.kind === 'scalar' && typeof found.value === 'string' ? found.value : '';
}
