// The two runs that are compared, and what they are called.

import type { ScenarioReport } from '#run/api.ts';
import type { Variant } from '../../../controllers/variants.ts';
import { reportFor } from '../../../store/results.ts';
import type { PlaygroundState } from '../../../store/playground-store.ts';
import type { CompareWith } from '../../../store/view-slice.ts';
import { usePlayground, useWorkbench } from '../../../workbench.ts';
import { usePlayed } from './use-played.ts';

/** A report, a sentence when there is none, or null while it is played or there is nothing to play. */
type Side = ScenarioReport | string | null;

export interface Sides {
  other: CompareWith;
  left: Side;
  right: Side;
  names: [string, string];
}

export function useSides(report: ScenarioReport): Sides {
  const { shelf } = useWorkbench();
  const index = usePlayground((state) => state.scenario);
  const scenario = usePlayground((state) => state.project.scenarios[state.scenario]);
  const plugins = usePlayground((state) => state.project.plugins);
  const workers = usePlayground((state) => state.project.workers);
  const chosen = usePlayground((state) => state.compareWith);
  const plugin = usePlayground((state) => state.plugin);
  const text = usePlayground(otherConfiguration);
  const alone = usePlayground((state) => state.alone);
  // A chain that was compared may have become a single plugin.
  const other = chosen === 'plugins' && plugins.length < 2 ? 'before' : chosen;
  const otherWorkers = workers === 1 ? 4 : 1;
  const pluginAt = (at: number): number => Math.min(at, plugins.length - 1);
  const nameAt = (at: number): string => `Plugin ${pluginAt(at) + 1}`;
  const right = other === 'plugins' ? alone.right : null;

  const played = usePlayed(
    variantOf(other, { workers: otherWorkers, plugin, text, alone: pluginAt(alone.left) }),
  );
  const opposite = usePlayed(right === null ? null : { kind: 'alone', plugin: pluginAt(right) });
  const earlier = other === 'kept' ? shelf.kept() : shelf.before();
  const isEarlier = other === 'before' || other === 'kept' || other === 'envoy';
  const leftName = other === 'plugins' ? nameAt(alone.left) : nameOf(other, otherWorkers);
  const rightName = other === 'workers' ? nameOf('workers', workers) : 'Now';
  return {
    other,
    left: isEarlier ? reportFor(earlier, scenario, index) : played,
    right: right === null ? report : opposite,
    names: [leftName, right === null ? rightName : nameAt(right)],
  };
}

/** What was typed for the other run, or what is in force. */
export function otherConfiguration(state: PlaygroundState): string {
  const { project, scenario, plugin, otherConfigurations } = state;
  const own = project.scenarios[scenario]?.overrides.plugins?.[String(plugin)]?.configuration;
  const inForce = own ?? project.plugins[plugin]?.configuration;
  return otherConfigurations[plugin] ?? inForce?.text ?? '';
}

function variantOf(
  other: CompareWith,
  asked: { workers: number; plugin: number; text: string; alone: number },
): Variant | null {
  switch (other) {
    case 'before':
    case 'kept':
    case 'envoy':
      return null;
    case 'release':
      return { kind: 'release' };
    case 'workers':
      return { kind: 'workers', workers: asked.workers };
    case 'configuration':
      return { kind: 'configuration', plugin: asked.plugin, text: asked.text };
    case 'plugins':
      return { kind: 'alone', plugin: asked.alone };
  }
}

function nameOf(other: Exclude<CompareWith, 'plugins'>, workers: number): string {
  switch (other) {
    case 'before':
      return 'Before';
    case 'kept':
      return 'Kept';
    case 'release':
      return 'Release';
    case 'workers':
      return workers === 1 ? '1 worker' : `${workers} workers`;
    case 'configuration':
      return 'Other';
    case 'envoy':
      return 'Envoy';
  }
}
