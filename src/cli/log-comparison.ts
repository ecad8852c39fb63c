// Where a run and the log of a real Envoy differ, as text for a terminal.

import type { ScenarioReport } from '#run/api.ts';
import { compareWithLog, type WorkerComparison } from '#trace/compare-log.ts';
import { type DiffLine, diffLines, type DiffRow } from '#trace/diff-events.ts';
import { CliProblem } from './problem.ts';

const marks: Record<DiffLine['side'], string> = { both: ' ', sluice: '-', envoy: '+' };

/** Rows shown before and after one that differs. */
const CONTEXT_ROWS = 3;

export interface LogComparison {
  text: string;
  isIdentical: boolean;
}

/** Addresses count: both are to have run the same module. */
export function logComparison(report: ScenarioReport, log: string, file: string): LogComparison {
  const workers = compareWithLog(report, log, { addresses: true });
  if (workers.length === 0) {
    throw new CliProblem(
      `${file} tells nothing of filters. Envoy logs their calls with --component-log-level wasm:trace.`,
    );
  }
  return {
    text: workers.map((worker) => `${workerLines(worker).join('\n')}\n`).join('\n'),
    isIdentical: workers.every(({ differences }) => differences === 0),
  };
}

function workerLines({ worker, thread, rows, differences }: WorkerComparison): string[] {
  const other = thread === null ? 'no thread of the log' : `thread ${thread} of the log`;
  const outcome = differences === 0 ? 'identical' : `${differences} differ`;
  const head = `worker ${worker} and ${other}: ${rows.length} calls and log lines, ${outcome}`;
  return differences === 0 ? [head] : [head, '--- Sluice', '+++ Envoy', ...shownRows(rows)];
}

function shownRows(rows: readonly DiffRow[]): string[] {
  const near = new Set<number>();
  for (const [index, { kind }] of rows.entries()) {
    if (kind === 'same') continue;
    for (let at = index - CONTEXT_ROWS; at <= index + CONTEXT_ROWS; at++) near.add(at);
  }
  return rows.flatMap((row, index) => {
    if (!near.has(index)) return [];
    const gap = index > 0 && !near.has(index - 1) ? [`@@ ${index + 1} @@`] : [];
    return [...gap, ...diffLines(row).map(({ side, text }) => `${marks[side]} ${text}`)];
  });
}
