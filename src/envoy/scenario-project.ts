// What both sides of the comparison start from: one scenario of a Project with its addresses, and the files that are exported for it.

import { type BundleFile, bundleFiles } from '#bundle/bundle.ts';
import { effectiveProject } from '#project/effective.ts';
import { writtenOut } from '#project/rounds.ts';
import type { Project } from '#project/schema.ts';
import type { PluginModule } from '#run/api.ts';
import type { Addresses } from './connect-to-worker.ts';

/** What is in force for one scenario, with the addresses spelt out that both sides are to see. */
export function scenarioProject(
  project: Project,
  index: number,
): { project: Project; addresses: Addresses } {
  const scenario = project.scenarios[index];
  if (scenario === undefined) throw new Error(`there is no scenario ${index}`);
  const effective = effectiveProject(project, writtenOut(scenario));
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

/** The bundle but for its sources and its outcomes, which say nothing to Envoy. */
export function exportedFiles(project: Project, modules: readonly PluginModule[]): BundleFile[] {
  return bundleFiles({
    project,
    modules: modules.map((module) => module.bytes),
    sources: modules.map(() => []),
    outcomes: [],
  });
}
