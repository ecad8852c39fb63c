// Writes files into a folder, which is made when it is not there.

import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type BundleFile, fileBytes } from '#bundle/bundle.ts';
import { CliProblem } from './problem.ts';

export function writeFiles(folder: string, files: BundleFile[]): void {
  for (const file of files) {
    const path = join(folder, file.path);
    try {
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, fileBytes(file));
    } catch (error) {
      throw new CliProblem(
        `${path} cannot be written: ${error instanceof Error ? error.message : String(error)}`,
        { file: path },
      );
    }
  }
}
