// The callback of name resolution, exported by the modules of filters that import "proxy-wasm/dns".

import { inForce } from './contexts';
import { readDnsResponse, takeAsker } from './dns-calls';

export function envoy_on_resolve_dns(rootContextId: u32, token: u32, size: u32): void {
  const asker = takeAsker(token);
  if (asker == null) return;
  // Before the context of a stream is put in force: the answer belongs to the root context.
  const response = readDnsResponse(token);
  const caller = inForce(asker, rootContextId);
  if (caller != null) caller.onDnsResponse(response);
}
