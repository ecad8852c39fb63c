// The target "istio": a WasmPlugin for each plugin, and an EnvoyFilter where a WasmPlugin cannot say everything.

import type { Plugin, Project } from '#project/schema.ts';
import { wasmFilter } from '../envoy-config.ts';
import type { JsonObject } from '../json.ts';
import { markdownBlock, markdownText } from '../markdown.ts';
import { wasmLevel } from '../run-script.ts';
import type { BundleTarget, TargetContext, TargetFile } from '../target.ts';
import { toYaml } from '../yaml.ts';
import { imageFiles, moduleImages, pushSteps } from './image-files.ts';
import { objectName, pluginObjectName } from './kubernetes-names.ts';
import {
  configurationNotes,
  configurationObject,
  inlineEnvironment,
  vmNotes,
} from './plugin-config.ts';

/** Where the module lies for an EnvoyFilter: Envoy reads files and no images. */
const mountPath = '/var/local/lib/wasm-filters';

export const istioTarget: BundleTarget = {
  name: 'istio',
  title: 'Istio',
  summary: 'WasmPlugin',
  options: ['image', 'pullSecret', 'namespace', 'workload', 'phase'],
  files(context) {
    const { project } = context;
    return [
      ...project.plugins.map((_, index) => wasmPluginFile(context, index)),
      ...(needsEnvoyFilter(context) ? [envoyFilterFile(context)] : []),
      ...imageFiles(context),
    ];
  },
  steps: (context) => [
    ...pushSteps(context),
    'Then load it into the workload:',
    '',
    ...markdownBlock(
      'sh',
      context.project.plugins.map((_, index) => `kubectl apply -f ${fileName(index)}`).join('\n'),
    ),
    requestsLine(context.project),
    '',
    ...logSteps(context),
    ...(needsEnvoyFilter(context) ? envoyFilterSteps(context) : []),
  ],
  notes: ({ project }) =>
    project.plugins.flatMap((plugin) => [
      ...vmNotes(plugin),
      ...configurationNotes(plugin, 'pluginConfig'),
      ...failureNotes(plugin),
    ]),
};

function requestsLine({ listener }: Project): string {
  const { requests } = directions[listener.direction];
  return `It takes ${requests} at port ${listener.port}; the direction of the project's listener decides that.`;
}

/** Istio starts its proxies so that a filter's lines below `warning` are not written. */
function logSteps({ project, options: { namespace, workload } }: TargetContext): string[] {
  const level = `localhost:15000/logging?wasm=${wasmLevel(project)}`;
  return [
    'See what it logs, in the first of the pods:',
    '',
    ...markdownBlock(
      'sh',
      [
        `pod=$(kubectl -n ${namespace} get pod -l app=${workload} -o name | head -n 1)`,
        `kubectl -n ${namespace} exec "$pod" -c istio-proxy -- curl -sS -X POST '${level}'`,
        `kubectl -n ${namespace} logs "$pod" -c istio-proxy | grep 'wasm log'`,
      ].join('\n'),
    ),
  ];
}

const fileName = (index: number): string =>
  index === 0 ? 'wasm-plugin.yaml' : `wasm-plugin-${index + 1}.yaml`;

function needsEnvoyFilter({ project }: TargetContext): boolean {
  return project.plugins.some(
    (plugin) =>
      vmNotes(plugin).length > 0 ||
      (plugin.configuration.text !== '' &&
        (plugin.configuration.encoding === 'struct' || configurationObject(plugin) === null)),
  );
}

const failStrategies: Record<Plugin['failurePolicy'], string> = {
  'fail-closed': 'FAIL_CLOSE',
  'fail-open': 'FAIL_OPEN',
  'legacy-fail-open': 'FAIL_OPEN',
  'fail-reload': 'FAIL_RELOAD',
};

function failureNotes({ name, failurePolicy }: Plugin): string[] {
  return failurePolicy === 'fail-reload'
    ? [
        `"${name}" asks for FAIL_RELOAD, which Istio knows from 1.27 on; it has no field for the pause between reloads.`,
      ]
    : [];
}

/** Which requests a plugin gets. A gateway has none that come in, as Istio sees it. */
const directions: Record<
  Project['listener']['direction'],
  { mode: string; context: string; requests: string }
