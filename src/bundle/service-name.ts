// Names of the containers that stand for the clusters.

import type { Cluster, Project } from '#project/schema.ts';

/** The cluster's DNS name where it has one, else its own name in the letters that compose allows; unique. */
export function serviceName(cluster: Cluster, project: Project): string {
  const taken = new Set(['envoy', 'localhost']);
  for (const other of project.clusters) {
    const named = /^[a-z][a-z0-9.-]*$/i.test(other.address) && other.address !== 'localhost';
    const name = named ? other.address : other.name;
    const base =
      name
        .toLowerCase()
        .replace(/[^a-z0-9.-]+/g, '-')
        .replace(/^[-.]+|[-.]+$/g, '') || 'server';
    let unique = base;
    for (let n = 2; taken.has(unique); n += 1) unique = `${base}-${n}`;
    if (other === cluster) return unique;
    taken.add(unique);
  }
  throw new Error(`${cluster.name} is not a cluster of this Project`);
}
