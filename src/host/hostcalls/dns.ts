// Name resolution, an import that only Envoy has.

import { type Hostcall, notEmulated } from '../define-hostcall.ts';

export const dnsHostcalls: readonly Hostcall[] = [
  notEmulated(
    'envoy_resolve_dns',
    [{ kind: 'text', name: 'name' }],
    [{ kind: 'u32', name: 'token' }],
    'name resolution is not emulated',
    true,
  ),
];
