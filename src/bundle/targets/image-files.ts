// The images of a chain's modules, as every target holds them that loads the filter from a registry.

import { markdownBlock } from '../markdown.ts';
import { type ImageForm, type OciImage, ociImage } from '../oci/image.ts';
import type { TargetContext, TargetFile } from '../target.ts';

export interface ModuleImage extends OciImage {
  /** Registry, name and tag. */
  reference: string;
  path: string;
}

/** One per plugin; the further ones of a chain have their number behind the name. */
export function moduleImages(
  { modules, options }: TargetContext,
  form: ImageForm = 'image',
): ModuleImage[] {
  const colon = options.image.lastIndexOf(':');
  const [name, tag] = [options.image.slice(0, colon), options.image.slice(colon + 1)];
  return modules.map(({ bytes }, index) => {
    const number = index === 0 ? '' : `-${index + 1}`;
    return {
      ...ociImage(bytes, form, tag),
      reference: `${name}${number}:${tag}`,
      path: `${form}${number}.oci.tar`,
    };
  });
}

export function imageFiles(context: TargetContext): TargetFile[] {
  return moduleImages(context).map(({ path, archive, digest }, index) => ({
    path,
    bytes: archive,
    about: `\`${context.modules[index]?.fileName}\` as an OCI image, digest \`sha256:${digest}\``,
  }));
}

/** How the images come to the registry. The digest must stay the one that the manifests name. */
export function pushSteps(context: TargetContext): string[] {
  return [
    'Push the filter to your registry:',
    '',
    ...markdownBlock('sh', pushCommands(moduleImages(context))),
  ];
}

export function pushCommands(images: ModuleImage[]): string {
  return images
    .map(
      ({ path, reference }) =>
        `skopeo copy --preserve-digests oci-archive:${path} docker://${reference}`,
    )
    .join('\n');
}
