// Watches VMs that are played unseen: it keeps nothing, and tells only which callback is about to be entered.

import type { SimObserver } from '#sim/observer.ts';

export function unseenObserver(
  onEnter: (callback: string, contextId: number, plugin: number) => void,
): SimObserver {
  let plugin = 0;
  const observer: SimObserver = {
    tracer: {
      enterCallback: (name, contextId) => onEnter(name, contextId, plugin),
      leaveCallback: () => undefined,
      wantsStack: () => false,
      enterHostcall: () => undefined,
      leaveHostcall: () => undefined,
    },
    enter(scope) {
      plugin = scope.plugin ?? 0;
      return () => undefined;
    },
    net: () => undefined,
    log: () => undefined,
    fault: () => undefined,
    notEmulated: () => undefined,
    showAttributes: null,
    nextSeq: () => 0,
    unseen: () => observer,
  };
  return observer;
}
