// `sluice import FILE`: a download, its folder, a project's file or a configuration of Envoy as a project of its own.

import { basename, dirname, join, resolve } from 'node:path';
import { type BundleFile, moduleSha256 } from '#bundle/bundle.ts';
import { moduleFileNames } from '#bundle/envoy-config.ts';
import {
  type FoundModule,
  type FoundProject,
  type ReadProjectFile,
  withNamedModules,
} from '#bundle/read-configuration.ts';
import { isWanted, readFolder, readProjectFile } from '#bundle/read-project-file.ts';
import { compactProject } from '#project/compact.ts';
import type { Project } from '#project/schema.ts';
import type { Arguments } from './arguments.ts';
import { filesOfPlugins, isFile, otherModules, readModule } from './module-files.ts';
import { CliProblem } from './problem.ts';
import { entriesOf, readBytes, readProject, statOf } from './read-project.ts';
import type { CommandResult } from './run-command.ts';
import { jsonText } from './told-report.ts';
import { writeProject } from './write-project.ts';

export function importCommand(args: Arguments): CommandResult {
  const {
    files: [file],
    json,
    outFolder,
  } = args;
  const found = withModulesBeside(file, readWhatever(file));
  const { project, modules, notes } = withGivenModules(found, args.moduleFiles);
  const unmodelled = found.fromEnvoy?.unmodelled ?? [];
  const needed = neededModules(project, modules);
  const written =
    outFolder === null ? [] : writeProject(outFolder, project, besideOf(outFolder, needed));
  const whole = compactProject(project);
  const told = {
    project: whole,
    unmodelled,
    modules: needed.map(({ bytes, ...module }) => ({ ...module, isHere: bytes !== null })),
    files: written,
  };
  const output = outFolder === null ? jsonText(whole) : written.map((path) => `${path}\n`).join('');
  return {
    output: json ? jsonText(told) : output,
    notes: [
      ...unmodelled.map(
        ({ path, line, reason }) => `${file}${line === null ? '' : `:${line}`}: ${path}: ${reason}`,
      ),
      ...notes,
      ...needed.flatMap((module) => (module.bytes === null ? [missingText(module)] : [])),
    ],
    ok: true,
  };
}

interface NeededModule {
  /** What --module calls it. */
  plugin: string;
  /** Its name beside a project.json. */
  file: string;
  sha256: string;
  bytes: Uint8Array | null;
}

function neededModules(project: Project, modules: readonly FoundModule[]): NeededModule[] {
  const files = moduleFileNames(project);
  return project.plugins.flatMap(({ name, source }, index) => {
    if (source.kind !== 'module') return [];
    const { sha256 } = source;
    const bytes = modules.find((one) => one.sha256 === sha256)?.bytes ?? null;
    return [{ plugin: name || String(index), file: files[index] as string, sha256, bytes }];
  });
}

const besideOf = (out: string, needed: readonly NeededModule[]): BundleFile[] =>
  out.endsWith('.json')
    ? []
    : needed.flatMap(({ file, bytes }) => (bytes === null ? [] : [{ path: file, bytes }]));

const missingText = ({ plugin, file }: NeededModule): string =>
  `The module of the plugin ${plugin} is not here. Name its file with --module ${plugin}=FILE.wasm, or put it beside the project.json as ${file}.`;

function readWhatever(file: string): FoundProject {
  const isFolder = statOf(file)?.isDirectory() === true;
  if (!isFolder && basename(file) === 'project.json')
    return { ok: true, project: readProject(file), modules: [], fromEnvoy: null };
  const read: ReadProjectFile = isFolder
    ? readFolder(file, filesIn(file))
    : readProjectFile(file, readBytes(file));
  if (read.ok) return read;
  throw new CliProblem(read.problem, { file });
}

/** What is there of a download, not of a disk. */
const mostFiles = 1000;
const deepestFolder = 5;

function filesIn(folder: string): Record<string, Uint8Array> {
  const paths: string[] = [];
  const visit = (within: string, depth: number): void => {
    for (const entry of entriesOf(join(folder, within))) {
      if (entry.name.startsWith('.') || entry.name === 'node_modules') continue;
      const path = within === '' ? entry.name : `${within}/${entry.name}`;
      if (entry.isDirectory() && depth < deepestFolder) visit(path, depth + 1);
      if (entry.isFile() && isWanted(path)) paths.push(path);
      if (paths.length > mostFiles)
        throw new CliProblem(`There are more than ${mostFiles} files in ${folder}; name one.`);
    }
  };
  visit('', 0);
  return Object.fromEntries(paths.map((path) => [path, readBytes(join(folder, path))]));
}

/** Envoy takes paths from where it is started; a file that came from elsewhere has its modules beside it, as a rule. */
function withModulesBeside(file: string, found: FoundProject): FoundProject {
  const folder = dirname(file);
  return withNamedModules(found, (filename) => {
    const places = [resolve(folder, filename), join(folder, basename(filename))];
    const [place] = places.filter(isFile);
    return place === undefined ? null : readModule(place);
  });
}

/** What the person names is the module, whatever the file says. */
function withGivenModules(
  { project, modules }: FoundProject,
  moduleFiles: ReadonlyMap<string, string>,
): { project: Project; modules: FoundModule[]; notes: string[] } {
  const given = filesOfPlugins(project, moduleFiles).map((file) =>
    file === null ? null : { name: basename(file), bytes: readModule(file) },
  );
  const notes = otherModules(project, given);
  const plugins = project.plugins.map((plugin, index) => {
    const module = given[index] ?? null;
    if (module === null) return plugin;
    const sha256 = moduleSha256(module.bytes);
    return { ...plugin, source: { kind: 'module' as const, name: module.name, sha256 } };
  });
  const taken = given.flatMap((one) =>
    one === null ? [] : [{ sha256: moduleSha256(one.bytes), bytes: one.bytes }],
  );
  return { project: { ...project, plugins }, modules: [...modules, ...taken], notes };
}
