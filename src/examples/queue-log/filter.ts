// The producer of two filters: puts a line about each request into a queue, where the collector finds it.

import {
  HttpContext,
  log,
  pluginConfiguration,
  property,
  registerRootContext,
  request,
  response,
  RootContext,
  SharedQueue,
} from 'proxy-wasm';
import { Json, parseJson } from 'proxy-wasm/json';

class ProducerRoot extends RootContext {
  private name: string = 'access';
  private vmId: string = 'log';
  private queue: SharedQueue | null = null;
  private hasWarned: bool = false;

  onConfigure(size: i32): bool {
    if (size == 0) return true;
    const configuration = parseJson(pluginConfiguration.text());
    if (configuration == null) {
      log.error('the plugin configuration is not JSON');
      return false;
    }
    this.name = configuration.getString('queue', this.name);
    this.vmId = configuration.getString('vmId', this.vmId);
    return true;
  }

  createHttpContext(contextId: u32): HttpContext {
    return new ProducerStream(contextId);
  }

  tell(line: string): void {
    // The collector may start after this plugin, so the queue is looked for when it is needed.
    if (this.queue == null) this.queue = SharedQueue.resolve(this.vmId, this.name);
    const queue = this.queue;
    if (queue != null) {
      queue.enqueue(line);
    } else if (!this.hasWarned) {
      this.hasWarned = true;
      log.warn(`nobody has registered the queue "${this.name}" in a VM "${this.vmId}"`);
    }
  }
}

class ProducerStream extends HttpContext {
  // Headers of both sides can be read here, and no longer be changed.
  onLog(): void {
    const line = Json.object();
    line.setString('method', orEmpty(request.headers.get(':method')));
    line.setString('path', orEmpty(request.headers.get(':path')));
    line.setString('code', orEmpty(response.headers.get(':status')));
    line.setInteger('duration_ms', property.getI64(['request', 'duration']) / 1_000_000);
    (this.root as ProducerRoot).tell(line.toString());
  }
}

function orEmpty(text: string | null): string {
  return text != null ? text : '';
}

registerRootContext((contextId: u32) => new ProducerRoot(contextId));
