// Sluice's half of the comparison: the examples, their release modules, and what Sluice says about a scenario.

import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BundleFile, bundleFiles } from '#bundle/bundle.ts';
import { moduleFileNames } from '#bundle/envoy-config.ts';
import { pluginModules, pluginSources } from '#cli/plugin-modules.ts';
import { readExample } from '#examples/node/read-example.ts';
import { effectiveProject } from '#project/effective.ts';
import type { Project, ProjectLogLevel } from '#project/schema.ts';
import type { PluginModule, ScenarioReport } from '#run/api.ts';
import { runProject } from '#run/play.ts';
import type { Addresses } from './client.ts';

const examplesFolder = fileURLToPath(new URL('../../src/examples/', import.meta.url));

export interface Example {
  slug: string;
  project: Project;
  /** The release modules: the same bytes for both sides, so that even pointers are equal. */
  modules: PluginModule[];
}

export function exampleSlugs(): string[] {
  return readdirSync(examplesFolder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== 'node')
    .map((entry) => entry.name)
    .sort();
}

export async function loadExample(slug: string): Promise<Example> {
  const project = readExample(join(examplesFolder, slug));
  return { slug, project, modules: await pluginModules(project, 'release') };
}

/** What is in force for one scenario, with the addresses spelt out that both sides are to see. */
export function scenarioProject(project: Project, index: number): { project: Project; addresses: Addresses } {
  const scenario = project.scenarios[index];
  if (scenario === undefined) throw new Error(`there is no scenario ${index}`);
  const effective = effectiveProject(project, scenario);
  const source = String(effective.attributes['source.address'] ?? '127.0.0.1:50000');
  const destination = String(
    effective.attributes['destination.address'] ?? `127.0.0.1:${project.listener.port}`,
  );
  return {
    project: {
      ...effective,
      attributes: {
        ...effective.attributes,
        'source.address': source,
        'source.port': endpoint(source).port,
        'destination.address': destination,
        'destination.port': endpoint(destination).port,
      },
    },
    addresses: { source: endpoint(source), destination: endpoint(destination) },
  };
}

function endpoint(text: string): { address: string; port: number } {
  const colon = text.lastIndexOf(':');
  const address = text.slice(0, colon).replace(/^\[|\]$/g, '');
  return { address, port: Number(text.slice(colon + 1)) };
}

/** Runs the one scenario of an effective Project at a log level and a moment. */
export function runScenario(
  project: Project,
  modules: PluginModule[],
  logLevel: ProjectLogLevel,
  clockMs: number,
): ScenarioReport {
  const scenarios = project.scenarios.map((scenario) => ({ ...scenario, clockMs }));
  const report = runProject({ project: { ...project, logLevel, scenarios }, modules, options: {} });
  const [only] = report.scenarios;
  if (only === undefined) throw new Error('the report has no scenario');
  return only;
}

export function exportedFiles(project: Project, modules: PluginModule[]): BundleFile[] {
  return bundleFiles({
    project,
    modules: modules.map((module) => module.bytes),
    sources: pluginSources(project, moduleFileNames(project)),
    outcomes: [],
  });
}
