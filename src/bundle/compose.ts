// docker-compose.yaml: Envoy with the filter, and a mock server for each cluster that has no real one.

import type { Project } from '#project/schema.ts';
import { isMocked, needsJson } from './envoy-yaml.ts';
import type { JsonObject } from './json.ts';
import { serviceName } from './service-name.ts';
import { toYaml } from './yaml.ts';

const envoyImage = 'envoyproxy/envoy:v1.40.0';
const mockImage = 'node:20-alpine';

/** The configuration that the container reads. */
export function composeConfigName(project: Project): string {
  return needsJson(project) ? 'envoy.compose.json' : 'envoy.compose.yaml';
}

export function composeYaml(project: Project): string {
  const mocked = project.clusters.filter(isMocked);
  const services: JsonObject = {
    envoy: {
      image: envoyImage,
      // The folder's files belong to whoever unpacked them.
      environment: { ENVOY_UID: '0' },
      working_dir: '/bundle',
      volumes: ['./:/bundle:ro'],
      command: [
        'envoy',
        '-c',
        composeConfigName(project),
        '--concurrency',
        String(project.workers),
        '--component-log-level',
        `wasm:${wasmLevel(project)}`,
      ],
      ports: [`${project.listener.port}:${project.listener.port}`],
      ...(mocked.length > 0
        ? { depends_on: mocked.map((cluster) => serviceName(cluster, project)) }
        : {}),
    },
  };
  for (const cluster of mocked) {
    services[serviceName(cluster, project)] = {
      image: mockImage,
      working_dir: '/bundle',
      volumes: ['./:/bundle:ro'],
      environment: { SCENARIO: '$' + '{SCENARIO:-1}' },
      // A `$` would begin a variable.
      command: ['node', 'mock-server.mjs', cluster.name.replaceAll('$', '$$$$')],
      init: true,
    };
  }
  return toYaml({ services }, ' docker compose up');
}

/** Envoy's own word for a level of the Project. */
export function wasmLevel({ logLevel }: Project): string {
  return logLevel === 'warn' ? 'warning' : logLevel;
}
