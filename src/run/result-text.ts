// What the number that a callback returned means to Envoy, in words.

import { nameOf } from '#abi/named-values.ts';
import { FilterDataStatus, FilterHeadersStatus, FilterTrailersStatus } from '#abi/types.ts';

/** Empty when the callback returns nothing. */
export function resultText(callback: string, result: number | null): string {
  if (result === null) return '';
  if (/_(request|response)_headers$/.test(callback)) return nameOf(FilterHeadersStatus, result);
  if (/_(request|response)_body$/.test(callback)) return nameOf(FilterDataStatus, result);
  if (/_(request|response)_trailers$/.test(callback)) return nameOf(FilterTrailersStatus, result);
  if (/_(vm_start|configure|done)$/.test(callback)) return result === 0 ? 'false' : 'true';
  return String(result);
}
