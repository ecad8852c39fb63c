// What Sluice prints as Envoy's log reads back as what happened: every call of every conformance scenario and example, at its depth.

import { expect, test } from 'vitest';
import { pluginModules } from '#cli/plugin-modules.ts';
import { examples, readExample } from '#examples/node.ts';
import type { ScenarioReport } from '#run/api.ts';
import { runProject } from '#run/run-project.ts';
import { formatEnvoyLog } from '#trace/envoy-log.ts';
import { type LoggedEvent, loggedEvents } from '#trace/logged-events.ts';
import { conformanceProjects } from './cases.ts';
import { moduleProjects } from './module-cases.ts';

/** The same from the report alone, without any text in between. */
function eventsOf({ events }: ScenarioReport, worker: number): LoggedEvent[] {
  const depths = new Map<number, number>();
  return events.flatMap((event): LoggedEvent[] => {
    if (event.worker !== worker) return [];
    const depth = event.parent === null ? 0 : (depths.get(event.parent) ?? 0);
    depths.set(event.seq, depth + 1);
    if (event.kind === 'log') {
      const level = event.level === 'warn' ? 'warning' : event.level;
      return [{ kind: 'log', depth, level, text: event.text }];
    }
    if (event.kind !== 'callback' && event.kind !== 'hostcall') return [];
    const { kind, name } = event;
    return [
      {
        kind,
        depth,
        module: kind === 'hostcall' ? event.module : '',
        name,
        args: event.args.map(String),
        result: event.trapped ? null : String(event.result ?? 'void'),
      },
    ];
  });
}

test('the log of a report reads back as the events of the report', async () => {
  let compared = 0;
  const projects = [...conformanceProjects(), ...examples.map(({ slug }) => readExample(slug))];
  const plays = [...moduleProjects()];
  for (const project of projects)
    plays.push({ project, modules: await pluginModules(project, 'debug') });
  for (const { project, modules } of plays) {
    const report = runProject({ id: 1, project, modules, options: {} }, () => undefined, null);
    for (const scenario of report.scenarios) {
      for (const [thread, events] of loggedEvents(formatEnvoyLog(scenario, 0))) {
        expect(events, scenario.name).toEqual(eventsOf(scenario, Number(thread)));
        compared += events.length;
      }
    }
  }
  expect(compared).toBeGreaterThan(10_000);
});
