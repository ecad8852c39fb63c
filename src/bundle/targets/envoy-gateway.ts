// The target "envoy-gateway": one EnvoyExtensionPolicy with the plugins of the chain.

import type { Plugin } from '#project/schema.ts';
import type { JsonObject } from '../json.ts';
import { markdownBlock } from '../markdown.ts';
import type { BundleTarget, TargetContext } from '../target.ts';
import { toYaml } from '../yaml.ts';
import { imageFiles, type ModuleImage, moduleImages, pushSteps } from './image-files.ts';
import { objectName } from './kubernetes-names.ts';
import { configurationNotes, configurationObject, vmNotes } from './plugin-config.ts';

export const envoyGatewayTarget: BundleTarget = {
  name: 'envoy-gateway',
  title: 'Envoy Gateway',
  summary: 'EnvoyExtensionPolicy',
  options: ['image', 'pullSecret', 'namespace', 'workload'],
  files: (context) => [
    {
      path: 'envoy-extension-policy.yaml',
      text: toYaml(policy(context), ' kubectl apply -f envoy-extension-policy.yaml'),
      about: `the filter for the Gateway "${context.options.workload}"`,
    },
    ...imageFiles(context),
  ],
  steps: (context) => [
    ...pushSteps(context),
    `Then hand it to the Gateway "${context.options.workload}":`,
    '',
    ...markdownBlock('sh', 'kubectl apply -f envoy-extension-policy.yaml'),
  ],
  notes: ({ project }) =>
    project.plugins.flatMap((plugin) => [
      ...vmNotes(plugin),
      ...configurationNotes(plugin, 'config'),
      ...(plugin.failurePolicy === 'fail-reload'
        ? [
            `"${plugin.name}" asks for FAIL_RELOAD; the policy knows failOpen alone and stays closed.`,
          ]
        : []),
      ...(Object.keys(plugin.vm.environment).length > 0
        ? [
            `The policy passes on variables of the proxy's own environment and sets none: ${Object.keys(plugin.vm.environment).join(', ')} of "${plugin.name}" must be set at the proxy.`,
          ]
        : []),
    ]),
};

function policy(context: TargetContext): JsonObject {
  const { project, options } = context;
  const images = moduleImages(context);
  return {
    apiVersion: 'gateway.envoyproxy.io/v1alpha1',
    kind: 'EnvoyExtensionPolicy',
    metadata: { name: objectName(project.name), namespace: options.namespace },
    spec: {
      targetRefs: [{ group: 'gateway.networking.k8s.io', kind: 'Gateway', name: options.workload }],
      wasm: project.plugins.map((plugin, index) =>
        extension(plugin, images[index] as ModuleImage, options.pullSecret),
      ),
    },
  };
}

function extension(plugin: Plugin, image: ModuleImage, pullSecret: string): JsonObject {
  const configuration = configurationObject(plugin);
  const variables = Object.keys(plugin.vm.environment);
  return {
    ...(plugin.name === '' ? {} : { name: plugin.name }),
    ...(plugin.rootId === '' ? {} : { rootID: plugin.rootId }),
    code: {
      type: 'Image',
      image: {
        url: image.reference,
        sha256: image.digest,
        ...(pullSecret === '' ? {} : { pullSecretRef: { name: pullSecret } }),
      },
      pullPolicy: 'IfNotPresent',
    },
    ...(configuration === null ? {} : { config: configuration }),
    failOpen: plugin.failurePolicy.endsWith('fail-open'),
    ...(variables.length === 0 ? {} : { env: { hostKeys: variables } }),
  };
}
