// `@gcoredev/proxy-wasm-sdk-as/assembly/exports`: the callbacks, and the marker of ABI 0.2.1.

import { proxy_on_grpc_receive_trailing_metadata } from '../exports';

export * from '../exports';

/** Marks the module as one of ABI 0.2.1; never called. */
export function proxy_abi_version_0_2_1(): void {}

/** The SDK's name for `proxy_on_grpc_receive_trailing_metadata`. No proxy calls it. */
export function proxy_on_grpc_trailing_metadata(context_id: u32, token: u32, trailers: u32): void {
  proxy_on_grpc_receive_trailing_metadata(context_id, token, trailers);
}
