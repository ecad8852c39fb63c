// Configurations as other people write them, by the name of their file.

import { readFileSync } from 'node:fs';

export function sample(name: 'gateway.yaml' | 'camel-case.json'): string {
  return readFileSync(new URL(name, import.meta.url), 'utf8');
}
