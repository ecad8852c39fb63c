// Metrics of the proxy's process: Envoy shows them as `wasmcustom.NAME`.

import {
  proxy_define_metric,
  proxy_get_metric,
  proxy_increment_metric,
  proxy_record_metric,
} from './hostcalls';
import { encode, note, OUT, pointerTo } from './memory';
import { MetricType, Status } from './types';

/**
 * The id of the metric of that type and name, which is made when it is new; its value is the same for all VMs and threads.
 * 0 when it could not be made. Not available in top-level code: define metrics in `onVmStart` or `onConfigure`.
 */
export function defineMetric(type: MetricType, name: string): u32 {
  const bytes = encode(name);
  const status = note(proxy_define_metric(type, pointerTo(bytes), bytes.byteLength, OUT));
  return status == Status.Ok ? load<u32>(OUT) : 0;
}

/** Adds to a counter (1 and more) or a gauge (also less than 0). A histogram cannot be incremented. */
export function incrementMetric(metricId: u32, delta: i64 = 1): Status {
  return note(proxy_increment_metric(metricId, delta));
}

/** Sets a gauge, or adds a value to a histogram. To a counter, Envoy adds the value. */
export function recordMetric(metricId: u32, value: u64): Status {
  return note(proxy_record_metric(metricId, value));
}

/** The value of a counter or gauge; 0 when there is none, and `lastStatus()` tells why. */
export function metricValue(metricId: u32): u64 {
  return note(proxy_get_metric(metricId, OUT)) == Status.Ok ? load<u64>(OUT) : 0;
}
