// Which root context belongs to which root id, and which contexts live.

import { readName } from '../property';
import { BaseContext, Context, RootContext } from './contexts';
import { LogLevelValues } from './enums';
import { log } from './logging';

const factories = new Map<string, (context_id: u32) => RootContext>();

/** Root contexts and streams: their ids never meet. */
const contexts = new Map<u32, BaseContext>();

/**
 * Says how to make a root context. Call it in top-level code.
 *
 * @param root_context_factory Makes the root context. AssemblyScript has no closures: it can use globals, but no local variables.
 * @param name The `root_id` this one is for. The only one of a module is for every `root_id`.
 */
export function registerRootContext(root_context_factory: (context_id: u32) => RootContext, name: string): void {
  factories.set(name, root_context_factory);
}

/** The root context of that id, made when it is new. */
export function ensureRootContext(root_context_id: u32): RootContext {
  const known = rootOf(root_context_id);
  if (known != null) return known;
  const root = makeRoot(root_context_id);
  if (root == null) throw new Error(describeMissing());
  return root;
}

/** Makes the root context of that id; `null` when no factory fits. */
export function makeRoot(root_context_id: u32): RootContext | null {
  const factory = factoryName();
  if (factory == null) return null;
  const root = factories.get(factory)(root_context_id);
  root.context_id = root_context_id;
  contexts.set(root_context_id, root);
  return root;
}

/** Makes the context of a stream, unless there is one. */
export function ensureContext(context_id: u32, root_context_id: u32): void {
  if (contexts.has(context_id)) return;
  contexts.set(context_id, ensureRootContext(root_context_id).createContext(context_id));
}

/** The context of that id; there must be one. */
export function getBaseContext(context_id: u32): BaseContext {
  return contexts.get(context_id);
}

/** The stream context of that id; there must be one. */
export function getContext(context_id: u32): Context {
  return contexts.get(context_id) as Context;
}

/** The root context of that id; there must be one. */
export function getRootContext(context_id: u32): RootContext {
  return contexts.get(context_id) as RootContext;
}

/** Forgets a context. */
export function deleteContext(context_id: u32): void {
  contexts.delete(context_id);
}

export function contextOf(context_id: u32): BaseContext | null {
  return contexts.has(context_id) ? contexts.get(context_id) : null;
}

export function rootOf(context_id: u32): RootContext | null {
  const context = contextOf(context_id);
  return context instanceof RootContext ? changetype<RootContext>(context) : null;
}

export function streamOf(context_id: u32): Context | null {
  const context = contextOf(context_id);
  return context instanceof Context ? changetype<Context>(context) : null;
}

/** Whether the proxy still has that context. */
export function isAlive(context: BaseContext): bool {
  return contextOf(context.context_id) == context;
}

/** Says in the log why there is no root context. */
export function reportMissing(): void {
  log(LogLevelValues.critical, describeMissing());
}

function describeMissing(): string {
  const names = factories.keys();
  if (names.length == 0) return 'no root context is registered: call registerRootContext(...) in top-level code';
  return 'no root context is registered for root id "' + ownRootId() + '", only for "' + names.join('", "') + '"';
}

/** The factory to use: the only one, else the one of the plugin's root id; `null` when there is none. */
function factoryName(): string | null {
  const names = factories.keys();
  if (names.length == 1) return names[0];
  const rootId = ownRootId();
  return factories.has(rootId) ? rootId : null;
}

function ownRootId(): string {
  const rootId = readName('plugin_root_id');
  return rootId != null ? rootId : '';
}
