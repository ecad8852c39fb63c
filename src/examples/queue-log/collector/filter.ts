// The collector of two filters: takes lines out of the queue and sends them to a log service, several at once.

import {
  Counter,
  HttpCallResponse,
  log,
  pluginConfiguration,
  registerRootContext,
  RootContext,
  setTickPeriod,
  SharedQueue,
} from 'proxy-wasm';
import { parseJson } from 'proxy-wasm/json';

class CollectorRoot extends RootContext {
  private cluster: string = 'logs';
  private path: string = '/ingest';
  private batch: i32 = 100;
  private lines: string[] = [];
  // How many lines each call under way has taken along.
  private sent: Map<u32, i32> = new Map();
  private dropped: Counter = Counter.define('queue_log.dropped');

  onConfigure(size: i32): bool {
    let name = 'access';
    let flushMs: u32 = 1000;
    if (size > 0) {
      const configuration = parseJson(pluginConfiguration.text());
      if (configuration == null) {
        log.error('the plugin configuration is not JSON');
        return false;
      }
      name = configuration.getString('queue', name);
      flushMs = <u32>configuration.getInteger('flushMs', flushMs);
      this.cluster = configuration.getString('cluster', this.cluster);
      this.path = configuration.getString('path', this.path);
      this.batch = <i32>configuration.getInteger('batch', this.batch);
    }
    SharedQueue.register(name);
    setTickPeriod(flushMs);
    return true;
  }

  // One call per line, but an earlier one may have taken it already: so take whatever there is.
  onQueueReady(queue: SharedQueue): void {
    for (let line = queue.dequeue(); line != null; line = queue.dequeue()) this.lines.push(line);
    if (this.lines.length >= this.batch) this.flush();
  }

  onTick(): void {
    if (this.lines.length > 0) this.flush();
  }

  private flush(): void {
    const headers = [
      [':method', 'POST'],
      [':path', this.path],
      [':authority', this.cluster],
      ['content-type', 'application/x-ndjson'],
    ];
    const callId = this.dispatchHttpCall(this.cluster, headers, this.lines.join('\n') + '\n', 1000);
    if (callId != 0) this.sent.set(callId, this.lines.length);
    else this.dropped.increment(this.lines.length);
    this.lines = [];
  }

  onHttpCallResponse(answer: HttpCallResponse): void {
    const lines = this.sent.get(answer.callId);
    this.sent.delete(answer.callId);
    const status = answer.headers.get(':status');
    if (status != null && status.startsWith('2')) return;
    this.dropped.increment(lines);
    log.warn(`${lines} lines lost: ${status != null ? status : answer.failure}`);
  }
}

registerRootContext((contextId: u32) => new CollectorRoot(contextId));
