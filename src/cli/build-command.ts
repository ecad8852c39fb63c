// `sluice build PROJECT.json`: the module of each plugin, as files.

import { join } from 'node:path';
import { moduleSha256 } from '#bundle/bundle.ts';
import { moduleFileNames } from '#bundle/envoy-config.ts';
import type { Project } from '#project/schema.ts';
import type { Arguments } from './arguments.ts';
import { otherModules } from './module-files.ts';
import { pluginModules } from './plugin-modules.ts';
import type { CommandResult, Terminal } from './run-command.ts';
import { jsonText } from './told-report.ts';
import { writeFiles } from './write-files.ts';

export async function buildCommand(
  { profile, outFolder, json }: Arguments,
  project: Project,
  files: readonly (string | null)[],
  { progress }: Terminal,
): Promise<CommandResult> {
  const modules = await pluginModules(project, profile, files, progress);
  const names = moduleFileNames(project);
  const built = modules.map(({ bytes }, index) => ({ path: names[index] as string, bytes }));
  const folder = outFolder ?? '.';
  writeFiles(folder, built);
  const facts = built.map(({ path, bytes }, index) => ({
    plugin: project.plugins[index]?.name,
    file: join(folder, path),
    sizeBytes: bytes.length,
    sha256: moduleSha256(bytes),
  }));
  const lines = facts.map(
    ({ sha256, sizeBytes }, index) => `${sha256}  ${names[index]}  ${sizeBytes} bytes\n`,
  );
  return {
    output: json ? jsonText({ modules: facts }) : lines.join(''),
    notes: otherModules(project, modules),
    ok: true,
  };
}
