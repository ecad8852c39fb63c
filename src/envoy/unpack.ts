// Writes the files of a bundle into a folder, as a person unpacks them.

import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type BundleFile, fileBytes } from '#bundle/bundle.ts';

export function unpack(folder: string, files: readonly BundleFile[]): void {
  for (const file of files) {
    const path = join(folder, file.path);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, fileBytes(file));
  }
}
