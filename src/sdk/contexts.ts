// The contexts that are alive, and which of them a callback of the host is for.

import { Context, RootContext, setEffectiveContext } from './context';
import { Status } from './types';

/** Root contexts and streams: their ids never meet. */
const contexts = new Map<u32, Context>();

export function addContext(context: Context): void {
  contexts.set(context.contextId, context);
}

export function removeContext(contextId: u32): void {
  contexts.delete(contextId);
}

export function contextOf(contextId: u32): Context | null {
  return contexts.has(contextId) ? contexts.get(contextId) : null;
}

export function rootOf(contextId: u32): RootContext | null {
  const context = contextOf(contextId);
  return context instanceof RootContext ? changetype<RootContext>(context) : null;
}

/** The context that made a call, with what it asks for working on it; `null` when it is over. */
export function inForce(caller: Context | null, rootContextId: u32): Context | null {
  if (caller == null || contextOf(caller.contextId) != caller) return null;
  if (caller.contextId != rootContextId && setEffectiveContext(caller.contextId) != Status.Ok) return null;
  return caller;
}
