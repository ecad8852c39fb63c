// Metrics (spec: "Metrics"): counters, gauges and histograms of the whole process.

import { MetricType } from '#abi/types.ts';
import { type Hostcall, notEmulated } from '../define-hostcall.ts';

export const metricHostcalls: readonly Hostcall[] = [
  notEmulated(
    'proxy_define_metric',
    [
      { kind: 'enum', name: 'type', table: MetricType },
      { kind: 'text', name: 'name' },
    ],
    [{ kind: 'u32', name: 'metricId' }],
    'metrics are not emulated yet',
    true,
  ),
  notEmulated(
    'proxy_increment_metric',
    [
      { kind: 'u32', name: 'metricId' },
      { kind: 'i64', name: 'delta' },
    ],
    [],
    'metrics are not emulated yet',
    true,
  ),
  notEmulated(
    'proxy_record_metric',
    [
      { kind: 'u32', name: 'metricId' },
      { kind: 'u64', name: 'value' },
    ],
    [],
    'metrics are not emulated yet',
    true,
  ),
  notEmulated(
    'proxy_get_metric',
    [{ kind: 'u32', name: 'metricId' }],
    [{ kind: 'u64', name: 'value' }],
    'metrics are not emulated yet',
  ),
];
