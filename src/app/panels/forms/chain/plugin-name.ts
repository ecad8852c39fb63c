// What a plugin of the chain is called on the page.

import type { Plugin } from '#project/schema.ts';

export function pluginName({ name }: Plugin, index: number): string {
  return name === '' ? `filter ${index + 1}` : name;
}
