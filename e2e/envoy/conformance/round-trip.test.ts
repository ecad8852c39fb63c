// What Sluice prints as Envoy's log reads back as what happened: every call of every conformance scenario and example, at its depth.

import { expect, test } from 'vitest';
import { pluginModules } from '#cli/plugin-modules.ts';
import { examples, readExample } from '#examples/node.ts';
import type { ScenarioReport } from '#run/api.ts';
import { runProject } from '#run/run-project.ts';
import { formatEnvoyLog } from '#trace/envoy-log.ts';
import { type LoggedEvent, loggedEvents } from '#trace/logged-events.ts';
import { conformanceProjects } from './cases.ts';

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
    const isLeft = kind === 'callback' && event.trapped;
    return [
      {
        kind,
        depth,
        module: kind === 'hostcall' ? event.module : '',
        name,
        args: event.args.map(String),
        result: isLeft ? null : String(event.result ?? 'void'),
      },
    ];
  });
}

test('the log of a report reads back as the events of the report', async () => {
  let compared = 0;
  for (const project of [
    ...conformanceProjects(),
    ...examples.map(({ slug }) => readExample(slug)),
  ]) {
    const modules = await pluginModules(project, 'debug');
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
