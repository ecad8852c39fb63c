import { expect, test } from 'vitest';
import { type Expectation, projectSchema, type Scenario } from '#project/schema.ts';
import { newExpectation } from './new-expectation.ts';
import { judgedExpectations, matrixRow, sumOf } from './test-matrix.ts';
import { exchange, fault, scenario } from './testing/report.ts';

function written(expectations: Expectation[]): Scenario {
  const project = projectSchema.parse({
    format: 1,
    name: 'p',
    plugins: [{ source: { kind: 'assemblyscript', files: [{ path: 'filter.ts', text: '' }] } }],
    route: { target: { kind: 'cluster', cluster: 'upstream' } },
    scenarios: [{ name: 'one', exchanges: [{ request: {} }], expect: [] }],
  });
  return { ...(project.scenarios[0] as Scenario), expect: expectations };
}

const status = newExpectation({ subject: 'client.status', value: '200' });
const header = newExpectation({ subject: 'upstream.header', key: 'x-user', value: 'u1' });
const cluster = newExpectation({ subject: 'upstream.cluster', value: 'upstream' });

const results = [
  { index: 0, holds: true, actual: '200' },
  { index: 1, holds: false, actual: 'no x-user' },
];

test('each assertion has the judgement of the run, also when others came and went since', () => {
  const ran = {
    scenario: written([status, header]),
    report: scenario({ expectations: results }),
  };
  expect(judgedExpectations(written([cluster, header]), ran)).toEqual([
    { expectation: cluster, index: 0, result: null },
    { expectation: header, index: 1, result: results[1] },
  ]);
});

test('an assertion that was changed since the run is not judged', () => {
  const ran = { scenario: written([status]), report: scenario({ expectations: results }) };
  const changed = { ...status, value: '404' };
  expect(judgedExpectations(written([changed]), ran)[0]?.result).toBeNull();
});

test('a row counts by kind, and fails when one assertion does', () => {
  const one = written([status, header]);
  const row = matrixRow(one, 0, { scenario: one, report: scenario({ expectations: results }) });
  expect(row.tone).toBe('fault');
  expect(row.cells).toEqual({
    client: { holds: 1, fails: 0, total: 1 },
    upstream: { holds: 0, fails: 1, total: 1 },
  });
});

test('a scenario without assertions passes when nothing broke', () => {
  const one = written([]);
  const tone = (report: Parameters<typeof scenario>[0]): string =>
    matrixRow(one, 0, { scenario: one, report: scenario(report) }).tone;
  expect(tone({ exchanges: [exchange({})] })).toBe('ok');
  expect(tone({ faults: [fault({})] })).toBe('fault');
  expect(matrixRow(one, 0, null).tone).toBe('neutral');
});

test('what is written since the run is neither right nor wrong', () => {
  const ran = {
    scenario: written([status]),
    report: scenario({ expectations: [{ index: 0, holds: true, actual: '200' }] }),
  };
  const row = matrixRow(written([status, header]), 0, ran);
  expect(row.tone).toBe('neutral');
  expect(sumOf([row])).toEqual({
    scenarios: { holds: 0, fails: 0, total: 1 },
    assertions: { holds: 1, fails: 0, total: 2 },
  });
});
