// Reads the files in which a Project travels: the file of the command line and the page, a project.json, or a zip with one in it, such as
// the download. What is wrong is said in a sentence; nothing that a file claims is believed.

import { unzipSync } from 'fflate';
import { parseProjectFolder, wantsFolder } from '#project/folder.ts';
import type { ParsedProject } from '#project/parse.ts';
import type { Project, SourceFile } from '#project/schema.ts';
import { moduleSha256 } from './bundle.ts';

export interface FoundModule {
  sha256: string;
  bytes: Uint8Array<ArrayBuffer>;
}

export type ReadProjectFile =
  /** `modules` are those in the zip that the Project names. */
  { ok: true; project: Project; modules: FoundModule[] } | { ok: false; problem: string };

const mebi = 1024 * 1024;
const mostJsonBytes = 16 * mebi;
const mostZipBytes = 128 * mebi;
const mostModuleBytes = 64 * mebi;
/** Of all that is unpacked. */
const mostUnpackedBytes = 256 * mebi;
const mostFiles = 1000;

export function readProjectFile(name: string, bytes: Uint8Array): ReadProjectFile {
  const refused = (problem: string): ReadProjectFile => ({ ok: false, problem });
  const isZip = bytes[0] === 0x50 && bytes[1] === 0x4b;
  const most = isZip ? mostZipBytes : mostJsonBytes;
  if (bytes.length > most)
    return refused(
      `${name} has ${Math.ceil(bytes.length / mebi)} MiB; ${isZip ? 'a zip' : 'a project'} may have at most ${most / mebi} MiB here.`,
    );
  return isZip ? readZip(name, bytes) : readJson(name, bytes, []);
}

function readJson(name: string, bytes: Uint8Array, beside: readonly SourceFile[]): ReadProjectFile {
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder().decode(bytes)) as unknown;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { ok: false, problem: `${name} is not JSON: ${reason}.` };
  }
  if (isHar(json))
    return {
      ok: false,
      problem: `${name} is a HAR recording, not a project. Paste curl, above the request, takes it.`,
    };
  if (beside.length === 0 && wantsFolder(json))
    return {
      ok: false,
      problem: `${name} is the project.json of a folder and has no filter in it. Give the folder as a zip.`,
    };
  const parsed = parseProjectFolder(json, beside);
  return parsed.ok
    ? { ok: true, project: parsed.project, modules: [] }
    : { ok: false, problem: fieldSentence(name, parsed.problems) };
}

type Problems = Extract<ParsedProject, { ok: false }>['problems'];

function fieldSentence(name: string, problems: Problems): string {
  const [first] = problems;
  const where = first === undefined || first.path === '' ? '' : `${first.path}: `;
  const more = problems.length > 1 ? ` (and ${problems.length - 1} more)` : '';
  return `${name} is no project that can be opened. ${where}${first?.message ?? 'unknown format'}${more}`;
}

function readZip(name: string, bytes: Uint8Array): ReadProjectFile {
  const names: string[] = [];
  const tooLarge: string[] = [];
  let unpackedBytes = 0;
  let files: Record<string, Uint8Array>;
  try {
    files = unzipSync(bytes, {
      filter: ({ name: path, originalSize }) => {
        names.push(path);
        const fits = originalSize <= mostOf(path);
        if (!fits) tooLarge.push(path);
        const wanted = fits && isWanted(path);
        unpackedBytes += wanted ? originalSize : 0;
        return wanted && unpackedBytes <= mostUnpackedBytes && names.length <= mostFiles;
      },
    });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { ok: false, problem: `${name} cannot be unpacked: ${reason}.` };
  }
  const [large] = tooLarge.filter(isWanted);
  if (large !== undefined)
    return {
      ok: false,
      problem: `${large} in ${name} is too large: at most ${mostOf(large) / mebi} MiB.`,
    };
  if (unpackedBytes > mostUnpackedBytes || names.length > mostFiles)
    return {
      ok: false,
      problem: `${name} is larger than a project can be: at most ${mostFiles} files and ${mostUnpackedBytes / mebi} MiB unpacked.`,
    };
  const path = Object.keys(files)
    .filter((one) => /(^|\/)project\.json$|\.sluice\.json$/.test(one))
    .toSorted((one, other) => one.split('/').length - other.split('/').length)[0];
  const json = path === undefined ? undefined : files[path];
  if (path === undefined || json === undefined)
    return { ok: false, problem: `${name} has no project.json in it, so it is no project.` };
  const read = readJson(`${path} in ${name}`, json, sourcesBeside(path, files));
  return read.ok ? { ...read, modules: modulesOf(read.project, files) } : read;
}

const isWanted = (path: string): boolean => /\.(json|ts|wasm)$/.test(path);

const mostOf = (path: string): number => (path.endsWith('.wasm') ? mostModuleBytes : mostJsonBytes);

function sourcesBeside(path: string, files: Record<string, Uint8Array>): SourceFile[] {
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  return Object.entries(files).flatMap(([one, bytes]) =>
    one.startsWith(folder) && one.endsWith('.ts')
      ? [{ path: one.slice(folder.length), text: new TextDecoder().decode(bytes) }]
      : [],
  );
}

/** By their hash: what a file is called says nothing. */
function modulesOf(project: Project, files: Record<string, Uint8Array>): FoundModule[] {
  const wanted = new Set(
    project.plugins.flatMap(({ source }) => (source.kind === 'module' ? [source.sha256] : [])),
  );
  if (wanted.size === 0) return [];
  return Object.entries(files).flatMap(([path, bytes]) => {
    if (!path.endsWith('.wasm')) return [];
    const sha256 = moduleSha256(bytes);
    return wanted.has(sha256) ? [{ sha256, bytes: new Uint8Array(bytes) }] : [];
  });
}

function isHar(json: unknown): boolean {
  if (typeof json !== 'object' || json === null || !('log' in json)) return false;
  const { log } = json;
  return typeof log === 'object' && log !== null && 'entries' in log;
}
