// Metrics, as objects and as functions on ids.

import { proxy_define_metric, proxy_get_metric, proxy_increment_metric, proxy_record_metric } from '../hostcalls';
import { encode, note, OUT, pointerTo } from '../memory';
import { MetricTypeValues, WasmResultValues } from './enums';
import { heed } from './logging';

// @ts-ignore: decorator
@final
export class MetricResult {
  constructor(
    public result: WasmResultValues,
    /** 0 when there is none. */
    public metric_id: u32,
  ) {}
}

// @ts-ignore: decorator
@final
export class MetricData {
  constructor(
    public result: WasmResultValues,
    public data: u64,
  ) {}
}

/** The metric of that type and name, which is made when it is new. Not in top-level code. */
export function define_metric(typ: MetricTypeValues, name: string): MetricResult {
  store<u32>(OUT, 0);
  const bytes = encode(name);
  const status = note(proxy_define_metric(typ, pointerTo(bytes), bytes.byteLength, OUT));
  return new MetricResult(status as i32, load<u32>(OUT));
}

/** Adds to a counter or a gauge. */
export function increment_metric(metric_id: u32, offset: i64): WasmResultValues {
  return note(proxy_increment_metric(metric_id, offset));
}

/** Sets a gauge, or adds a value to a histogram. */
export function record_metric(metric_id: u32, value: u64): WasmResultValues {
  return note(proxy_record_metric(metric_id, value));
}

/** The value of a counter or gauge. */
export function get_metric(metric_id: u32): MetricData {
  store<u64>(OUT, 0);
  const status = note(proxy_get_metric(metric_id, OUT));
  return new MetricData(status as i32, load<u64>(OUT));
}

/** A metric of the proxy's process. */
export class Metric {
  metric_id: u32;

  constructor(typ: MetricTypeValues, name: string) {
    const defined = define_metric(typ, name);
    heed(defined.result, 'define_metric');
    this.metric_id = defined.metric_id;
  }
}

/** A level that goes up and down. */
export class Gauge extends Metric {
  constructor(name: string) {
    super(MetricTypeValues.Gauge, name);
  }

  increment(offset: i64): WasmResultValues {
    return increment_metric(this.metric_id, offset);
  }

  /** Sets the metric of that id, which need not be this one. */
  record(metric_id: u32, value: u64): WasmResultValues {
    return record_metric(metric_id, value);
  }
}

/** The distribution of the values that were recorded. */
export class Histogram extends Metric {
  constructor(name: string) {
    super(MetricTypeValues.Histogram, name);
  }

  /** Envoy refuses it: a histogram cannot be incremented. */
  increment(offset: i64): WasmResultValues {
    return increment_metric(this.metric_id, offset);
  }

  /** Adds a value to the metric of that id, which need not be this one. */
  record(metric_id: u32, value: u64): WasmResultValues {
    return record_metric(metric_id, value);
  }
}

/** A count that only grows. */
export class Counter extends Metric {
  constructor(name: string) {
    super(MetricTypeValues.Counter, name);
  }

  increment(offset: u32): WasmResultValues {
    return increment_metric(this.metric_id, offset);
  }
}
