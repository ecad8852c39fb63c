// Name resolution, an import that only Envoy has.

import { type Hostcall, notEmulated } from '../define-hostcall.ts';

export const dnsHostcalls: readonly Hostcall[] = [
  notEmulated(
    'envoy_resolve_dns',
    [{ kind: 'text', name: 'name' }],
    [{ kind: 'u32', name: 'token' }],
    'names are not resolved: what Envoy tells depends on the resolver of its machine',
    true,
  ),
];
