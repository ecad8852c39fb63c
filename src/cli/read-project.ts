// Reads a project file and says what is wrong with it.

import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseProjectFolder, wantsFolder } from '#project/folder.ts';
import { type ParsedProject, parseProject } from '#project/parse.ts';
import type { Project, SourceFile } from '#project/schema.ts';
import { CliProblem } from './problem.ts';

/** The `.ts` files beside a project.json are the sources of those plugins that have none in it. */
export function readProject(file: string): Project {
  const parsed = parse(file);
  if (parsed.ok) return parsed.project;
  const problems = parsed.problems.map(
    ({ path, message }) => `  ${path === '' ? file : path}: ${message}`,
  );
  throw new CliProblem(`${file} is no Project that can be run:\n${problems.join('\n')}`);
}

function parse(file: string): ParsedProject {
  let json: unknown;
  try {
    json = JSON.parse(readText(file));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return { ok: false, problems: [{ path: '', message: `not JSON: ${error.message}` }] };
  }
  return wantsFolder(json)
    ? parseProjectFolder(json, sourcesIn(dirname(file)))
    : parseProject(json);
}

/** Far more than a Project has, so that a project.json in the wrong place does not read a whole disk. */
const mostSources = 500;
const deepestFolder = 5;

/** What is hidden and what packages bring along are no sources. */
function sourcesIn(folder: string): SourceFile[] {
  const found: SourceFile[] = [];
  const visit = (within: string, depth: number): void => {
    for (const entry of readdirSync(join(folder, within), { withFileTypes: true })) {
      if (entry.name.startsWith('.') || entry.name === 'node_modules') continue;
      const path = within === '' ? entry.name : `${within}/${entry.name}`;
      if (entry.isDirectory() && depth < deepestFolder) visit(path, depth + 1);
      if (!entry.isFile() || !path.endsWith('.ts')) continue;
      if (found.length === mostSources)
        throw new CliProblem(
          `There are more than ${mostSources} files of TypeScript in ${folder}.`,
        );
      found.push({ path, text: readText(join(folder, path)) });
    }
  };
  visit('', 0);
  return found.toSorted((one, other) => (one.path < other.path ? -1 : 1));
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
