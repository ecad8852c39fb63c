// Modules compiled elsewhere: which plugin a file is for, and whether it is what the Project says.

import { createHash } from 'node:crypto';
import { dirname, join } from 'node:path';
import { moduleFileNames } from '#bundle/envoy-config.ts';
import type { Plugin, Project } from '#project/schema.ts';
import { CliProblem } from './problem.ts';
import { readBytes, statOf } from './read-project.ts';

/** The file of each plugin, at the plugin's index, or null. A name may fit several plugins; one that fits none is a CliProblem. */
export function filesOfPlugins(
  { plugins }: Project,
  moduleFiles: ReadonlyMap<string, string>,
): (string | null)[] {
  const files: (string | null)[] = plugins.map(() => null);
  for (const [name, file] of moduleFiles) {
    const fitting = pluginsCalled(name, plugins);
    if (fitting.length === 0) {
      const known = plugins.map(pluginText).join(', ');
      throw new CliProblem(`--module ${name}=… fits no plugin; there are ${known}.`);
    }
    for (const index of fitting) files[index] = file;
  }
  return files;
}

/** As {@link filesOfPlugins}. A module that nobody names is taken from beside the project's file, when it is the one that the Project means. */
export function filesOrBeside(
  project: Project,
  moduleFiles: ReadonlyMap<string, string>,
  projectFile: string,
): (string | null)[] {
  const names = moduleFileNames(project);
  return filesOfPlugins(project, moduleFiles).map((file, index) => {
    const source = project.plugins[index]?.source;
    if (file !== null || source?.kind !== 'module') return file;
    const beside = join(dirname(projectFile), names[index] as string);
    if (!isFile(beside)) return null;
    const isMeant = source.sha256 === '' || source.sha256 === sha256Of(readModule(beside));
    return isMeant ? beside : null;
  });
}

export function isFile(path: string): boolean {
  return statOf(path)?.isFile() === true;
}

const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** By the plugin's name, else by the name of its module, else by its place. */
function pluginsCalled(name: string, plugins: readonly Plugin[]): number[] {
  const where = (holds: (plugin: Plugin, index: number) => boolean): number[] =>
    plugins.flatMap((plugin, index) => (holds(plugin, index) ? [index] : []));
  const named = where((plugin) => plugin.name === name);
  if (named.length > 0) return named;
  const ofModule = where(({ source }) => source.kind === 'module' && source.name === name);
  return ofModule.length > 0 ? ofModule : where((_, index) => String(index) === name);
}

function pluginText({ name, source }: Plugin, index: number): string {
  return `${index} "${name}"${source.kind === 'module' ? ` (${source.name})` : ''}`;
}

/** The bytes of a module; a CliProblem when the file is none. */
export function readModule(file: string): Uint8Array<ArrayBuffer> {
  const bytes = readBytes(file);
  const isModule = [0, 0x61, 0x73, 0x6d].every((byte, index) => bytes[index] === byte);
  if (!isModule)
    throw new CliProblem(`${file} is no WebAssembly module: it does not begin with "\\0asm".`, {
      file,
    });
  return bytes;
}

/** A sentence for each plugin whose Project names another module than the one that is run. */
export function otherModules(
  { plugins }: Project,
  modules: readonly ({ bytes: Uint8Array } | null)[],
): string[] {
  return plugins.flatMap(({ name, source }, index) => {
    const bytes = modules[index]?.bytes;
    if (source.kind !== 'module' || source.sha256 === '' || bytes === undefined) return [];
    const found = sha256Of(bytes);
    if (found === source.sha256) return [];
    return [
      `The plugin "${name}" runs another module than the Project's ${source.name}: its sha256 is ${found}, the Project has ${source.sha256}.`,
    ];
  });
}
