// Which root context belongs to which root id.

import { RootContext } from './context';

// @ts-ignore: decorator
@final
class Registration {
  constructor(
    readonly factory: (contextId: u32) => RootContext,
    readonly rootId: string,
    readonly next: Registration | null,
  ) {}
}

/** The latest one; a module has few. */
let registrations: Registration | null = null;

/**
 * Says how to make the root context of this filter. Call it once in top-level code:
 * `registerRootContext((contextId) => new MyRoot(contextId));`
 *
 * @param factory Makes the root context. AssemblyScript has no closures: it can use globals, but no local variables around it.
 * @param rootId For a module that holds several filters: the `root_id` this one is for. Without it, every `root_id` that has
 * no factory of its own.
 */
export function registerRootContext(factory: (contextId: u32) => RootContext, rootId: string = ''): void {
  const known = find(rootId);
  if (known != null) throw new Error('a root context is registered twice for root id "' + rootId + '"');
  registrations = new Registration(factory, rootId, registrations);
}

/** A new root context for that root id, or `null` when no factory fits. */
export function createRootContext(contextId: u32, rootId: string): RootContext | null {
  let found = find(rootId);
  if (found == null) found = find('');
  if (found == null) return null;
  const root = found.factory(contextId);
  root.rootId = rootId;
  return root;
}

/** Why `createRootContext` found nothing. */
export function describeMissing(rootId: string): string {
  return registrations == null
    ? 'no root context is registered: call registerRootContext(...) in top-level code'
    : 'no root context is registered for root id "' + rootId + '"';
}

function find(rootId: string): Registration | null {
  let one: Registration | null = registrations;
  while (one != null && one.rootId != rootId) one = one.next;
  return one;
}
