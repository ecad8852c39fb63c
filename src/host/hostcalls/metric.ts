// Metrics (spec: "Metrics"): counters, gauges and histograms of the whole process.

import { MetricType } from '#abi/types.ts';
import { defineHostcall, type Hostcall } from '../define-hostcall.ts';
import { Refusal } from '../refusal.ts';

const metricId = { kind: 'u32', name: 'metricId' } as const;

export const metricHostcalls: readonly Hostcall[] = [
  defineHostcall({
    name: 'proxy_define_metric',
    inputs: [
      { kind: 'enum', name: 'type', table: MetricType },
      { kind: 'text', name: 'name' },
    ],
    outputs: [metricId],
    mutates: true,
    run: (call, type, name) => [call.vm.metrics.define(type, name)],
  }),
  defineHostcall({
    name: 'proxy_increment_metric',
    inputs: [metricId, { kind: 'i64', name: 'delta' }],
    outputs: [],
    mutates: true,
    run: (call, id, delta) => call.vm.metrics.increment(id, delta) ?? [],
  }),
  defineHostcall({
    name: 'proxy_record_metric',
    inputs: [metricId, { kind: 'u64', name: 'value' }],
    outputs: [],
    mutates: true,
    run: (call, id, value) => call.vm.metrics.record(id, value) ?? [],
  }),
  defineHostcall({
    name: 'proxy_get_metric',
    inputs: [metricId],
    outputs: [{ kind: 'u64', name: 'value' }],
    run: (call, id) => {
      const value = call.vm.metrics.get(id);
      return value instanceof Refusal ? value : [value];
    },
  }),
];
