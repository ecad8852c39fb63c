// Modules compiled elsewhere: which plugin a file is for, and whether it is what the Project says.

import { createHash } from 'node:crypto';
import type { Plugin, Project } from '#project/schema.ts';
import { CliProblem } from './problem.ts';
import { readBytes } from './read-project.ts';

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
  modules: readonly { bytes: Uint8Array }[],
): string[] {
  return plugins.flatMap(({ name, source }, index) => {
    const bytes = modules[index]?.bytes;
    if (source.kind !== 'module' || bytes === undefined) return [];
    const found = createHash('sha256').update(bytes).digest('hex');
    if (found === source.sha256) return [];
    return [
      `The plugin "${name}" runs another module than the Project's ${source.name}: its sha256 is ${found}, the Project has ${source.sha256}.`,
    ];
  });
}
