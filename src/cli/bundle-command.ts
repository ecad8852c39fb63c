// `sluice bundle PROJECT.json`: the files of the download for one target, in a folder.

import { dirname, resolve } from 'node:path';
import { makeBundle, readOptions, rehearsalOf, targetNamed } from '#bundle/bundle.ts';
import { SLUICE_VERSION } from '#bundle/sluice-version.ts';
import { moduleFileNames } from '#bundle/envoy-config.ts';
import { ASC_VERSION } from '#compile/release-layout.ts';
import type { Project } from '#project/schema.ts';
import { newestDictionary } from '#share/dictionary.ts';
import { findSecrets, knownSamples } from '#share/secrets/find-secrets.ts';
import { writeLink } from '#share/write-link.ts';
import type { Arguments } from './arguments.ts';
import { CliProblem } from './problem.ts';
import { otherModules } from './module-files.ts';
import { pluginModules, pluginSources } from './plugin-modules.ts';
import type { CommandResult, Terminal } from './run-command.ts';
import { run } from './run.ts';
import { jsonText, tally } from './told-report.ts';
import { writeFiles } from './write-files.ts';

export async function bundleCommand(
  { files, target, targetOptions, outFolder, page, json }: Arguments,
  project: Project,
  moduleFiles: readonly (string | null)[],
  { progress }: Terminal,
): Promise<CommandResult> {
  const chosen = targetNamed(target ?? 'envoy');
  const options = readOptions(targetOptions);
  const folder = outFolder ?? 'bundle';
  refuseOwnFolder(folder, files[0]);
  const modules = await pluginModules(project, 'release', moduleFiles, progress);
  progress(`playing ${project.scenarios.length} scenarios …`);
  const report = run(project, modules);
  const bundle = makeBundle(
    {
      project,
      modules: modules.map((module) => module.bytes),
      sources: pluginSources(project, moduleFileNames(project), moduleFiles),
      outcomes: report.scenarios,
      rehearsals: run(rehearsalOf(project), modules).scenarios,
      provenance: {
        madeWith: [`Sluice ${SLUICE_VERSION} and its SDK`, `AssemblyScript ${ASC_VERSION} (asc)`],
        link: page === null ? null : await linkTo(page, project),
      },
    },
    chosen,
    options,
  );
  writeFiles(folder, bundle.files);
  const { held, failed } = tally(report);
  const warning = failed === 0 ? '' : `${failed} assertions do not hold with the release module.\n`;
  if (json) {
    const facts = {
      target: chosen.name,
      folder,
      files: bundle.files.map(({ path }) => path),
      notes: [...bundle.notes, ...otherModules(project, modules)],
      held,
      failed,
    };
    return { output: jsonText(facts), notes: [], ok: failed === 0 };
  }
  return {
    output: `${bundle.files.length} files for ${chosen.title} are in ${folder}.\n${warning}`,
    notes: [...bundle.notes, ...otherModules(project, modules)],
    ok: failed === 0,
  };
}

/** A bundle has a project.json, README.md and package.json of its own: they would take the place of the person's. */
function refuseOwnFolder(folder: string, file: string): void {
  if (resolve(folder) !== resolve(dirname(file))) return;
  throw new CliProblem(
    `${file} lies in ${folder}, and the bundle's own project.json and README.md would take the place of what is there. Choose another --out.`,
    { file },
  );
}

/** Null where the project is too large for a link, or holds what looks secret: a README goes from hand to hand. */
async function linkTo(page: string, project: Project): Promise<string | null> {
  const dictionary = await newestDictionary();
  if (findSecrets(project, knownSamples(dictionary)).length > 0) return null;
  const fragment = writeLink(project, dictionary);
  return fragment === null ? null : `${page.replace(/#.*$/, '')}#${fragment}`;
}
