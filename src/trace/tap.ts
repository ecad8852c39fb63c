// The assertions of all scenarios as TAP 14, the form of test results that CI systems read.

import type { Scenario } from '#project/schema.ts';
import { sentenceOf } from './expectation-text.ts';
import { judgedExpectations, type RanScenario } from './test-matrix.ts';

/** A scenario that has not run, or not as it is now, has its assertions skipped. */
export function tapText(
  scenarios: readonly { scenario: Scenario; ran: RanScenario | null }[],
): string {
  const points = scenarios.flatMap(({ scenario, ran }) => {
    const many = scenario.exchanges.length > 1;
    return judgedExpectations(scenario, ran).map(({ expectation, result }) => {
      const name = escaped(`${scenario.name}: ${sentenceOf(expectation, many)}`);
      return (at: number): string[] => {
        if (result === null) return [`ok ${at} - ${name} # SKIP not run`];
        if (result.holds) return [`ok ${at} - ${name}`];
        return [
          `not ok ${at} - ${name}`,
          '  ---',
          `  actual: ${JSON.stringify(result.actual)}`,
          '  ...',
        ];
      };
    });
  });
  const lines = points.flatMap((point, index) => point(index + 1));
  return `TAP version 14\n1..${points.length}\n${lines.map((line) => `${line}\n`).join('')}`;
}

/** A name is one line, and what follows a plain `#` in it would be a directive. */
function escaped(name: string): string {
  return name.replaceAll('\\', '\\\\').replaceAll('#', '\\#').replaceAll(/\s+/g, ' ');
}
