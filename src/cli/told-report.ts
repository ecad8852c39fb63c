// A RunReport as text for a terminal.

import type { Expectation, Project } from '#project/schema.ts';
import type { ExchangeReport, RoundsReport, RunReport, ScenarioReport } from '#run/api.ts';
import { headerValue } from '#trace/header-value.ts';

export interface Tally {
  held: number;
  failed: number;
}

export function tally({ scenarios }: RunReport): Tally {
  const results = scenarios.flatMap((scenario) => scenario.expectations);
  const held = results.filter((result) => result.holds).length;
  return { held, failed: results.length - held };
}

/** What happened, scenario by scenario. */
export function runText(report: RunReport): string {
  return report.scenarios.map((scenario) => `${scenarioLines(scenario).join('\n')}\n`).join('\n');
}

function scenarioLines({
  name,
  exchanges,
  rounds,
  calls,
  events,
  faults,
}: ScenarioReport): string[] {
  return [
    name,
    ...exchanges.map((exchange) => `  ${exchangeText(exchange)}`),
    ...(rounds === null ? [] : roundsLines(rounds)),
    ...calls.map((call) => `  call to ${call.cluster}: ${call.outcome}`),
    ...events.flatMap((event) =>
      event.kind === 'log' ? [`  [${event.level}] ${event.text}`] : [],
    ),
    ...faults.map(({ message, source }) => {
      const place = source === null ? '' : ` at ${source.file}:${source.line}:${source.column}`;
      return `  fault: ${message}${place}`;
    }),
  ];
}

function roundsLines({ played, exchanges, statuses, verdicts }: RoundsReport): string[] {
  const shares = (all: RoundsReport['statuses']): string =>
    all.map(({ name, count }) => `${count} × ${name}`).join(', ');
  return [
    `  in all ${played} rounds, ${exchanges} requests: ${shares(statuses)}; ${shares(verdicts)}`,
  ];
}

function exchangeText({ clientRequest, clientResponse, verdictText }: ExchangeReport): string {
  const value = (headers: [string, string][], name: string): string =>
    headerValue(headers, name) ?? '';
  const asked = `${value(clientRequest.headers, ':method')} ${value(clientRequest.headers, ':path')}`;
  const got =
    clientResponse === null
      ? 'no answer'
      : `${value(clientResponse.headers, ':status')}, ${clientResponse.body.sizeBytes} bytes`;
  return `${asked} → ${got}. ${verdictText}`;
}

/** Which assertions hold, line by line. */
export function testText(project: Project, report: RunReport): string[] {
  const lines: string[] = [];
  for (const scenario of report.scenarios) {
    const expectations = project.scenarios[scenario.index]?.expect ?? [];
    lines.push(scenario.name);
    for (const { index, holds, actual } of scenario.expectations) {
      const wanted = expectations[index];
      lines.push(`  ${holds ? '✓' : '✗'} ${wanted === undefined ? '' : expectationText(wanted)}`);
      if (!holds) lines.push(`      found: ${actual}`);
    }
    if (expectations.length === 0) lines.push('  (no assertions)');
  }
  return lines;
}

export function tallyText({ held, failed }: Tally): string {
  return `${held} hold, ${failed} do not`;
}

/** As every command prints JSON that is read whole. */
export function jsonText(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

export function expectationText({ subject, exchange, key, compare, value }: Expectation): string {
  const where = exchange > 0 ? ` of request ${exchange + 1}` : '';
  const what = key === '' ? subject : `${subject} ${key}`;
  return `${what}${where} ${compare}${compare === 'absent' ? '' : ` ${JSON.stringify(value)}`}`;
}
