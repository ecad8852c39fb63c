// What both sides of the comparison start from: the examples, their release modules, and the exported files.

import { type BundleFile, bundleFiles } from '#bundle/bundle.ts';
import { moduleFileNames } from '#bundle/envoy-config.ts';
import { pluginModules, pluginSources } from '#cli/plugin-modules.ts';
import { examples, readExample } from '#examples/node.ts';
import type { Project } from '#project/schema.ts';
import type { Subject } from '#envoy/compare-scenario.ts';
import type { PluginModule } from '#run/api.ts';
import { compatProjects } from './compat/projects.ts';
import { conformanceProjects } from './conformance/cases.ts';
import { moduleProjects } from './conformance/module-cases.ts';
import { foreignProjects } from './foreign/projects.ts';
import { fuzzModule, fuzzProject, sequencesOfSeed, soundSequences } from './fuzz/generate.ts';

export interface Example extends Subject {
  slug: string;
  /** False when nothing but the module tells its exported files from those of others. */
  hasOwnFiles: boolean;
  /** Compared at its own log level too. What a guest does does not depend on who listens: the examples show that for all. */
  atOwnLevel: boolean;
}

const made = {
  hasOwnFiles: false,
  atOwnLevel: false,
  isRestless: false,
  measuresTime: false,
  isMainThreadIdle: false,
};
const measuring = new Set(['traffic-metrics', 'queue-log']);

/** Those with a scenario that is wanted; each is asked about in the same order at every start. */
export async function loadExamples(
  isWanted: (slug: string, scenario: string) => boolean,
): Promise<Example[]> {
  const projects = [
    ...examples.map(({ slug }) => ({ slug, project: readExample(slug), atOwnLevel: true })),
    ...[...conformanceProjects(), ...Object.values(compatProjects())].map((project) => ({
      slug: project.name,
      project,
      atOwnLevel: false,
    })),
  ];
  const loaded: Example[] = [];
  for (const { slug, project, atOwnLevel } of projects) {
    if (project.scenarios.some(({ name }) => isWanted(slug, name))) {
      const modules = await pluginModules(project, 'release');
      loaded.push({
        ...made,
        slug,
        project,
        modules,
        hasOwnFiles: true,
        atOwnLevel,
        measuresTime: measuring.has(slug),
        isMainThreadIdle: slug === 'queue-log',
      });
    }
  }
  for (const { project, modules } of [...moduleProjects(), ...(await foreignProjects(isWanted))]) {
    if (project.scenarios.some(({ name }) => isWanted(project.name, name)))
      loaded.push({
        ...made,
        slug: project.name,
        project,
        modules,
        isRestless: project.name === 'foreign-go',
      });
  }
  for (const seed of fuzzSeeds.filter((one) => isWanted('fuzz', `seed ${one}`))) {
    const project = fuzzProject(`seed ${seed}`, soundSequences(seed, sequencesOfSeed));
    const modules = [{ bytes: fuzzModule, sourceMap: null }];
    loaded.push({ ...made, slug: 'fuzz', project, modules });
  }
  return loaded;
}

export const scenarioName = (slug: string, scenario: string): string => `${slug} / ${scenario}`;

/** 1000 random sequences, one start of Envoy for each seed. */
const fuzzSeeds = Array.from({ length: 25 }, (_, index) => index + 1);

/** Every file that some target has for an Envoy of one's own. */
export function exportedFiles(project: Project, modules: PluginModule[]): BundleFile[] {
  const input = {
    project,
    modules: modules.map((module) => module.bytes),
    sources: pluginSources(project, moduleFileNames(project)),
    outcomes: [],
  };
  const files = ['envoy', 'docker', 'kubernetes'].flatMap((target) => bundleFiles(input, target));
  return [...new Map(files.map((file) => [file.path, file])).values()];
}
