// Memory for the proxy to write a result into. Whoever takes the result frees it.

/** Memory for the proxy. */
export function malloc(size: i32): usize {
  return heap.alloc(size);
}

/** Gives memory from `malloc` back. */
export function free(ptr: usize): void {
  heap.free(ptr);
}
