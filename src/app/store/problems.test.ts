// Which problems are shown.

import { expect, it } from 'vitest';
import type { HostcallEvent, ScenarioReport } from '#run/api.ts';
import { smallProject } from '../testing/project.ts';
import { setFileText } from './edit-project.ts';
import { placeOf, type Problem, shownProblems } from './problems.ts';
import type { CompileState } from './work-slice.ts';

const problem = (code: string): Problem => ({
  plugin: 0,
  severity: 'info',
  source: 'sluice',
  code,
  message: 'm',
  range: null,
  related: null,
});

const codes = (...shown: Parameters<typeof shownProblems>): string[] =>
  shownProblems(...shown).map(({ code }) => code);

it('speaks of several threads only when there are several', () => {
  const compile: CompileState = {
    status: 'failed',
    problems: [problem('per-vm-state'), problem('never-resumed')],
  };
  const project = smallProject();
  expect(codes({ compile, project, scenario: 0 }, null)).toEqual(['never-resumed']);
  expect(codes({ compile, project: { ...project, workers: 2 }, scenario: 0 }, null)).toEqual([
    'per-vm-state',
    'never-resumed',
  ]);
  expect(codes({ compile: { status: 'idle' }, project, scenario: 0 }, null)).toEqual([]);
});

it('tells what the run shows, at its place, while the sources are those that ran', () => {
  const project = setFileText(smallProject(), 0, 'filter.ts', 'first\n  second; // third  \n');
  const call = {
    kind: 'hostcall',
    name: 'proxy_get_buffer_bytes',
    args: [0, 0, 9],
    result: 0,
    plugin: 0,
    exchange: 0,
    seq: 3,
    source: { plugin: 0, file: 'filter.ts', line: 2, column: 3 },
  } as unknown as HostcallEvent;
  const step = { plugin: 0, direction: 'request', before: [['content-encoding', 'br']] };
  const report = {
    events: [call],
    exchanges: [{ index: 0, steps: [step], clientRequest: {}, upstreamRequest: null }],
  } as unknown as ScenarioReport;
  const result = { project, revision: 1, scenarios: new Map([[0, report]]) };
  const compile: CompileState = { status: 'ready', problems: [], stats: null };
  const [shown] = shownProblems({ compile, project, scenario: 0 }, result);
  expect(shown?.code).toBe('compressed-body');
  expect(shown?.range).toMatchObject({ start: 8, end: 24, line: 2, column: 3 });
  expect(shown && placeOf(shown)).toEqual({ plugin: 0, file: 'filter.ts', line: 2, column: 3 });

  const edited = setFileText(project, 0, 'filter.ts', '// another text');
  expect(codes({ compile, project: edited, scenario: 0 }, result)).toEqual([]);
  expect(codes({ compile, project, scenario: 1 }, result)).toEqual([]);
});
