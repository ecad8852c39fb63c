import { expect, it } from 'vitest';
import type { Diagnostic } from '#compile/api.ts';
import { shownProblems } from './problems.ts';

const diagnostic = (code: string): Diagnostic => ({
  severity: 'info',
  source: 'sluice',
  code,
  message: 'm',
  range: null,
  related: null,
});

it('speaks of several threads only when there are several', () => {
  const diagnostics = [diagnostic('per-vm-state'), diagnostic('never-resumed')];
  const shown = (workers: number) =>
    shownProblems({ status: 'failed', diagnostics }, workers).map(({ code }) => code);
  expect(shown(1)).toEqual(['never-resumed']);
  expect(shown(2)).toEqual(['per-vm-state', 'never-resumed']);
  expect(shownProblems({ status: 'idle' }, 2)).toEqual([]);
});
