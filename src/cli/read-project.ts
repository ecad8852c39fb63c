// Reads a project file and says what is wrong with it.

import { type Dirent, existsSync, readdirSync, readFileSync, type Stats, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseProjectFolder, wantsFolder } from '#project/folder.ts';
import { jsonProblem } from '#project/json-problem.ts';
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
  const [first] = parsed.problems;
  throw new CliProblem(`${file} is no Project that can be run:\n${problems.join('\n')}`, {
    file,
    ...(first === undefined || first.path === '' ? {} : { field: first.path }),
  });
}

/** Files whose content a Project is made of, and the folders in which more could appear. */
export interface ProjectFiles {
  files: string[];
  folders: string[];
}

/** Null where it cannot be known, because the file is not there or no JSON. */
export function projectFiles(file: string): ProjectFiles | null {
  const folder = dirname(file);
  try {
    if (!wantsFolder(JSON.parse(readText(file)))) return { files: [file], folders: [folder] };
    const { files, folders } = sourceFilesIn(folder);
    return { files: [file, ...files.map((path) => join(folder, path))], folders };
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof CliProblem) return null;
    throw error;
  }
}

function parse(file: string): ParsedProject {
  const text = readText(file);
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const { message, line, column } = jsonProblem(text, error);
    throw new CliProblem(`${file} is not JSON: ${message}.`, {
      file,
      ...(line === null ? {} : { line }),
      ...(column === null ? {} : { column }),
    });
  }
  return wantsFolder(json)
    ? parseProjectFolder(json, sourcesIn(dirname(file)))
    : parseProject(json);
}

/** Far more than a Project has, so that a project.json in the wrong place does not read a whole disk. */
const mostSources = 500;
const deepestFolder = 5;

function sourcesIn(folder: string): SourceFile[] {
  return sourceFilesIn(folder).files.map((path) => ({ path, text: readText(join(folder, path)) }));
}

/** What is hidden and what packages bring along are no sources. Files are named from the folder on, and in a fixed order. */
function sourceFilesIn(folder: string): ProjectFiles {
  const files: string[] = [];
  const folders: string[] = [];
  const visit = (within: string, depth: number): void => {
    folders.push(join(folder, within));
    for (const entry of entriesOf(join(folder, within))) {
      if (entry.name.startsWith('.') || entry.name === 'node_modules') continue;
      const path = within === '' ? entry.name : `${within}/${entry.name}`;
      if (entry.isDirectory() && depth < deepestFolder) visit(path, depth + 1);
      if (!entry.isFile() || !path.endsWith('.ts')) continue;
      if (files.length === mostSources)
        throw new CliProblem(
          `There are more than ${mostSources} files of TypeScript in ${folder}.`,
          { file: folder },
        );
      files.push(path);
    }
  };
  visit('', 0);
  return { files: files.toSorted((one, other) => (one < other ? -1 : 1)), folders };
}

export function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    throw unreadable(folder, error);
  }
}

/** What is there, behind links; null when nothing is. */
export function statOf(path: string): Stats | null {
  try {
    return statSync(path, { throwIfNoEntry: false }) ?? null;
  } catch (error) {
    throw unreadable(path, error);
  }
}

export function readText(file: string): string {
  return new TextDecoder().decode(readBytes(file));
}

export function readBytes(file: string): Uint8Array<ArrayBuffer> {
  try {
    return new Uint8Array(readFileSync(file));
  } catch (error) {
    throw unreadable(file, error);
  }
}

function unreadable(file: string, error: unknown): CliProblem {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  if (code === 'ENOENT') return new CliProblem(`There is no file ${file}.`, { file });
  if (code !== 'EISDIR')
    return new CliProblem(`${file} cannot be read: ${String(error)}`, { file });
  const inside = join(file, 'project.json');
  const cure = existsSync(inside) ? `; take ${inside}` : ', and a file is needed';
  return new CliProblem(`${file} is a folder${cure}.`, { file });
}
