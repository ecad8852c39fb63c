// A configuration of Envoy as what a file can bring: a Project, the modules that came with it, and what of the file it does not say.

import { readBootstrap, type Unmodelled } from '#bootstrap/read-bootstrap.ts';
import type { Project } from '#project/schema.ts';
import { moduleSha256 } from './bundle.ts';

export interface FoundModule {
  sha256: string;
  bytes: Uint8Array<ArrayBuffer>;
}

export type ReadProjectFile = FoundProject | { ok: false; problem: string };

export interface FoundProject {
  ok: true;
  project: Project;
  /** Those that the Project names and that came with it. */
  modules: FoundModule[];
  /** When it was a configuration of Envoy. */
  fromEnvoy: FromEnvoy | null;
}

export interface FromEnvoy {
  /** What a Project does not say of it. */
  unmodelled: Unmodelled[];
  /** By plugin: where the configuration says that its module is, or null when it is in no file. */
  filenames: (string | null)[];
}

/** `name` begins the sentence about what is wrong; text that was pasted has none. */
export function readConfiguration(
  name: string,
  bytes: Uint8Array,
  spelling: 'yaml' | 'json',
): ReadProjectFile {
  const read = readBootstrap(spelling === 'yaml' ? yamlText(bytes) : utf8Text(bytes), spelling);
  if (!read.ok)
    return { ok: false, problem: name === '' ? read.problem : `${name}: ${read.problem}` };
  const { project, unmodelled } = read;
  const filenames = read.modules.map(({ filename }) => filename);
  const modules = read.modules.flatMap(({ bytes: module }) =>
    module === null ? [] : [{ sha256: moduleSha256(module), bytes: module }],
  );
  return { ok: true, project, modules, fromEnvoy: { unmodelled, filenames } };
}

const utf8Text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

/** Envoy reads YAML in UTF-16 too, in which some shells of Windows write files. */
function yamlText(bytes: Uint8Array): string {
  const mark = `${bytes[0]} ${bytes[1]}`;
  if (mark === '255 254') return new TextDecoder('utf-16le').decode(bytes);
  return mark === '254 255' ? new TextDecoder('utf-16be').decode(bytes) : utf8Text(bytes);
}

/** The modules that a configuration names by their files, where `find` has them; the Project gets their hashes. */
export function withNamedModules(
  found: FoundProject,
  find: (filename: string) => Uint8Array | null,
): FoundProject {
  const modules = [...found.modules];
  const plugins = found.project.plugins.map((plugin, index) => {
    const filename = found.fromEnvoy?.filenames[index] ?? null;
    const bytes = filename === null ? null : find(filename);
    if (bytes === null || plugin.source.kind !== 'module') return plugin;
    const sha256 = moduleSha256(bytes);
    modules.push({ sha256, bytes: new Uint8Array(bytes) });
    return { ...plugin, source: { ...plugin.source, sha256 } };
  });
  return { ...found, project: { ...found.project, plugins }, modules };
}

/** A Project has none of them: those of Envoy's bootstrap, of a dump and of the pieces that documents print. */
const membersOfEnvoy = [
  ...['static_resources', 'staticResources', 'dynamic_resources', 'dynamicResources', 'configs'],
  ...['http_filters', 'httpFilters', 'typed_config', 'typedConfig'],
];

export function isConfiguration(json: unknown): boolean {
  if (typeof json !== 'object' || json === null) return false;
  if (Array.isArray(json)) return true;
  return membersOfEnvoy.some((member) => member in json);
}
