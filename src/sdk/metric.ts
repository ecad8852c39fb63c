// Metrics of the proxy's process, one class per kind, so that none is asked for what it cannot do.

import { proxy_define_metric, proxy_get_metric, proxy_increment_metric, proxy_record_metric } from './hostcalls';
import { encode, note, OUT, pointerTo } from './memory';
import { Status } from './types';

const enum MetricType {
  Counter = 0,
  Gauge = 1,
  Histogram = 2,
}

/** A number that only grows. Envoy shows it as `wasmcustom.NAME`; all VMs and threads share it. */
// @ts-ignore: decorator
@final
export class Counter {
  constructor(
    /** The id that the proxy gave to this metric in this VM; 0 when it could not be made. */
    readonly id: u32,
  ) {}

  /**
   * The counter of that name, which is made when it is new. Works in every callback and in the constructor of a root context, not in
   * top-level code: `requests: Counter = Counter.define('requests');` in the root context is the usual place.
   */
  static define(name: string): Counter {
    return new Counter(define(MetricType.Counter, name));
  }

  /** Adds to the counter, 1 by default. Less than 1 is refused with `Status.BadArgument`. */
  increment(by: i64 = 1): Status {
    return note(proxy_increment_metric(this.id, by));
  }

  /** What has been counted so far, by all VMs and threads. */
  value(): u64 {
    return valueOf(this.id);
  }
}

/** A level that goes up and down. Envoy shows it as `wasmcustom.NAME`; all VMs and threads share it. */
// @ts-ignore: decorator
@final
export class Gauge {
  constructor(
    /** The id that the proxy gave to this metric in this VM; 0 when it could not be made. */
    readonly id: u32,
  ) {}

  /** The gauge of that name, which is made when it is new. Works where `Counter.define` does. */
  static define(name: string): Gauge {
    return new Gauge(define(MetricType.Gauge, name));
  }

  /** Adds to the level, 1 by default; less than 0 takes away. A level below 0 turns into a huge one: it has no sign. */
  increment(by: i64 = 1): Status {
    return note(proxy_increment_metric(this.id, by));
  }

  /** Sets the level. */
  record(value: u64): Status {
    return note(proxy_record_metric(this.id, value));
  }

  /** The level now. */
  value(): u64 {
    return valueOf(this.id);
  }
}

/** The distribution of values, such as latencies. Envoy shows it as `wasmcustom.NAME`, and lets nobody read it back. */
// @ts-ignore: decorator
@final
export class Histogram {
  constructor(
    /** The id that the proxy gave to this metric in this VM; 0 when it could not be made. */
    readonly id: u32,
  ) {}

  /** The histogram of that name, which is made when it is new. Works where `Counter.define` does. */
  static define(name: string): Histogram {
    return new Histogram(define(MetricType.Histogram, name));
  }

  /** Adds a value to the distribution. */
  record(value: u64): Status {
    return note(proxy_record_metric(this.id, value));
  }
}

function define(type: MetricType, name: string): u32 {
  const bytes = encode(name);
  const status = note(proxy_define_metric(type, pointerTo(bytes), bytes.byteLength, OUT));
  return status == Status.Ok ? load<u32>(OUT) : 0;
}

function valueOf(metricId: u32): u64 {
  return note(proxy_get_metric(metricId, OUT)) == Status.Ok ? load<u64>(OUT) : 0;
}
