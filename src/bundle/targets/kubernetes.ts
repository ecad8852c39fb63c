// The target "kubernetes": a pod with Envoy and the mock servers in it, to try the filter in a cluster.

import type { Project } from '#project/schema.ts';
import { controlPort } from '../envoy-config.ts';
import { fittedTo, versionNotes } from '../envoy-versions.ts';
import { envoyPodConfig, needsJson } from '../envoy-yaml.ts';
import type { JsonObject } from '../json.ts';
import { markdownBlock } from '../markdown.ts';
import { wasmLevel } from '../run-script.ts';
import type { BundleTarget, TargetContext, TargetFile } from '../target.ts';
import { verifyFiles, verifySteps } from '../verify/verify-files.ts';
import { toYaml } from '../yaml.ts';
import { serverFiles } from './envoy.ts';
import { objectName } from './kubernetes-names.ts';

/** What a ConfigMap may hold. */
const mostBytes = 1_000_000;

export const kubernetesTarget: BundleTarget = {
  name: 'kubernetes',
  title: 'Kubernetes',
  summary: 'a pod to try it',
  options: ['envoyVersion', 'namespace'],
  files(context) {
    const project = fittedTo(context.project, context.options.envoyVersion);
    return [
      {
        path: 'kustomization.yaml',
        text: toYaml(kustomization(context), ' kubectl apply -k .'),
        about: 'makes a ConfigMap of the files and applies the rest',
      },
      {
        path: 'deployment.yaml',
        text: toYaml(deployment(context), ' A pod with Envoy and the servers behind it.'),
        about: 'Envoy and its servers in one pod',
      },
      configFile(project),
      ...serverFiles(context),
      ...verifyFiles(context, [`localhost:${controlPort(project)}`]),
    ];
  },
  steps: (context) => {
    const { project, options } = context;
    const ports = [project.listener.port, controlPort(project)].map((port) => `${port}:${port}`);
    const name = objectName(project.name);
    return [
      ...markdownBlock(
        'sh',
        [
          'kubectl apply -k .',
          `kubectl -n ${options.namespace} rollout status deployment/${name}`,
          `kubectl -n ${options.namespace} port-forward deployment/${name} ${ports.join(' ')}`,
        ].join('\n'),
      ),
      ...verifySteps(context),
    ];
  },
  notes: ({ project, modules, options }) => [
    ...versionNotes(project, options.envoyVersion),
    ...(modules.reduce((sum, one) => sum + one.bytes.length, 0) > mostBytes
      ? ['A ConfigMap holds 1 MiB at most, and the modules are larger: take the OCI image instead.']
      : []),
  ],
};

const configName = (project: Project): string =>
  needsJson(project) ? 'envoy.pod.json' : 'envoy.pod.yaml';

function configFile(project: Project): TargetFile {
  return {
    path: configName(project),
    text: envoyPodConfig(project),
    about: 'the configuration that Envoy reads in the pod',
  };
}

function kustomization({ project, modules, options }: TargetContext): JsonObject {
  return {
    apiVersion: 'kustomize.config.k8s.io/v1beta1',
    kind: 'Kustomization',
    namespace: options.namespace,
    resources: ['deployment.yaml'],
    configMapGenerator: [
      {
        name: objectName(project.name),
        files: [
          configName(project),
          ...modules.map((one) => one.fileName),
          'mock-server.mjs',
          'mocks.json',
        ],
      },
    ],
  };
}

function deployment({ project, options }: TargetContext): JsonObject {
  const name = objectName(project.name);
  const labels = { app: name };
  const { port } = project.listener;
  const mounted = {
    workingDir: '/bundle',
    volumeMounts: [{ name: 'bundle', mountPath: '/bundle', readOnly: true }],
  };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, labels },
    spec: {
      replicas: 1,
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: {
          containers: [
            {
              name: 'envoy',
              image: `envoyproxy/envoy:v${options.envoyVersion}.0`,
              args: [
                '-c',
                configName(project),
                '--concurrency',
                String(project.workers),
                '--component-log-level',
                `wasm:${wasmLevel(project)}`,
              ],
              ports: [{ name: 'http', containerPort: port }],
              readinessProbe: { tcpSocket: { port } },
              ...mounted,
            },
            {
              name: 'mocks',
              image: 'node:20-alpine',
              command: ['node', 'mock-server.mjs'],
              ...mounted,
            },
          ],
          volumes: [{ name: 'bundle', configMap: { name } }],
        },
      },
    },
  };
}
