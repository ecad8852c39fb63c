// The problems that are shown: those of the compiler, of its lints, and what the run on screen shows to be a mistake.

import type { Diagnostic, SourceRange } from '#compile/api.ts';
import type { ScenarioReport } from '#run/api.ts';
import type { Project } from '#project/schema.ts';
import { runLints } from '#trace/run-lints.ts';
import { sameFiles, sourceFiles } from './edit-project.ts';
import { reportFor, type RunResult } from './results.ts';
import type { PlaygroundState } from './playground-store.ts';
import type { Reveal } from './view-slice.ts';

export interface Problem extends Diagnostic {
  /** Index of the plugin in whose files it is. */
  plugin: number;
}

/** Where a problem is, to be revealed; null for one without a place. */
export function placeOf({ plugin, range }: Problem): Omit<Reveal, 'nonce'> | null {
  return range === null
    ? null
    : { plugin, file: range.file, line: range.line, column: range.column };
}

type Shown = Pick<PlaygroundState, 'compile' | 'project' | 'scenario'>;

/** What is of VMs on several threads only when there are several; what is of the run only while its sources are those on the page. */
export function shownProblems(state: Shown, result: RunResult | null): readonly Problem[] {
  const { compile, project, scenario } = state;
  const compiled =
    compile.status === 'failed' || compile.status === 'ready' ? compile.problems : [];
  const report = reportFor(result, project.scenarios[scenario], scenario);
  return [
    ...compiled.filter(({ code }) => project.workers > 1 || code !== 'per-vm-state'),
    ...(report === null || result === null ? [] : ofRun(report, result.project, project)),
  ];
}

function ofRun(report: ScenarioReport, then: Project, now: Project): Problem[] {
  return runLints(report).flatMap((lint): Problem[] => {
    const { plugin, rule, message, file, line, column } = lint;
    const files = sourceFiles(now, plugin);
    const text = files.find(({ path }) => path === file)?.text;
    if (text === undefined || !sameFiles(sourceFiles(then, plugin), files)) return [];
    const range = toEndOfLine(text, { file, line, column });
    return [
      { plugin, severity: 'warning', source: 'sluice', code: rule, message, range, related: null },
    ];
  });
}

function toEndOfLine(
  text: string,
  place: Pick<SourceRange, 'file' | 'line' | 'column'>,
): SourceRange {
  const lines = text.split('\n');
  const before = lines.slice(0, place.line - 1).reduce((sum, one) => sum + one.length + 1, 0);
  const start = before + place.column - 1;
  const end = before + (lines[place.line - 1] ?? '').trimEnd().length;
  return { ...place, start, end: Math.max(start, end) };
}
