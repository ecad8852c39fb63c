// envoy.yaml as text, for an Envoy on this machine and for the one that docker-compose.yaml starts.

import type { Cluster, Project } from '#project/schema.ts';
import { envoyConfig, isIpAddress, type Places, structsOf } from './envoy-config.ts';
import { type JsonObject, numbersLostInYaml } from './json.ts';
import { serviceName } from './service-name.ts';
import { toYaml } from './yaml.ts';

/** For `envoy -c envoy.yaml`: addresses as the Project has them. */
export function envoyYaml(project: Project): string {
  return toYaml(
    configHere(project),
    comment(project, `envoy -c envoy.yaml --concurrency ${project.workers}`),
  );
}

/** The same as JSON. Envoy takes it too, and keeps numbers in it that it would turn into text in YAML. */
export function envoyJson(project: Project): string {
  return `${JSON.stringify(configHere(project), null, 2)}\n`;
}

export function configHere(project: Project): JsonObject {
  return envoyConfig(project, placesHere(project));
}

/** For the containers: Envoy listens to all of them, and finds what runs beside it by its service name. */
export function envoyComposeConfig(project: Project): string {
  const places: Places = {
    listenerAddress: '0.0.0.0',
    listenerPort: containerPort(project),
    clusterAddress: (cluster) =>
      isMocked(cluster) ? serviceName(cluster, project) : cluster.address,
  };
  const config = envoyConfig(project, places);
  return needsJson(project)
    ? `${JSON.stringify(config, null, 2)}\n`
    : toYaml(config, ` As envoy.yaml, but with the addresses inside of docker-compose.yaml.`);
}

/** Where Envoy listens inside of its container. */
export function containerPort({ listener }: Project): number {
  return listener.containerPort ?? listener.port;
}

/** For a pod that has the servers in it: what is imitated is found on its loopback. */
export function envoyPodConfig(project: Project): string {
  const config = envoyConfig(project, {
    listenerAddress: '0.0.0.0',
    listenerPort: project.listener.port,
    clusterAddress: (cluster) => (isMocked(cluster) ? '127.0.0.1' : cluster.address),
  });
  return needsJson(project)
    ? `${JSON.stringify(config, null, 2)}\n`
    : toYaml(config, ' As envoy.yaml, with the addresses inside of the pod.');
}

/** A server at an address of the outside is asked there, not imitated. */
export function isMocked(cluster: Cluster): boolean {
  return !isIpAddress(cluster.address) || /^(127\.|0\.0\.0\.0$|::1?$)/.test(cluster.address);
}

/** Whether YAML cannot carry this Project, see {@link numbersLostInYaml}. */
export function needsJson(project: Project): boolean {
  return lostNumbers(project).length > 0;
}

function lostNumbers(project: Project): string[] {
  return structsOf(project).flatMap(({ path, value }) => numbersLostInYaml(value, path));
}

function placesHere(project: Project): Places {
  return {
    listenerAddress: project.listener.address,
    listenerPort: project.listener.port,
    clusterAddress: (cluster) => cluster.address,
  };
}

function comment(project: Project, command: string): string {
  const lines = [` Start Envoy in this folder: ${command}`];
  const lost = lostNumbers(project);
  if (lost.length > 0) {
    lines.push(
      ` Envoy reads these numbers as text from YAML; envoy.json keeps them: ${lost.join(', ')}`,
    );
  }
  return lines.join('\n');
}
