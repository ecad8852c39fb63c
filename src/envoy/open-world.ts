// The servers of a scenario behind a real Envoy: its upstream and the callees, and what has reached them.

import { routedClusters } from '#project/routes.ts';
import type { CallBehaviour, Project, Scenario, ServerBehaviour } from '#project/schema.ts';
import { freePort, MockServer, type WireRequest } from './mock-server.ts';

export interface World {
  ports: Map<string, number>;
  /** What reached each kind of server, in order. */
  upstream: WireRequest[];
  calls: { cluster: string; request: WireRequest }[];
  setUpstream(behaviour: ServerBehaviour): Promise<void>;
  close(): void;
}

export async function openWorld(project: Project, scenario: Scenario): Promise<World> {
  const upstreamClusters = routedClusters(project);
  const world: World = {
    ports: new Map(),
    upstream: [],
    calls: [],
    setUpstream: async (behaviour) => {
      upstream = behaviour;
      for (const server of upstreamServers) await server.setOpen(behaviour.kind !== 'refused');
    },
    close: () => {
      for (const server of servers) server.close();
    },
  };
  const servers: MockServer[] = [];
  const upstreamServers: MockServer[] = [];
  let upstream: ServerBehaviour = { kind: 'timeout' };
  for (const { name, protocol } of project.clusters) {
    const mocks = scenario.calls.filter((mock) => mock.cluster === name);
    // Envoy marks its own calls so; a client's header of that name does not get this far.
    const isUpstream = ({ headers }: WireRequest): boolean =>
      upstreamClusters.includes(name) && !headers.some(([key]) => key === 'x-envoy-internal');
    const server = new MockServer(
      await freePort(),
      protocol,
      (request) => {
        if (isUpstream(request)) world.upstream.push(request);
        else world.calls.push({ cluster: name, request });
      },
      (request) => (isUpstream(request) ? upstream : answerTo(request, mocks)),
    );
    servers.push(server);
    world.ports.set(name, server.port);
    if (upstreamClusters.includes(name)) upstreamServers.push(server);
    else {
      await server.setOpen(mocks.some((mock) => mock.server.kind !== 'refused'));
    }
  }
  return world;
}

function answerTo({ method, path }: WireRequest, mocks: Scenario['calls']): CallBehaviour {
  const fits = mocks.find(
    ({ match }) => (match.method ?? method) === method && (match.path ?? path) === path,
  );
  // In Sluice such a call is refused. A port cannot be open for one request and closed for another: the comparison shows it.
  return fits?.server ?? { kind: 'reset', after: 'request', delayMs: 0 };
}
