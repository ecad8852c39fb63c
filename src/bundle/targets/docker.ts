// The target "docker": Envoy with the filter, and a mock server for each cluster that has no real one.

import type { Cluster, Project } from '#project/schema.ts';
import { controlPort } from '../envoy-config.ts';
import { fittedTo, versionNotes } from '../envoy-versions.ts';
import { containerPort, envoyComposeConfig, isMocked, needsJson } from '../envoy-yaml.ts';
import type { JsonObject } from '../json.ts';
import { markdownBlock } from '../markdown.ts';
import { wasmLevel } from '../run-script.ts';
import { serviceName } from '../service-name.ts';
import type { EnvoyVersion } from '../target-options.ts';
import type { BundleTarget } from '../target.ts';
import { verifyFiles, verifySteps } from '../verify/verify-files.ts';
import { toYaml } from '../yaml.ts';
import { logLevelSteps, serverFiles } from './envoy.ts';

const mockImage = 'node:20-alpine';
const healthCheck = { interval: '1s', timeout: '2s', retries: 30 };

export const dockerTarget: BundleTarget = {
  name: 'docker',
  title: 'Docker',
  summary: 'Envoy with mock servers',
  options: ['envoyVersion'],
  files(context) {
    const { envoyVersion } = context.options;
    const project = fittedTo(context.project, envoyVersion);
    return [
      {
        path: 'docker-compose.yaml',
        text: composeYaml(project, envoyVersion),
        about: `Envoy ${envoyVersion} and its servers in containers`,
      },
      {
        path: composeConfigName(project),
        text: envoyComposeConfig(project),
        about: 'the configuration that the container reads',
      },
      ...serverFiles(context),
      ...verifyFiles(
        context,
        mockedClusters(project).map((_, index) => `localhost:${controlPort(project) + index}`),
      ),
    ];
  },
  steps: (context) => [
    ...markdownBlock('sh', 'docker compose up --wait'),
    ...(context.project.clusters.length > 0
      ? [
          'The servers play the first scenario. `SCENARIO=2` in the environment plays the second.',
          '',
        ]
      : []),
    ...logLevelSteps('`docker compose logs envoy`'),
    ...verifySteps(context),
    ...markdownBlock('sh', 'docker compose down'),
  ],
  notes: ({ project, options }) => [
    ...versionNotes(project, options.envoyVersion),
    ...portNotes(project),
    ...project.clusters
      .filter((cluster) => !isMocked(cluster))
      .map(
        ({ name, address }) =>
          `The cluster "${name}" is asked at ${address}; no container imitates a server of the outside.`,
      ),
  ],
};

function portNotes({ listener }: Project): string[] {
  return listener.containerPort === undefined || listener.containerPort === listener.port
    ? []
    : [
        `Clients ask at port ${listener.port}, but Envoy listens on port ${listener.containerPort} there: a filter that reads \`destination.port\` or \`destination.address\` sees that one, and the page shows ${listener.port}.`,
      ];
}

function composeConfigName(project: Project): string {
  return needsJson(project) ? 'envoy.compose.json' : 'envoy.compose.yaml';
}

const mockedClusters = (project: Project): Cluster[] => project.clusters.filter(isMocked);

function composeYaml(project: Project, version: EnvoyVersion): string {
  const mocked = mockedClusters(project);
  const services: JsonObject = { envoy: envoyService(project, version) };
  for (const [index, cluster] of mocked.entries())
    services[serviceName(cluster, project)] = mockService(project, cluster, index);
  return toYaml({ services }, ' docker compose up --wait');
}

function envoyService(project: Project, version: EnvoyVersion): JsonObject {
  const inside = containerPort(project);
  const mocked = mockedClusters(project);
  return {
    image: `envoyproxy/envoy:v${version}.0`,
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
      `wasm:$` + `{WASM_LOG_LEVEL:-${wasmLevel(project)}}`,
    ],
    ports: [`${project.listener.port}:${inside}`],
    // The image has no curl; bash opens sockets by itself.
    healthcheck: { test: ['CMD', 'bash', '-c', `: </dev/tcp/127.0.0.1/${inside}`], ...healthCheck },
    ...(mocked.length > 0
      ? {
          depends_on: Object.fromEntries(
            mocked.map((cluster) => [
              serviceName(cluster, project),
              { condition: 'service_healthy' },
            ]),
          ),
        }
      : {}),
  };
}

/** A program for Node that ends with 0 when somebody listens there. */
function isOpen(port: number): string {
  return `require('node:net').connect(${port}, '127.0.0.1').on('connect', () => process.exit(0)).on('error', () => process.exit(1))`;
}

function mockService(project: Project, cluster: Cluster, index: number): JsonObject {
  const control = controlPort(project);
  return {
    image: mockImage,
    working_dir: '/bundle',
    volumes: ['./:/bundle:ro'],
    environment: { SCENARIO: '$' + '{SCENARIO:-1}' },
    // A `$` would begin a variable.
    command: ['node', 'mock-server.mjs', cluster.name.replaceAll('$', '$$$$')],
    ports: [`127.0.0.1:${control + index}:${control}`],
    healthcheck: {
      test: ['CMD', 'node', '-e', isOpen(control)],
      ...healthCheck,
    },
    init: true,
  };
}
