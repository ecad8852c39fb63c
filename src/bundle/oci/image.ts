// A module as an OCI image in an archive (`oci-archive:` of skopeo): an OCI layout with one manifest, packed with tar. Made here and not
// by a container tool, so that its digest is known before it is pushed.

import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { gzipSync } from 'fflate';
import { tarArchive } from './tar.ts';

/**
 * `image` is what a Dockerfile FROM scratch gives: one layer, a tar with plugin.wasm in it. `artifact` has the module itself as its
 * layer. Istio and Envoy Gateway take both.
 */
export type ImageForm = 'image' | 'artifact';

export interface OciImage {
  archive: Uint8Array<ArrayBuffer>;
  /** sha256 of the manifest in hexadecimal: what follows `@sha256:` in a reference. */
  digest: string;
}

interface Blob {
  mediaType: string;
  bytes: Uint8Array;
}

const manifestType = 'application/vnd.oci.image.manifest.v1+json';
const epoch = '1970-01-01T00:00:00Z';

export function ociImage(module: Uint8Array, form: ImageForm, tag: string): OciImage {
  const { config, layer } = form === 'image' ? imageBlobs(module) : artifactBlobs(module);
  const manifest = json({
    schemaVersion: 2,
    mediaType: manifestType,
    config: descriptor(config),
    layers: [descriptor(layer)],
  });
  const index = json({
    schemaVersion: 2,
    manifests: [
      {
        ...descriptor({ mediaType: manifestType, bytes: manifest }),
        annotations: { 'org.opencontainers.image.ref.name': tag },
      },
    ],
  });
  const blobs = [config.bytes, layer.bytes, manifest].map((bytes) => ({
    path: `blobs/sha256/${hash(bytes)}`,
    bytes,
  }));
  return {
    archive: tarArchive([
      { path: 'oci-layout', bytes: json({ imageLayoutVersion: '1.0.0' }) },
      { path: 'index.json', bytes: index },
      ...blobs,
    ]),
    digest: hash(manifest),
  };
}

function imageBlobs(module: Uint8Array): { config: Blob; layer: Blob } {
  const files = tarArchive([{ path: 'plugin.wasm', bytes: module }]);
  const config = json({
    created: epoch,
    architecture: 'amd64',
    os: 'linux',
    config: {},
    rootfs: { type: 'layers', diff_ids: [`sha256:${hash(files)}`] },
    history: [{ created: epoch, created_by: 'COPY plugin.wasm ./' }],
  });
  return {
    config: { mediaType: 'application/vnd.oci.image.config.v1+json', bytes: config },
    layer: {
      mediaType: 'application/vnd.oci.image.layer.v1.tar+gzip',
      // No clock takes part.
      bytes: gzipSync(files, { level: 9, mtime: '1980-01-01T00:00:00' }),
    },
  };
}

function artifactBlobs(module: Uint8Array): { config: Blob; layer: Blob } {
  return {
    config: { mediaType: 'application/vnd.module.wasm.config.v1+json', bytes: json({}) },
    layer: { mediaType: 'application/vnd.module.wasm.content.layer.v1+wasm', bytes: module },
  };
}

function descriptor({ mediaType, bytes }: Blob) {
  return { mediaType, digest: `sha256:${hash(bytes)}`, size: bytes.length };
}

const json = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value));
const hash = (bytes: Uint8Array): string => bytesToHex(sha256(bytes));
