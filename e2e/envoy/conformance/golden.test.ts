// The conformance scenarios without Envoy: verdicts, answers and callbacks as they were when a real Envoy agreed with every one of them.
// `SLUICE_WRITE_GOLDEN=1` writes them anew; review the difference, and run the comparison.

import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { pluginModules } from '#cli/plugin-modules.ts';
import type { Project } from '#project/schema.ts';
import type { CallbackEvent, ExchangeReport, PluginModule, ScenarioReport } from '#run/api.ts';
import { runProject } from '#run/run-project.ts';
import { conformanceProjects } from './cases.ts';
import { moduleProjects } from './module-cases.ts';

const file = new URL('./golden.txt', import.meta.url);
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

test('every conformance scenario goes as it went when Envoy agreed', async () => {
  const lines: string[] = [];
  const played = (project: Project, modules: PluginModule[]): string[] =>
    runProject({ id: 1, project, modules, options: {} }, () => undefined, null).scenarios.flatMap(
      scenarioLines,
    );
  for (const project of conformanceProjects()) {
    const modules = await pluginModules(project, 'debug');
    lines.push(`# ${project.name}`, ...played(project, modules), '');
  }
  lines.push('# modules');
  for (const { project, modules } of moduleProjects()) lines.push(...played(project, modules));
  const text = lines.join('\n');
  if (process.env['SLUICE_WRITE_GOLDEN'] === '1') writeFileSync(file, text);
  expect(text.split('\n')).toEqual(readFileSync(file, 'utf8').split('\n'));
});
