// What Sluice writes for Envoy it reads again: the same configuration comes of it, and nothing in it is strange.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { envoyJson, envoyYaml, needsJson } from '#bundle/envoy-yaml.ts';
import { fittedTo } from '#bundle/envoy-versions.ts';
import { optionChoices } from '#bundle/bundle.ts';
import { examples, readExample } from '#examples/node.ts';
import { routedClusters } from '#project/routes.ts';
import { type Configuration, type Project, projectSchema } from '#project/schema.ts';
import { anyProject } from '#share/testing/any-project.ts';
import { readBootstrap } from './read-bootstrap.ts';

function readBack(text: string, spelling: 'yaml' | 'json'): Project {
  const read = readBootstrap(text, spelling);
  if (!read.ok) throw new Error(read.problem);
  expect(read.unmodelled).toEqual([]);
  return read.project;
}

describe.each(examples.map(({ slug }) => slug))('%s', (slug) => {
  it('comes back from its envoy.yaml and its envoy.json', () => {
    const project = readExample(slug);
    expect(envoyYaml(readBack(envoyYaml(project), 'yaml'))).toBe(envoyYaml(project));
    const { workers } = project;
    expect(envoyJson({ ...readBack(envoyJson(project), 'json'), workers })).toBe(
      envoyJson(project),
    );
  });
});

it('a plugin that older versions cannot hold whole comes back for each version', () => {
  const project = readExample('stream-transform');
  const [plugin] = project.plugins;
  if (plugin === undefined) throw new Error('no plugin');
  plugin.allowOnHeadersStopIteration = true;
  for (const version of optionChoices.envoyVersion) {
    const written = envoyYaml(fittedTo(project, version));
    expect(envoyYaml(readBack(written, 'yaml'))).toBe(written);
  }
});

/** Of any Project one that Envoy's configuration can hold: Structs are objects, routes lead to clusters, text is whole characters. */
function exportable(any: Project): Project {
  const project = JSON.parse(JSON.stringify(any).replaceAll('\\ud800', '?')) as Project;
  const asObjects = (metadata: object): Project['node']['metadata'] =>
    Object.fromEntries(Object.entries(metadata).map(([name, value]) => [name, { value }]));
  const asStruct = (configuration: Configuration): Configuration =>
    configuration.encoding === 'struct' && configuration.text !== ''
      ? { ...configuration, text: JSON.stringify({ value: configuration.text }) }
      : configuration;
  const withObjects = <Owner extends { metadata: object }>(owner: Owner): Owner => ({
    ...owner,
    metadata: asObjects(owner.metadata),
  });
  const clusterNames = routedClusters(project);
  const [cluster] = projectSchema.parse({
    ...{ format: 1, name: '?', plugins: any.plugins, scenarios: any.scenarios, route: any.route },
    clusters: [{ name: '?' }],
  }).clusters;
  if (cluster === undefined) throw new Error('no cluster');
  return {
    ...project,
    plugins: project.plugins.map((plugin) => ({
      ...plugin,
      configuration: asStruct(plugin.configuration),
      vm: { ...plugin.vm, configuration: asStruct(plugin.vm.configuration) },
    })),
    listener: withObjects(project.listener),
    routes: project.routes.map(withObjects),
    route: {
      ...withObjects(project.route),
      virtualHostMetadata: asObjects(project.route.virtualHostMetadata),
    },
    clusters: [
      ...project.clusters.map((one) => ({
        ...withObjects(one),
        endpoint: {
          ...withObjects(one.endpoint),
          localityMetadata: asObjects(one.endpoint.localityMetadata),
        },
      })),
      ...clusterNames.map((name) => ({ ...cluster, name })),
    ],
  };
}

it('any Project comes back as far as Envoy’s configuration goes', () => {
  fc.assert(
    fc.property(anyProject().map(exportable), (project) => {
      const json = envoyJson(project);
      expect(envoyJson(readBack(json, 'json'))).toBe(json);
      const yaml = envoyYaml(project);
      const again = envoyYaml(readBack(yaml, 'yaml'));
      // Numbers that become text in YAML are text in the second round.
      if (!needsJson(project)) expect(again).toBe(yaml);
    }),
    { numRuns: 200 },
  );
});
