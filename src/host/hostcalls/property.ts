// Attributes and what filters leave for each other (spec: "Properties").

import { defineHostcall, type Hostcall } from '../define-hostcall.ts';
import { Refusal } from '../refusal.ts';

export const propertyHostcalls: readonly Hostcall[] = [
  defineHostcall({
    name: 'proxy_get_property',
    inputs: [{ kind: 'text', name: 'path' }],
    outputs: [{ kind: 'bytes', name: 'value' }],
    run: (call, path) => {
      const value = call.context.getProperty(path);
      return value instanceof Refusal ? value : [value];
    },
  }),
  defineHostcall({
    name: 'proxy_set_property',
    inputs: [
      { kind: 'text', name: 'path' },
      { kind: 'bytes', name: 'value' },
    ],
    outputs: [],
    mutates: true,
    run: (call, path, value) => call.context.setProperty(path, value) ?? [],
  }),
];
