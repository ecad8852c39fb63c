// Which of the compiler's problems are shown.

import type { Diagnostic } from '#compile/api.ts';
import type { CompileState } from './work-slice.ts';

/** All of them, but what is of VMs on several threads only when there are several. */
export function shownProblems(compile: CompileState, workers: number): readonly Diagnostic[] {
  if (compile.status !== 'failed' && compile.status !== 'ready') return none;
  return workers > 1
    ? compile.diagnostics
    : compile.diagnostics.filter(({ code }) => code !== 'per-vm-state');
}

const none: readonly Diagnostic[] = [];
