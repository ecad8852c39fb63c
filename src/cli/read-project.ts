// Reads a project file and says what is wrong with it.

import { readFileSync } from 'node:fs';
import { parseProjectText } from '#project/parse.ts';
import type { Project } from '#project/schema.ts';
import { CliProblem } from './problem.ts';

export function readProject(file: string): Project {
  const parsed = parseProjectText(readText(file));
  if (parsed.ok) return parsed.project;
  const problems = parsed.problems.map(
    ({ path, message }) => `  ${path === '' ? file : path}: ${message}`,
  );
  throw new CliProblem(`${file} is no Project that can be run:\n${problems.join('\n')}`);
}

export function readText(file: string): string {
  return new TextDecoder().decode(readBytes(file));
}

export function readBytes(file: string): Uint8Array<ArrayBuffer> {
  try {
    return new Uint8Array(readFileSync(file));
  } catch (error) {
    const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    throw new CliProblem(
      missing ? `There is no file ${file}.` : `${file} cannot be read: ${String(error)}`,
    );
  }
}
