// The conformance scenarios without Envoy: verdicts, answers and callbacks as they were when a real Envoy agreed with every one of them.
// `SLUICE_WRITE_GOLDEN=1` writes them anew; review the difference, and run the comparison. From the same runs comes which of them call which
// hostcall, for docs/hostcalls.md, which `SLUICE_WRITE_DOCS=1` writes anew.

import { readFileSync, writeFileSync } from 'node:fs';
import { beforeAll, expect, test } from 'vitest';
import { pluginModules } from '#cli/plugin-modules.ts';
import type { Project } from '#project/schema.ts';
import type { CallbackEvent, ExchangeReport, PluginModule, ScenarioReport } from '#run/api.ts';
import { runProject } from '#run/run-project.ts';
import { conformanceProjects } from './cases.ts';
import { callersOf, supportTable, unproven } from './hostcall-support.ts';
import { moduleProjects } from './module-cases.ts';

const file = new URL('./golden.txt', import.meta.url);
const docs = new URL('../../../docs/hostcalls.md', import.meta.url);
const plumbing = new Set(['proxy_on_memory_allocate', '_initialize']);

function exchangeLines({
  verdict,
  details,
  clientResponse,
  upstreamRequest,
}: ExchangeReport): string[] {
  const pairs = clientResponse?.headers.map(([name, value]) => `${name}: ${value}`) ?? [];
  const sizes = [
    clientResponse === null ? 'no answer' : `answer ${clientResponse.body.sizeBytes} B`,
    upstreamRequest === null ? 'nothing upstream' : `upstream ${upstreamRequest.body.sizeBytes} B`,
  ];
  return [`  ${verdict} (${details}), ${sizes.join(', ')}`, ...pairs.map((pair) => `    ${pair}`)];
}

function scenarioLines(report: ScenarioReport): string[] {
  const callbacks = report.events.filter(
    (event): event is CallbackEvent => event.kind === 'callback',
  );
  return [
    report.name,
    ...callbacks
      .filter(({ name }) => !plumbing.has(name))
      .map(({ name, plugin, args, result, trapped, timeNs }) => {
        const end = trapped ? 'trapped' : String(result ?? 'void');
        return `  ${timeNs / 1e6} ms, plugin ${plugin}: ${name}(${args.join(', ')}) → ${end}`;
      }),
    ...report.exchanges.flatMap(exchangeLines),
    ...report.calls.map(
      ({ cluster, outcome, request }) =>
        `  call to ${cluster}: ${outcome}, ${request.body.sizeBytes} B`,
    ),
    ...report.faults.map(
      ({ kind, callback, message }) => `  fault ${kind} ${callback}: ${message}`,
    ),
  ];
}

interface Played {
  project: string;
  report: ScenarioReport;
}

function played(project: Project, modules: PluginModule[]): Played[] {
  const request = { id: 1, project, modules, options: {} };
  const { scenarios } = runProject(request, () => undefined, null);
  return scenarios.map((report) => ({ project: project.name, report }));
}

const probed: Played[] = [];
let byHand: Played[] = [];

beforeAll(async () => {
  for (const project of conformanceProjects())
    probed.push(...played(project, await pluginModules(project, 'debug')));
  byHand = moduleProjects().flatMap(({ project, modules }) => played(project, modules));
}, 60_000);

test('every conformance scenario goes as it went when Envoy agreed', () => {
  const lines: string[] = [];
  let last = '';
  for (const { project, report } of [...probed, ...byHand]) {
    if (project !== last) lines.push(`# ${project}`);
    lines.push(...scenarioLines(report));
    last = project;
  }
  const text = `${lines.join('\n')}\n`;
  if (process.env['SLUICE_WRITE_GOLDEN'] === '1') writeFileSync(file, text);
  expect(text.split('\n')).toEqual(readFileSync(file, 'utf8').split('\n'));
});

test('the documented table of hostcalls is the one in the code, with a scenario for each', () => {
  const callers = callersOf([...probed, ...byHand]);
  const table = supportTable(callers);
  if (process.env['SLUICE_WRITE_DOCS'] === '1') writeFileSync(docs, table);
  expect(unproven(callers)).toEqual([]);
  expect(readFileSync(docs, 'utf8')).toBe(table);
});
