// Shared data (spec: "Shared data"): values that all VMs of one id see.

import { defineHostcall, type Hostcall } from '../define-hostcall.ts';
import { Refusal } from '../refusal.ts';

export const sharedDataHostcalls: readonly Hostcall[] = [
  defineHostcall({
    name: 'proxy_get_shared_data',
    inputs: [{ kind: 'text', name: 'key' }],
    outputs: [
      { kind: 'bytes', name: 'value' },
      { kind: 'u32', name: 'cas' },
    ],
    run: (call, key) => {
      const found = call.vm.sharedData.get(key);
      return found instanceof Refusal ? found : [found.value, found.cas];
    },
  }),
  defineHostcall({
    name: 'proxy_set_shared_data',
    inputs: [
      { kind: 'text', name: 'key' },
      { kind: 'bytes', name: 'value' },
      { kind: 'u32', name: 'cas' },
    ],
    outputs: [],
    mutates: true,
    run: (call, key, value, cas) => call.vm.sharedData.set(key, value, cas) ?? [],
  }),
];
