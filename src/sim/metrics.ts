// Metrics that plugins define: one value per type and name in the whole process, and for each VM ids of its own for them.

import { type ByteString, textOf } from '#abi/byte-string.ts';
import { nameOf } from '#abi/named-values.ts';
import { Status } from '#abi/status.ts';
import { MetricType } from '#abi/types.ts';
import { Refusal } from '#host/refusal.ts';
import type { MetricServices } from '#host/services.ts';

export interface Metric {
  readonly type: MetricType;
  readonly name: ByteString;
  /** Of a counter or gauge, unsigned 64 bits. */
  value: bigint;
  /** What a histogram was given, in order, as signed numbers. */
  readonly samples: bigint[];
}

export class Metrics {
  readonly #metrics = new Map<string, Metric>();

  /** The metric of that type and name. One name may be a counter and a gauge as well: these are two. */
  find(type: MetricType, name: ByteString): Metric {
    const key = `${type} ${name}`;
    const known = this.#metrics.get(key);
    if (known !== undefined) return known;
    const metric = { type, name, value: 0n, samples: [] };
    this.#metrics.set(key, metric);
    return metric;
  }

  all(): readonly Metric[] {
    return [...this.#metrics.values()];
  }
}

const wrap = (value: bigint): bigint => BigInt.asUintN(64, value);

/** One VM's ids: 4, 8, 12 … for counters, 5, 9 … for gauges, 6, 10 … for histograms. Every definition makes a new one. */
export class VmMetrics implements MetricServices {
  readonly #metrics: Metrics;
  readonly #byType: Metric[][] = [[], [], []];

  constructor(metrics: Metrics) {
    this.#metrics = metrics;
  }

  define(type: MetricType, name: ByteString): number {
    const defined = this.#byType[type] ?? [];
    defined.push(this.#metrics.find(type, name));
    return defined.length * 4 + type;
  }

  increment(metricId: number, delta: bigint): Refusal | null {
    // Envoy looks at the class of the id before it looks for the metric.
    if ((metricId & 3) > MetricType.GAUGE) {
      return new Refusal(
        Status.BAD_ARGUMENT,
        `${this.#name(metricId)} is neither a counter nor a gauge, and nothing else is incremented`,
      );
    }
    const metric = this.#find(metricId);
    if (metric === undefined) return this.#unknown(metricId);
    if (metric.type === MetricType.COUNTER && delta <= 0n) {
      return new Refusal(
        Status.BAD_ARGUMENT,
        `${this.#name(metricId)} is a counter and only grows; ${delta} is not above zero`,
      );
    }
    metric.value = wrap(metric.value + delta);
    return null;
  }

  record(metricId: number, value: bigint): Refusal | null {
    const metric = this.#find(metricId);
    if (metric === undefined) return this.#unknown(metricId);
    // Envoy's histograms take the number as a signed one.
    if (metric.type === MetricType.HISTOGRAM) metric.samples.push(BigInt.asIntN(64, value));
    else if (metric.type === MetricType.GAUGE) metric.value = value;
    // Envoy's counters have no "set": recording adds.
    else metric.value = wrap(metric.value + value);
    return null;
  }

  get(metricId: number): bigint | Refusal {
    if ((metricId & 3) > MetricType.GAUGE) {
      return new Refusal(
        Status.BAD_ARGUMENT,
        `${this.#name(metricId)} is neither a counter nor a gauge, and nothing else has one value`,
      );
    }
    return this.#find(metricId)?.value ?? this.#unknown(metricId);
  }

  #find(metricId: number): Metric | undefined {
    return this.#byType[metricId & 3]?.[(metricId >>> 2) - 1];
  }

  #name(metricId: number): string {
    const metric = this.#find(metricId);
    return metric === undefined
      ? `metric ${metricId}`
      : `${nameOf(MetricType, metric.type)} "${textOf(metric.name)}"`;
  }

  #unknown(metricId: number): Refusal {
    return new Refusal(
      Status.NOT_FOUND,
      `this VM has defined no metric ${metricId}; ids are those that proxy_define_metric returned in this VM`,
    );
  }
}
