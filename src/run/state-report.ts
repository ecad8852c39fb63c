// What the VMs of a process share, as plain data for the report.

import { textOf } from '#abi/byte-string.ts';
import { MetricType } from '#abi/types.ts';
import type { Metric } from '#sim/metrics.ts';
import type { SharedState } from '#sim/shared-state.ts';
import type { MetricReport, MetricStep, StateReport } from './api.ts';
import { reportPieces } from './message-report.ts';
import type { MetricSteps } from './metric-steps.ts';

/** Samples of a histogram that a report shows; the others are counted only. */
const REPORTED_SAMPLES = 1000;

const typeNames = {
  [MetricType.COUNTER]: 'counter',
  [MetricType.GAUGE]: 'gauge',
  [MetricType.HISTOGRAM]: 'histogram',
} as const;

export function reportState(
  { data, queues, metrics }: SharedState,
  steps: MetricSteps,
): StateReport {
  return {
    sharedData: [...data.entries()].map(({ vmId, key, value, cas }) => ({
      vmId: textOf(vmId),
      key: textOf(key),
      value: reportPieces([value]),
      cas,
    })),
    queues: queues.all().map(({ id, vmId, name, items }) => ({
      id,
      vmId: textOf(vmId),
      name: textOf(name),
      items: items.map((item) => reportPieces([item])),
    })),
    metrics: metrics.all().map((metric) => reportMetric(metric, steps.of(metric))),
  };
}

function reportMetric({ type, name, value, samples }: Metric, steps: MetricStep[]): MetricReport {
  return {
    name: textOf(name),
    type: typeNames[type],
    value: type === MetricType.HISTOGRAM ? null : value.toString(),
    samples: samples.slice(0, REPORTED_SAMPLES).map(String),
    sampleCount: samples.length,
    steps,
  };
}
