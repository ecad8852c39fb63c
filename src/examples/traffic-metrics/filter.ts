// Counts requests and answers, tells how many are under way, and how long they took.

import {
  Counter,
  currentTimeMs,
  FilterHeadersStatus,
  Gauge,
  Histogram,
  HttpContext,
  log,
  pluginConfiguration,
  registerRootContext,
  response,
  RootContext,
} from 'proxy-wasm';
import { parseJson } from 'proxy-wasm/json';

// Defined once: each further definition of a name is one more number for the same metric.
class Metrics {
  readonly requests: Counter;
  readonly inFlight: Gauge;
  readonly latency: Histogram;
  // Of 1xx to 5xx, at 0 to 4.
  private statuses: Counter[] = [];

  constructor(prefix: string) {
    this.requests = Counter.define(prefix + '.requests');
    this.inFlight = Gauge.define(prefix + '.in_flight');
    this.latency = Histogram.define(prefix + '.latency_ms');
    for (let i = 1; i <= 5; i++) this.statuses.push(Counter.define(`${prefix}.status_${i}xx`));
  }

  countStatus(status: string): void {
    const first = status.charCodeAt(0) - 0x31;
    if (first >= 0 && first < this.statuses.length) this.statuses[first].increment();
  }
}

class MetricsRoot extends RootContext {
  private own: Metrics | null = null;

  get metrics(): Metrics {
    return this.own!;
  }

  onConfigure(size: i32): bool {
    let prefix = 'edge';
    if (size > 0) {
      const configuration = parseJson(pluginConfiguration.text());
      if (configuration == null) {
        log.error('the plugin configuration is not JSON');
        return false;
      }
      prefix = configuration.getString('prefix', prefix);
    }
    this.own = new Metrics(prefix);
    return true;
  }

  createHttpContext(contextId: u32): HttpContext {
    return new MetricsStream(contextId);
  }
}

class MetricsStream extends HttpContext {
  private beganMs: u64 = 0;

  onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    this.beganMs = currentTimeMs();
    const metrics = (this.root as MetricsRoot).metrics;
    metrics.requests.increment();
    metrics.inFlight.increment();
    return FilterHeadersStatus.Continue;
  }

  // Every stream ends here: answered by the upstream, by a filter, or left by its client.
  onLog(): void {
    if (this.beganMs == 0) return;
    const metrics = (this.root as MetricsRoot).metrics;
    metrics.inFlight.increment(-1);
    metrics.latency.record(currentTimeMs() - this.beganMs);
    const status = response.headers.get(':status');
    if (status != null) metrics.countStatus(status);
  }
}

registerRootContext((contextId: u32) => new MetricsRoot(contextId));
