// What a scenario says differently from its Project, in words.

import type { Scenario } from '#project/schema.ts';

export function overrideNames({ overrides }: Scenario): string[] {
  const names: string[] = [];
  if (overrides.plugins !== undefined) names.push('plugin settings');
  if (overrides.node !== undefined) names.push('node');
  if (overrides.attributes !== undefined) names.push('addresses');
  if (overrides.route !== undefined) names.push('route');
  if (overrides.logLevel !== undefined) names.push(`log level (${overrides.logLevel})`);
  return names;
}
