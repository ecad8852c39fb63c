// Scenarios as tests: every assertion with its judgement, and for each scenario how many hold of each kind.

import type { Expectation, Scenario } from '#project/schema.ts';
import type { ExpectationResult, ScenarioReport } from '#run/api.ts';
import { scenarioOutcome } from './summary.ts';

export const assertionGroups = [
  'client',
  'upstream',
  'calls',
  'logs',
  'state',
  'hostcalls',
  'verdict',
] as const;

export type AssertionGroup = (typeof assertionGroups)[number];

const groups: Record<Expectation['subject'], AssertionGroup> = {
  verdict: 'verdict',
  'client.status': 'client',
  'client.header': 'client',
  'client.body': 'client',
  'upstream.requests': 'upstream',
  'upstream.cluster': 'upstream',
  'upstream.header': 'upstream',
  'upstream.body': 'upstream',
  'call.count': 'calls',
  'call.header': 'calls',
  'call.body': 'calls',
  log: 'logs',
  hostcall: 'hostcalls',
  metric: 'state',
  'shared-data': 'state',
};

export function groupOf(expectation: Expectation): AssertionGroup {
  return groups[expectation.subject];
}

/** A scenario as it was when it ran, and what came of it. */
export interface RanScenario {
  scenario: Scenario;
  report: ScenarioReport;
}

export interface JudgedExpectation {
  expectation: Expectation;
  /** Place among the scenario's assertions. */
  index: number;
  /** Null while no run has judged it as it is now. */
  result: ExpectationResult | null;
}

/** Each assertion as it is now with its judgement; one that was written or changed since the run has none. */
export function judgedExpectations(
  scenario: Scenario,
  ran: RanScenario | null,
): JudgedExpectation[] {
  const results = new Map(ran?.report.expectations.map((result) => [result.index, result]));
  return scenario.expect.map((expectation, index) => {
    const then = ran?.scenario.expect.indexOf(expectation) ?? -1;
    return { expectation, index, result: results.get(then) ?? null };
  });
}

export interface MatrixCell {
  holds: number;
  fails: number;
  total: number;
}

export interface MatrixRow {
  index: number;
  name: string;
  repeat: number;
  /** `neutral` while it has not run, or not as it is now. */
  tone: 'ok' | 'fault' | 'neutral';
  cells: Partial<Record<AssertionGroup, MatrixCell>>;
  all: MatrixCell;
  /** Null before a run. */
  hostcalls: number | null;
  endNs: number | null;
}

export function matrixRow(scenario: Scenario, index: number, ran: RanScenario | null): MatrixRow {
  const cells: MatrixRow['cells'] = {};
  const all: MatrixCell = { holds: 0, fails: 0, total: 0 };
  for (const { expectation, result } of judgedExpectations(scenario, ran)) {
    const cell = (cells[groupOf(expectation)] ??= { holds: 0, fails: 0, total: 0 });
    for (const one of [cell, all]) {
      one.total++;
      if (result?.holds === true) one.holds++;
      if (result?.holds === false) one.fails++;
    }
  }
  return {
    index,
    name: scenario.name,
    repeat: scenario.repeat,
    tone: toneOf(all, ran),
    cells,
    all,
    hostcalls: ran?.report.counts.hostcalls ?? null,
    endNs: ran?.report.endNs ?? null,
  };
}

function toneOf(all: MatrixCell, ran: RanScenario | null): MatrixRow['tone'] {
  if (ran === null) return 'neutral';
  if (all.fails > 0) return 'fault';
  if (all.holds < all.total) return 'neutral';
  return all.total > 0 ? 'ok' : scenarioOutcome({ ...ran.report, expectations: [] }).tone;
}

export interface MatrixSum {
  scenarios: MatrixCell;
  assertions: MatrixCell;
}

export function sumOf(rows: readonly MatrixRow[]): MatrixSum {
  const tones = rows.map(({ tone }) => tone);
  const add = (pick: (cell: MatrixCell) => number): number =>
    rows.reduce((sum, row) => sum + pick(row.all), 0);
  return {
    scenarios: {
      holds: tones.filter((tone) => tone === 'ok').length,
      fails: tones.filter((tone) => tone === 'fault').length,
      total: rows.length,
    },
    assertions: {
      holds: add((cell) => cell.holds),
      fails: add((cell) => cell.fails),
      total: add((cell) => cell.total),
    },
  };
}
