// Reads the files that a Project comes from: the file of the command line and the page, a project.json, a configuration of Envoy, or a zip or
// folder with one of them in it, such as the download. What is wrong is said in a sentence; nothing that a file claims is believed.

import { unzipSync } from 'fflate';
import { jsonProblem } from '#project/json-problem.ts';
import { parseProjectFolder, wantsFolder } from '#project/folder.ts';
import type { ParsedProject } from '#project/parse.ts';
import type { Project, SourceFile } from '#project/schema.ts';
import { moduleSha256 } from './bundle.ts';
import {
  type FoundModule,
  isConfiguration,
  type ReadProjectFile,
  readConfiguration,
  withNamedModules,
} from './read-configuration.ts';

type Files = Readonly<Record<string, Uint8Array>>;

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
  if (isZip) return readZip(name, bytes);
  return /\.ya?ml$/i.test(name)
    ? readConfiguration(name, bytes, 'yaml')
    : readJson(name, bytes, []);
}

/** What people paste: a configuration of Envoy in either spelling, or a project. */
export function readPastedProject(text: string): ReadProjectFile {
  const bytes = new TextEncoder().encode(text);
  return text.trimStart().startsWith('{')
    ? readJson('The pasted text', bytes, [])
    : readConfiguration('', bytes, 'yaml');
}

function readJson(name: string, bytes: Uint8Array, beside: readonly SourceFile[]): ReadProjectFile {
  const text = new TextDecoder().decode(bytes);
  let json: unknown;
  try {
    json = JSON.parse(text) as unknown;
  } catch (error) {
    return { ok: false, problem: `${name} is not JSON: ${jsonProblem(text, error).message}.` };
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
  if (isConfiguration(json)) return readConfiguration(name, bytes, 'json');
  const parsed = parseProjectFolder(json, beside);
  return parsed.ok
    ? { ok: true, project: parsed.project, modules: [], fromEnvoy: null }
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
  return readFolder(name, files);
}

/** `files` by their paths in the folder; only those are looked at that {@link isWanted} names. */
export function readFolder(name: string, files: Files): ReadProjectFile {
  const projectPath = shallowest(files, /(^|\/)project\.json$|\.sluice\.json$/);
  const path =
    projectPath ?? shallowest(files, /(^|\/)envoy[\w.-]*\.(ya?ml|json)$/) ?? onlyYaml(files);
  const bytes = path === null ? undefined : files[path];
  if (path === null || bytes === undefined)
    return {
      ok: false,
      problem: `${name} has neither a project.json nor an envoy.yaml in it, so it is no project.`,
    };
  const inside = `${path} in ${name}`;
  if (path !== projectPath) return readConfigurationBeside(path, inside, files);
  const read = readJson(inside, bytes, sourcesBeside(path, files));
  return read.ok ? { ...read, modules: modulesOf(read.project, files) } : read;
}

function readConfigurationBeside(path: string, inside: string, files: Files): ReadProjectFile {
  const spelling = path.endsWith('.json') ? 'json' : 'yaml';
  const read = readConfiguration(inside, files[path] ?? new Uint8Array(), spelling);
  return read.ok
    ? withNamedModules(read, (filename) => {
        const fitting = Object.keys(files).filter((one) => lastStep(one) === lastStep(filename));
        const [only] = fitting.length === 1 ? fitting : [];
        return only === undefined ? null : (files[only] ?? null);
      })
    : read;
}

const lastStep = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

function onlyYaml(files: Files): string | null {
  const found = Object.keys(files).filter((path) => /\.ya?ml$/.test(path));
  return found.length === 1 ? (found[0] ?? null) : null;
}

function shallowest(files: Files, name: RegExp): string | null {
  const paths = Object.keys(files).filter((path) => name.test(path));
  const depth = (path: string): number => path.split('/').length;
  return paths.toSorted((one, other) => depth(one) - depth(other))[0] ?? null;
}

/** What a Project can come from, by the name. */
export const isWanted = (path: string): boolean => /\.(json|ya?ml|ts|wasm)$/.test(path);

const mostOf = (path: string): number => (path.endsWith('.wasm') ? mostModuleBytes : mostJsonBytes);

function sourcesBeside(path: string, files: Files): SourceFile[] {
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  return Object.entries(files).flatMap(([one, bytes]) =>
    one.startsWith(folder) && one.endsWith('.ts')
      ? [{ path: one.slice(folder.length), text: new TextDecoder().decode(bytes) }]
      : [],
  );
}

/** By their hash: what a file is called says nothing. */
function modulesOf(project: Project, files: Files): FoundModule[] {
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
