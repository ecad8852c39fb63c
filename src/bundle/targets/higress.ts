// The target "higress": its own WasmPlugin, which is Istio's with a configuration for everything that no rule matches.

import type { Plugin } from '#project/schema.ts';
import type { JsonObject } from '../json.ts';
import { markdownBlock, markdownText } from '../markdown.ts';
import type { BundleTarget, TargetContext } from '../target.ts';
import { toYaml } from '../yaml.ts';
import { imageFiles, moduleImages, pushSteps } from './image-files.ts';
import { pluginObjectName } from './kubernetes-names.ts';
import {
  configurationNotes,
  configurationObject,
  inlineEnvironment,
  vmNotes,
} from './plugin-config.ts';

export const higressTarget: BundleTarget = {
  name: 'higress',
  title: 'Higress',
  summary: 'its own WasmPlugin',
  options: ['image', 'pullSecret', 'phase'],
  files: (context) => [
    ...context.project.plugins.map((plugin, index) => ({
      path: fileName(index),
      text: toYaml(wasmPlugin(context, plugin, index), ` kubectl apply -f ${fileName(index)}`),
      about: `the plugin "${markdownText(plugin.name)}" for Higress`,
    })),
    ...imageFiles(context),
  ],
  steps: (context) => [
    ...pushSteps(context),
    'Then:',
    '',
    ...markdownBlock(
      'sh',
      context.project.plugins.map((_, index) => `kubectl apply -f ${fileName(index)}`).join('\n'),
    ),
  ],
  notes: ({ project }) => [
    ...project.plugins.flatMap((plugin) => [
      ...vmNotes(plugin),
      ...configurationNotes(plugin, 'defaultConfig'),
      ...(plugin.failurePolicy === 'fail-reload'
        ? [`"${plugin.name}" asks for FAIL_RELOAD; the resource knows FAIL_CLOSE and FAIL_OPEN.`]
        : []),
    ]),
    'The resource is held against the schema of Higress; it has not been tried on one.',
  ],
};

const fileName = (index: number): string =>
  index === 0 ? 'wasm-plugin.yaml' : `wasm-plugin-${index + 1}.yaml`;

function wasmPlugin(context: TargetContext, plugin: Plugin, index: number): JsonObject {
  const image = moduleImages(context)[index];
  const configuration = configurationObject(plugin);
  const { pullSecret, phase } = context.options;
  return {
    apiVersion: 'extensions.higress.io/v1alpha1',
    kind: 'WasmPlugin',
    metadata: {
      name: pluginObjectName(context.project, index),
      namespace: 'higress-system',
    },
    spec: {
      url: `oci://${image?.reference ?? ''}`,
      sha256: image?.digest ?? '',
      ...(plugin.rootId === '' ? {} : { pluginName: plugin.rootId }),
      imagePullPolicy: 'IfNotPresent',
      ...(pullSecret === '' ? {} : { imagePullSecret: pullSecret }),
      phase,
      priority: context.project.plugins.length - index,
      failStrategy: plugin.failurePolicy.endsWith('fail-open') ? 'FAIL_OPEN' : 'FAIL_CLOSE',
      ...(configuration === null ? {} : { defaultConfig: configuration }),
      ...inlineEnvironment(plugin),
    },
  };
}
