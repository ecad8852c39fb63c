// Scenarios to begin with: a request for each route, so that there is something to see.

import type { ProjectInput } from '#project/schema.ts';
import type { RouteInput } from './routes.ts';

type ScenarioInput = ProjectInput['scenarios'][number];

const mostScenarios = 10;

export function firstScenarios(routes: readonly RouteInput[], authority: string): ScenarioInput[] {
  const names = new Set<string>();
  return routes.slice(0, mostScenarios).map((route) => {
    const request = requestFor(route, authority);
    const name = unusedName(`${request.method} ${request.path}`, names);
    return { name, exchanges: [{ request }] };
  });
}

function unusedName(wanted: string, names: Set<string>): string {
  let name = wanted;
  for (let number = 2; names.has(name); number += 1) name = `${wanted} (${number})`;
  names.add(name);
  return name;
}

/** One that the route takes, if none before it does. */
function requestFor({ match }: RouteInput, authority: string) {
  const headers = match?.headers ?? [];
  const pseudo = new Map(headers.filter(([name]) => name.startsWith(':')));
  return {
    method: pseudo.get(':method') ?? 'GET',
    authority: pseudo.get(':authority') ?? authority,
    path: match?.path ?? match?.prefix ?? '/',
    headers: headers.filter(([name]) => !name.startsWith(':')),
  };
}
