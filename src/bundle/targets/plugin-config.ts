// A plugin's configuration where the resource has a JSON object for it, and what such resources cannot say of a plugin.

import type { Plugin } from '#project/schema.ts';
import type { JsonObject } from '../json.ts';
import { isObject } from '../json.ts';

/** The object, or null where the configuration is no JSON object. An empty one is no configuration at all. */
export function configurationObject({ configuration }: Plugin): JsonObject | null {
  const { encoding, text } = configuration;
  if (text === '' || encoding === 'bytes') return null;
  try {
    const value = JSON.parse(text) as JsonObject;
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}

/** Sentences on the configuration, for a resource whose field for it is `field`. */
export function configurationNotes(plugin: Plugin, field: string): string[] {
  const { encoding, text } = plugin.configuration;
  if (text === '') return [];
  if (configurationObject(plugin) === null)
    return [
      `${field} is a JSON object, and the configuration of "${plugin.name}" is ${encoding === 'bytes' ? 'bytes' : 'other text'}; it is left out.`,
    ];
  return [
    encoding === 'string'
      ? `The filter "${plugin.name}" gets the JSON of ${field} written anew: the same values, not the same spaces and order.`
      : `The filter "${plugin.name}" gets ${field} as JSON; of a Struct Envoy itself hands over the serialised message, and so does Sluice.`,
  ];
}

/** The environment as the plugin resources of Istio and Higress have it; nothing where there is none. */
export function inlineEnvironment({ vm }: Plugin): JsonObject {
  const env = Object.entries(vm.environment).map(([name, value]) => ({
    name,
    valueFrom: 'INLINE',
    value,
  }));
  return env.length === 0 ? {} : { vmConfig: { env } };
}

/** What no resource for plugins has a field for. */
export function vmNotes({
  name,
  vm,
  allowOnHeadersStopIteration,
  allowedCapabilities,
}: Plugin): string[] {
  const lost: string[] = [];
  if (allowOnHeadersStopIteration) lost.push('allow_on_headers_stop_iteration');
  if (vm.id !== '') lost.push(`vm_id "${vm.id}"`);
  if (vm.configuration.text !== '') lost.push('the configuration of the VM');
  if (allowedCapabilities !== undefined) lost.push('the restriction of capabilities');
  return lost.length === 0
    ? []
    : [`The resource has no field for ${lost.join(', ')} of "${name}".`];
}
