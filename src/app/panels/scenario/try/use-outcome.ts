// Has a variant played and tells what comes of it, for the scenario on screen.

import type { ScenarioReport } from '#run/api.ts';
import type { Chip } from '#trace/summary.ts';
import { outcomeChange, outcomeOf } from '#trace/variant-outcome.ts';
import type { Variant } from '../../../controllers/variants.ts';
import { useScenarioReport } from '../../../workbench.ts';
import { usePlayed } from '../../results/compare/use-played.ts';

/** A scenario of more requests is not played again for each choice. */
const mostRequests = 500;

export interface TriedOutcome {
  /** Null while there is none. */
  chip: Chip | null;
  /** What is different, or why there is no outcome. */
  note: string;
  /** Whether what is different would be seen from outside. */
  seen: boolean;
}

/** `variant` is null for what is in force. */
export function useOutcome(variant: Variant | null): TriedOutcome {
  const now = useScenarioReport();
  const reason = now === null ? 'not run yet' : notTried(now);
  const other = usePlayed(reason === null ? variant : null);
  if (now === null) return nothing('not run yet');
  if (variant === null) return { chip: outcomeOf(now), note: 'now', seen: false };
  if (reason !== null) return nothing(reason);
  if (other === null) return nothing('playing …');
  if (typeof other === 'string') return nothing(other);
  const { text, seen } = outcomeChange(now, other);
  return { chip: outcomeOf(other), note: text, seen };
}

function nothing(note: string): TriedOutcome {
  return { chip: null, note, seen: false };
}

/** Why nothing is tried, or null. */
function notTried(report: ScenarioReport): string | null {
  if (report.faults.some(({ kind }) => kind === 'timed-out')) return 'the filter does not return';
  const requests = report.rounds?.exchanges ?? report.exchanges.length;
  return requests > mostRequests ? `not tried: more than ${mostRequests} requests` : null;
}
