// Packs the files of a bundle. The same files give the same bytes on every machine and at every time.

import { type Zippable, zipSync } from 'fflate';
import { type BundleFile, fileBytes } from './file.ts';

/** The first moment that a zip can hold, so that no clock takes part. */
const epoch = '1980-01-01T00:00:00';

export function zipBundle(files: BundleFile[]): Uint8Array<ArrayBuffer> {
  const entries: Zippable = {};
  for (const file of files) entries[file.path] = fileBytes(file);
  const zipped = zipSync(entries, { level: 9, mtime: epoch });
  return new Uint8Array(zipped);
}
