// What each metric was after the start and after each of the first exchanges.

import { MetricType } from '#abi/types.ts';
import type { Metric } from '#sim/metrics.ts';
import type { MetricStep } from './api.ts';

/** Steps that are kept of each metric. */
const KEPT_STEPS = 20;

export class MetricSteps {
  readonly #steps = new Map<Metric, MetricStep[]>();

  add(exchange: number | null, metrics: readonly Metric[]): void {
    for (const metric of metrics) {
      const steps = this.#steps.get(metric) ?? [];
      const isHistogram = metric.type === MetricType.HISTOGRAM;
      const value = isHistogram ? String(metric.samples.length) : metric.value.toString();
      if (steps.length < KEPT_STEPS) steps.push({ exchange, value });
      this.#steps.set(metric, steps);
    }
  }

  of(metric: Metric): MetricStep[] {
    return this.#steps.get(metric) ?? [];
  }
}
