// `sluice verify --envoy PROJECT`: the scenarios of a project in a real Envoy, and where Sluice says something else.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { verifyProject } from '#envoy/verify-project.ts';
import type { ScenarioVerdict } from '#trace/envoy-check.ts';
import type { Project } from '#project/schema.ts';
import { envoyVersion } from '../../scripts/get-envoy.mjs';
import { envoyHere } from './envoy-here.ts';
import { otherModules } from './module-files.ts';
import { pluginModules } from './plugin-modules.ts';
import { CliProblem } from './problem.ts';
import type { Terminal } from './run-command.ts';

export interface VerifyInput {
  project: Project;
  /** Indexes of the scenarios. */
  scenarios: number[];
  /** Modules compiled elsewhere, by plugin. */
  files: readonly (string | null)[];
  json: boolean;
  terminal: Terminal;
}

export async function verifyCommand(input: VerifyInput) {
  const { project, scenarios, files, json } = input;
  const { progress } = input.terminal;
  const here = envoyHere();
  if ('problem' in here) throw new CliProblem(here.problem);
  const { binary } = here;
  const modules = await pluginModules(project, 'release', files, progress);
  const workFolder = mkdtempSync(join(tmpdir(), 'sluice-verify-'));
  const remove = (): void => rmSync(workFolder, { recursive: true, force: true });
  // Ctrl+C ends the process without coming back here.
  process.on('exit', remove);
  const verdicts: ScenarioVerdict[] = [];
  try {
    const started = (index: number): void =>
      progress(`${verdicts.length + 1} of ${scenarios.length}: ${project.scenarios[index]?.name}`);
    const verifying = { project, modules, scenarios, binary, workFolder, started };
    for await (const verdict of verifyProject(verifying)) verdicts.push(verdict);
  } finally {
    remove();
    process.off('exit', remove);
  }
  const held = verdicts.filter(isHeld).length;
  return {
    output: json
      ? told(verdicts, held)
      : `${verdicts.map(verdictText).join('')}\n${held} of ${verdicts.length} scenarios do in Envoy what they do in Sluice\n`,
    notes: otherModules(project, modules),
    ok: held === verdicts.length,
  };
}

function isHeld({ outcome }: ScenarioVerdict): boolean {
  return outcome === 'identical' || outcome === 'numbers';
}

/** Both whole logs would bury what differs; `run --trace` prints the one, Envoy itself the other. */
function told(scenarios: readonly ScenarioVerdict[], identical: number): string {
  const isShown = (key: string, value: unknown): unknown => (key === 'logs' ? undefined : value);
  return `${JSON.stringify({ envoy: envoyVersion, identical, scenarios }, isShown, 2)}\n`;
}

function verdictText(verdict: ScenarioVerdict): string {
  const { name, text, calls, identicalCalls, differences } = verdict;
  const head = `${isHeld(verdict) ? '✓' : '✗'} ${name}: ${text} (${identicalCalls} of ${calls} calls)\n`;
  const legend =
    differences.length === 0 ? '' : '    S is Sluice, E is Envoy; first what both have\n';
  return `${head}${legend}${differences.map((one) => `${one.text}\n`).join('')}`;
}
