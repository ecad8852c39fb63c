// What filters measured, as both sides tell it: counters and gauges with their values, histograms with how many samples are below
// each of Envoy's bounds.

import { setTimeout } from 'node:timers/promises';
import type { MetricReport } from '#run/api.ts';
import type { RunningEnvoy } from './start-envoy.ts';

/** Envoy's default bounds of a histogram's buckets. */
const bounds = [
  0.5, 1, 5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10_000, 30_000, 60_000, 300_000, 600_000,
  1_800_000, 3_600_000,
];

/** Envoy's own lines, sorted, each with its type in front. */
export async function observedMetrics(envoy: RunningEnvoy): Promise<string[]> {
  // The first request has the histograms of the threads merged, which later ones show.
  await envoy.admin('/stats');
  await setTimeout(50);
  const lines: string[] = [];
  // A name may be a counter and a gauge at once, of which Envoy would show one.
  for (const type of ['Counter', 'Gauge', 'Histogram']) {
    const path = `/stats?type=${type}s&filter=^wasmcustom&histogram_buckets=cumulative`;
    for (const line of (await envoy.admin(path)).split('\n'))
      if (line !== '') lines.push(`${type.toLowerCase()} ${histogramLine(line)}`);
  }
  return lines.sort();
}

/** `B0.5(0,1) B1(0,2) …` → the second of each pair: since the start. */
function histogramLine(line: string): string {
  const [name = '', ...buckets] = line.split(/ (?=B[^ (]+\()/);
  if (buckets.length === 0) return line;
  const counts = buckets.map((bucket) => /,(\d+)\)/.exec(bucket)?.[1] ?? '?');
  return `${name} ${counts.join(' ')}`;
}

export function metricLines(metrics: readonly MetricReport[]): string[] {
  return metrics.flatMap(metricLine).sort();
}

function metricLine({ type, name, value, samples }: MetricReport): string[] {
  const full = `${type} ${name === '' ? 'wasmcustom' : `wasmcustom.${name}`}`;
  if (type !== 'histogram') return [`${full}: ${value}`];
  if (samples.length === 0) return [`${full}: No recorded values`];
  const counts = bounds.map((bound) => samples.filter((sample) => Number(sample) <= bound).length);
  return [`${full}: ${counts.join(' ')}`];
}
