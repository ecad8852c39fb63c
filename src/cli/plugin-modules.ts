// The modules of a Project's plugins: compiled here, or read from the files that the person names.

import type { CompilerApi, Diagnostic, Profile } from '#compile/api.ts';
import { createNodeCompiler, readSdk } from '#compile/node/node-compiler.ts';
import { releaseFolder } from '#compile/release-layout.ts';
import type { Plugin, Project } from '#project/schema.ts';
import type { PluginModule } from '#run/api.ts';
import { CliProblem } from './problem.ts';
import { readModule } from './module-files.ts';

let compiler: CompilerApi | null = null;
let revision = 0;

/** One module per plugin, at the plugin's index. Throws a CliProblem when one does not compile. */
export async function pluginModules(
  project: Project,
  profile: Profile,
  files: readonly (string | null)[] = [],
  progress: (line: string) => void = () => {},
): Promise<PluginModule[]> {
  const modules: PluginModule[] = [];
  for (const [index, plugin] of project.plugins.entries()) {
    const file = files[index] ?? null;
    modules.push(
      file === null
        ? await compilePlugin(plugin, profile, progress)
        : { bytes: readModule(file), sourceMap: null },
    );
  }
  return modules;
}

/** Plugins of equal sources are one module. */
const compiled = new Map<string, Promise<PluginModule>>();

async function compilePlugin(
  plugin: Plugin,
  profile: Profile,
  progress: (line: string) => void,
): Promise<PluginModule> {
  const key = JSON.stringify([profile, plugin.source]);
  const known = compiled.get(key);
  if (known !== undefined) return known;
  if (plugin.source.kind === 'assemblyscript') progress(`compiling ${plugin.name} …`);
  const fresh = compileSources(plugin, profile);
  compiled.set(key, fresh);
  return fresh;
}

async function compileSources({ name, source }: Plugin, profile: Profile): Promise<PluginModule> {
  if (source.kind === 'module') {
    throw new CliProblem(
      `The plugin "${name}" is the module ${source.name}, whose bytes are not in the Project; ` +
        `name its file with --module ${name || source.name}=FILE.wasm.`,
    );
  }
  compiler ??= createNodeCompiler();
  revision += 1;
  const outcome = await compiler.compile({ revision, files: source.files, profile });
  switch (outcome.status) {
    case 'compiled':
      return { bytes: outcome.module, sourceMap: outcome.sourceMap };
    case 'failed': {
      const errors = outcome.diagnostics.filter((one) => one.severity === 'error');
      const lines = errors.map(diagnosticLine);
      const { file, line, column } = errors[0]?.range ?? {};
      throw new CliProblem(`The plugin "${name}" does not compile:\n${lines.join('\n')}`, {
        ...(file === undefined ? {} : { file }),
        ...(line === undefined ? {} : { line }),
        ...(column === undefined ? {} : { column }),
      });
    }
    case 'superseded':
    case 'crashed':
      throw new Error(`the compiler ended with ${JSON.stringify(outcome)}`);
  }
}

/** As editors and terminals understand it: `filter.ts:3:7 error TS2304: …`. */
function diagnosticLine({ range, severity, code, message }: Diagnostic): string {
  const place = range === null ? '' : `${range.file}:${range.line}:${range.column} `;
  return `  ${place}${severity} ${code}: ${message}`;
}

/** The files that rebuild each plugin's module; none for a module compiled elsewhere. */
export function pluginSources(
  project: Project,
  moduleFileNames: string[],
  files: readonly (string | null)[] = [],
): { path: string; text: string }[][] {
  return project.plugins.map(({ source }, index) => {
    if (source.kind === 'module' || (files[index] ?? null) !== null) return [];
    const moduleFileName = moduleFileNames[index] as string;
    return releaseFolder({
      files: source.files,
      sdk: readSdk(),
      moduleFileName,
      name: project.name,
    });
  });
}
