// What the person has before them when they share: the project as it is now, what in it looks secret, and how it went.

import type { Project } from '#project/schema.ts';
import { type Dictionary, newestDictionary } from '#share/dictionary.ts';
import { findSecrets, knownSamples, redact, type Secret } from '#share/secrets/find-secrets.ts';
import { scenarioOutcome, verdictChip } from '#trace/summary.ts';
import { plural } from '#trace/units.ts';
import { type RunResult, reportFor } from '../../store/results.ts';
import type { Workbench } from '../../workbench.ts';

export interface Shared {
  project: Project;
  /** Without the secrets; the same when there are none. */
  redacted: Project;
  secrets: Secret[];
  dictionary: Dictionary;
  /** A line for each scenario. */
  results: string[];
  /** The scenario on screen, and the event that is selected there. */
  scenario: number;
  seq: number | null;
}

export async function prepareShare({
  store,
  shelf,
  flushEditors,
}: Pick<Workbench, 'store' | 'shelf' | 'flushEditors'>): Promise<Shared> {
  flushEditors();
  const dictionary = await newestDictionary();
  const { project, scenario, resultTab, selectedSeq, resultKey, revision } = store.getState();
  const secrets = findSecrets(project, knownSamples(dictionary));
  const result = shelf.get(resultKey);
  return {
    project,
    secrets,
    redacted: secrets.length === 0 ? project : redact(project, secrets),
    dictionary,
    results: resultLines(project, result?.revision === revision ? result : null),
    scenario,
    seq: resultTab === 'timeline' ? selectedSeq : null,
  };
}

export function addressOf(fragment: string): string {
  return `${window.location.origin}${window.location.pathname}#${fragment}`;
}

/** The page for frames lies beside this one. */
export function embedAddressOf(fragment: string): string {
  return `${new URL('embed.html', window.location.href).href}#${fragment}`;
}

function resultLines(project: Project, result: RunResult | null): string[] {
  if (result === null) return ['Not run since the last edit.'];
  return project.scenarios.map((scenario, index) => {
    const report = reportFor(result, scenario, index);
    if (report === null) return `${scenario.name}: not run`;
    const { holds, total } = scenarioOutcome(report);
    const tests = total === 0 ? '' : `, ${holds} of ${plural(total, 'assertion')} hold`;
    return `${scenario.name}: ${verdictChip(report, report.exchanges[0] ?? null).text}${tests}`;
  });
}
