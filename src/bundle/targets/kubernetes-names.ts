// Names of Kubernetes objects made of the names in a Project.

/** Lower case letters, digits and "-", at most 50 so that something can follow. */
export function objectName(name: string): string {
  const fitting = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 50)
    .replace(/^-+|-+$/g, '');
  return fitting === '' ? 'filter' : fitting;
}

/** As {@link objectName}, with the place in the chain behind it where there are several. */
export function pluginObjectName(
  project: { name: string; plugins: unknown[] },
  index: number,
): string {
  const name = objectName(project.name);
  return project.plugins.length === 1 ? name : `${name}-${index + 1}`;
}
