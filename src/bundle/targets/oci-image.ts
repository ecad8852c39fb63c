// The target "oci-image": the module in a registry, in both forms in which meshes and gateways fetch it.

import type { Plugin } from '#project/schema.ts';
import { markdownBlock } from '../markdown.ts';
import type { BundleTarget, TargetContext } from '../target.ts';
import { imageFiles, moduleImages, pushCommands, pushSteps } from './image-files.ts';

export const ociImageTarget: BundleTarget = {
  name: 'oci-image',
  title: 'OCI image',
  summary: 'FROM scratch, one layer',
  options: ['image'],
  files: (context) => [
    ...imageFiles(context),
    ...moduleImages(context, 'artifact').map(({ path, archive, digest }, index) => ({
      path,
      bytes: archive,
      about: `\`${context.modules[index]?.fileName}\` itself as the layer of an OCI artifact, digest \`sha256:${digest}\``,
    })),
    ...context.modules.map(({ fileName }, index) => ({
      path: dockerfileName(index),
      text: `FROM scratch\nCOPY ${JSON.stringify([fileName, './plugin.wasm'])}\n`,
      about: 'the same image for a builder of containers',
    })),
    ...context.project.plugins.map((plugin, index) => ({
      path: runtimeConfigName(index),
      text: runtimeConfig(plugin),
      about: 'what older tools for images of filters, such as `wasme`, want beside the module',
    })),
  ],
  steps: (context) => [
    ...pushSteps(context),
    'Or, as an artifact with the module itself as its layer:',
    '',
    ...markdownBlock('sh', pushCommands(moduleImages(context, 'artifact'))),
    'Or build the image with Docker; its digest is then another one:',
    '',
    ...markdownBlock('sh', buildCommands(context)),
  ],
  notes: () => [
    'An image holds the module alone: name, root id, configuration and failure policy stand where it is loaded.',
    'Envoy itself does not load images; Istio, Envoy Gateway and Higress fetch them for it.',
  ],
};

const runtimeConfigName = (index: number): string =>
  index === 0 ? 'runtime-config.json' : `runtime-config-${index + 1}.json`;

/** Without ABI versions: those tools' own names for them end before 0.2.1. */
function runtimeConfig({ rootId }: Plugin): string {
  const config = { type: 'envoy_proxy', abiVersions: [], config: { rootIds: [rootId] } };
  return `${JSON.stringify(config, null, 2)}\n`;
}

const dockerfileName = (index: number): string =>
  index === 0 ? 'Dockerfile' : `Dockerfile-${index + 1}`;

function buildCommands(context: TargetContext): string {
  return moduleImages(context)
    .map(
      ({ reference }, index) =>
        `docker build -f ${dockerfileName(index)} -t ${reference} . && docker push ${reference}`,
    )
    .join('\n');
}
