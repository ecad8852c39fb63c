// The tables that the walker's logs make: one line per attribute, map or buffer, with what it answered from callback to callback.
// What a real Envoy answered is kept in `tables/`, so that Sluice is held against it where there is no Envoy.

import { existsSync, readFileSync, writeFileSync } from 'node:fs';

/** Callback and answer, in the order of the callbacks. */
type Cells = [phase: string, answer: string][];

const line = /^\[info] wasm log[^:]*: ([#=]) (.*)$/;

/** The table of a log, null when nothing in it was walked. */
export function tableOf(log: readonly string[]): string | null {
  const rows = new Map<string, Cells>();
  let phase = '';
  for (const [, mark, text = ''] of log.flatMap((one) => [line.exec(one) ?? []])) {
    if (mark === '#') phase = text;
    if (mark !== '=') continue;
    const split = text.lastIndexOf(': ', text.search(/: (\d|get )/));
    const row = text.slice(0, split);
    rows.set(row, [...(rows.get(row) ?? []), [phase, text.slice(split + 2).trimEnd()]]);
  }
  if (rows.size === 0) return null;
  return [...rows].map(([row, cells]) => `${row}\n${runs(cells).join('\n')}\n`).join('');
}

/** Neighbours that answer the same are told once. */
function runs(cells: Cells): string[] {
  const lines: { first: string; last: string; answer: string }[] = [];
  for (const [phase, answer] of cells) {
    const run = lines.at(-1);
    if (run?.answer === answer) run.last = phase;
    else lines.push({ first: phase, last: phase, answer });
  }
  return lines.map(
    ({ first, last, answer }) => `  ${first === last ? first : `${first} … ${last}`}: ${answer}`,
  );
}

function fileOf(scenario: string): URL {
  return new URL(`./tables/${scenario.replaceAll(/[^a-z]+/g, '-')}.txt`, import.meta.url);
}

/** What Envoy answered in the scenario, null when that has not been measured. */
export function measuredTable(scenario: string): string | null {
  const file = fileOf(scenario);
  return existsSync(file) ? readFileSync(file, 'utf8') : null;
}

export function writeMeasuredTable(scenario: string, table: string): void {
  writeFileSync(fileOf(scenario), table);
}
