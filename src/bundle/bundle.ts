// The download: a Project and its release modules in, the files of the bundle out.

import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { Project } from '#project/schema.ts';
import { composeConfigName, composeYaml } from './compose.ts';
import { moduleFileNames } from './envoy-config.ts';
import { envoyComposeConfig, envoyJson, envoyYaml, needsJson } from './envoy-yaml.ts';
import type { BundleFile } from './file.ts';
import { mockServerText } from './mock-server.ts';
import { mocksText } from './mocks.ts';
import { readmeText, type ScenarioOutcome } from './readme.ts';

export { type BundleFile, fileBytes } from './file.ts';
export { BundleProblem } from './problem.ts';
export type { ScenarioOutcome } from './readme.ts';
export { zipBundle } from './zip.ts';

export interface BundleInput {
  project: Project;
  /** The release module of each plugin, at the plugin's index in the chain. */
  modules: Uint8Array[];
  /** The files that rebuild each plugin's module, by plugin; none for a module compiled elsewhere. */
  sources: { path: string; text: string }[][];
  /** What a run of the release modules found, by scenario; the README tells it. */
  outcomes: (ScenarioOutcome | undefined)[];
}

/** All files of the bundle, in the order in which they are shown. Throws a BundleProblem for bad input. */
export function bundleFiles({ project, modules, sources, outcomes }: BundleInput): BundleFile[] {
  const names = moduleFileNames(project);
  const described = modules.map((bytes, index) => ({
    fileName: names[index] as string,
    sizeBytes: bytes.length,
    sha256: moduleSha256(bytes),
    rebuildable: (sources[index] ?? []).length > 0,
    origin: originOf(project, index),
  }));
  return [
    { path: 'README.md', text: readmeText({ project, outcomes, modules: described }) },
    { path: 'envoy.yaml', text: envoyYaml(project) },
    ...(needsJson(project) ? [{ path: 'envoy.json', text: envoyJson(project) }] : []),
    ...modules.map((bytes, index) => ({ path: names[index] as string, bytes })),
    { path: 'docker-compose.yaml', text: composeYaml(project) },
    { path: composeConfigName(project), text: envoyComposeConfig(project) },
    { path: 'mock-server.mjs', text: mockServerText },
    { path: 'mocks.json', text: mocksText(project) },
    { path: 'project.json', text: `${JSON.stringify(project, null, 2)}\n` },
    {
      path: 'sha256sums.txt',
      text: described.map((one) => `${one.sha256}  ${one.fileName}\n`).join(''),
    },
    ...sources.flatMap((files, index) =>
      files.map(({ path, text }) => ({
        path: sources.length > 1 ? `plugins/${index + 1}/${path}` : path,
        text,
      })),
    ),
  ];
}

/** The file of a module that was compiled elsewhere; null for sources. */
function originOf({ plugins }: Project, index: number): string | null {
  const source = plugins[index]?.source;
  return source?.kind === 'module' ? source.name : null;
}

export function moduleSha256(bytes: Uint8Array): string {
  return bytesToHex(sha256(bytes));
}