> = {
  inbound: {
    mode: 'SERVER',
    context: 'SIDECAR_INBOUND',
    requests: 'the requests that come to a service',
  },
  outbound: {
    mode: 'CLIENT',
    context: 'GATEWAY',
    requests: 'the requests of a gateway, and those that a service sends,',
  },
  unspecified: {
    mode: 'CLIENT_AND_SERVER',
    context: 'ANY',
    requests: 'all requests, of a gateway as of a service,',
  },
};

/** Istio's name of a plugin is that of the resource behind its namespace, so a plugin that is called so already keeps its name. */
function resourceName({ project, options }: TargetContext, index: number): string {
  const start = `${options.namespace}.`;
  const { name } = project.plugins[index] as Plugin;
  const own = name.startsWith(start) ? name.slice(start.length) : '';
  const isAlone = project.plugins.filter((plugin) => plugin.name === name).length === 1;
  return isAlone && own !== '' && objectName(own) === own ? own : pluginObjectName(project, index);
}

function wasmPluginFile(context: TargetContext, index: number): TargetFile {
  const { project, options } = context;
  const { direction, port } = project.listener;
  const plugin = project.plugins[index] as Plugin;
  const image = moduleImages(context)[index];
  const configuration = configurationObject(plugin);
  const resource: JsonObject = {
    apiVersion: 'extensions.istio.io/v1alpha1',
    kind: 'WasmPlugin',
    metadata: { name: resourceName(context, index), namespace: options.namespace },
    spec: {
      selector: { matchLabels: { app: options.workload } },
      url: `oci://${image?.reference ?? ''}`,
      sha256: image?.digest ?? '',
      imagePullPolicy: 'IfNotPresent',
      ...(options.pullSecret === '' ? {} : { imagePullSecret: options.pullSecret }),
      ...(plugin.rootId === '' ? {} : { pluginName: plugin.rootId }),
      phase: options.phase,
      // Of equal phase the higher priority comes first.
      priority: project.plugins.length - index,
      failStrategy: failStrategies[plugin.failurePolicy],
      ...(configuration === null ? {} : { pluginConfig: configuration }),
      ...inlineEnvironment(plugin),
      match: [{ mode: directions[direction].mode, ports: [{ number: port }] }],
    },
  };
  return {
    path: fileName(index),
    text: toYaml(resource, ` kubectl apply -f ${fileName(index)}`),
    about: `the plugin "${markdownText(plugin.name)}" for Istio`,
  };
}

function envoyFilterFile({ project, options, modules }: TargetContext): TargetFile {
  const resource: JsonObject = {
    apiVersion: 'networking.istio.io/v1alpha3',
    kind: 'EnvoyFilter',
    metadata: { name: objectName(project.name), namespace: options.namespace },
    spec: {
      workloadSelector: { labels: { app: options.workload } },
      configPatches: modules.map(({ fileName: file }, index) => ({
        applyTo: 'HTTP_FILTER',
        match: {
          context: directions[project.listener.direction].context,
          listener: {
            portNumber: project.listener.port,
            filterChain: {
              filter: {
                name: 'envoy.filters.network.http_connection_manager',
                subFilter: { name: 'envoy.filters.http.router' },
              },
            },
          },
        },
        patch: {
          operation: 'INSERT_BEFORE',
          value: wasmFilter(project, index, `${mountPath}/${file}`),
        },
      })),
    },
  };
  return {
    path: 'envoy-filter.yaml',
    text: toYaml(
      resource,
      ' Instead of the WasmPlugin: it says everything, and reads the module from a file.',
    ),
    about: 'instead of the WasmPlugin, with what that cannot say',
  };
}

function envoyFilterSteps({ project, options, modules }: TargetContext): string[] {
  const name = objectName(project.name);
  const files = modules.map((one) => ` --from-file=${one.fileName}`).join('');
  return [
    'A WasmPlugin cannot say all of this project. The EnvoyFilter can; take it instead. It reads the module from a file, which comes into the sidecar with',
    '',
    ...markdownBlock(
      'sh',
      [
        `kubectl -n ${options.namespace} create configmap ${name}${files}`,
        'kubectl apply -f envoy-filter.yaml',
      ].join('\n'),
    ),
    'and these annotations of the pods:',
    '',
    ...markdownBlock(
      'yaml',
      [
        `sidecar.istio.io/userVolume: '[{"name":"wasm","configMap":{"name":"${name}"}}]'`,
        `sidecar.istio.io/userVolumeMount: '[{"name":"wasm","mountPath":"${mountPath}"}]'`,
      ].join('\n'),
    ),
  ];
}
