// The line of the command line that checks a Project.

import type { Project } from '#project/schema.ts';

/** Modules compiled elsewhere are files of their own, named by the plugin's place in the chain. */
export function ciCommand({ plugins }: Pick<Project, 'plugins'>): string {
  const modules = plugins.flatMap(({ source }, index) =>
    source.kind === 'module' ? [`--module ${index}=${quoted(source.name)}`] : [],
  );
  return ['npm run sluice -- test project.json', ...modules].join(' ');
}

function quoted(name: string): string {
  return /^[\w./-]+$/.test(name) ? name : `'${name.replaceAll("'", "'\\''")}'`;
}
