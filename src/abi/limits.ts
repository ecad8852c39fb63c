// The limits that Envoy and its Wasm host put on a guest, each with its reason.

/** A serialised header map larger than this reads as an empty list. */
export const MAX_PAIRS_BYTES = 1024 * 1024;
/** A serialised header map with more pairs than this reads as an empty list. */
export const MAX_PAIRS = 1024;
/** `random_get` refuses more bytes at once. */
export const MAX_RANDOM_BYTES = 65_536;
/** Envoy's cap of a guest's memory: 1 GiB in pages of 64 KiB. */
export const MAX_MEMORY_PAGES = 16_384;
/** Stack frames in the backtrace of a trap. */
export const MAX_BACKTRACE_FRAMES = 20;
/** Default of `per_connection_buffer_limit_bytes`: a body held back by a filter may be this long and not a byte longer. */
export const BUFFER_LIMIT_BYTES = 1024 * 1024;
