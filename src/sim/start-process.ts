// The start of an Envoy process: which VMs run their start callbacks on which thread, in which order.
// For each plugin a canary is tried on the main thread and dropped, then the main thread gets a VM that stays; the workers begin
// when the configuration is complete. Canary and main thread are played unseen, and only where another VM can notice them.

import { isLoadRefusal } from '#host/load-module.ts';
import { type Link, PluginChain } from './plugin-chain.ts';
import { SharedState, sharingHostcalls } from './shared-state.ts';
import type { World } from './world.ts';

/** False when Envoy refuses the configuration. */
export function startProcess(world: World, links: readonly Link[]): boolean {
  for (const link of links.filter(shares)) {
    const canary = new PluginChain(world, [link], world.main);
    const refusal = canary.startPlugin(link);
    canary.discard();
    if (refusal !== null) {
      // The same once more where it is seen.
      world.main.chain.discard();
      world.shared = new SharedState();
      const [first] = world.workers;
      if (first?.chain.start() === true) first.chain.refuse(link, refusal);
      return false;
    }
    world.main.chain.startPlugin(link);
  }
  const started = world.workers.every((worker) => worker.chain.start());
  world.main.run();
  return started;
}

function shares({ loaded }: Link): boolean {
  return (
    !isLoadRefusal(loaded) &&
    loaded.info.imports.some((item) => item.module === 'env' && sharingHostcalls.has(item.name))
  );
}
