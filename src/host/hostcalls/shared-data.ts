// Shared data (spec: "Shared data"): values that all VMs of one id see.

import { type Hostcall, notEmulated } from '../define-hostcall.ts';

export const sharedDataHostcalls: readonly Hostcall[] = [
  notEmulated(
    'proxy_get_shared_data',
    [{ kind: 'text', name: 'key' }],
    [
      { kind: 'bytes', name: 'value' },
      { kind: 'u32', name: 'cas' },
    ],
    'shared data is not emulated yet',
  ),
  notEmulated(
    'proxy_set_shared_data',
    [
      { kind: 'text', name: 'key' },
      { kind: 'bytes', name: 'value' },
      { kind: 'u32', name: 'cas' },
    ],
    [],
    'shared data is not emulated yet',
    true,
  ),
];
