// One header of a message as it is reported.

import type { HeaderPair } from '#run/api.ts';

/** The first value of that name, as Envoy's map has it; null when there is none. */
export function headerValue(headers: readonly HeaderPair[], name: string): string | null {
  return headers.find(([key]) => key === name)?.[1] ?? null;
}
