// Queues that plugins fill and empty across VMs and threads. Whoever registered a queue last is told of each value put into it.

import {
  proxy_dequeue_shared_queue,
  proxy_enqueue_shared_queue,
  proxy_register_shared_queue,
  proxy_resolve_shared_queue,
} from './hostcalls';
import { encode, note, OUT, OUT_SIZE, pointerTo, takeBytes, takeText } from './memory';
import { Status } from './types';

/** A queue of the proxy's process. It works in every callback and in the constructor of a root context, not in top-level code. */
// @ts-ignore: decorator
@final
export class SharedQueue {
  constructor(
    /** The id that the proxy gave to this queue, the same in all VMs; 0 when it could not be made. */
    readonly id: u32,
  ) {}

  /**
   * The queue of that name, which is made when it is new. From now on `onQueueReady` of this plugin is called, on this thread, for each
   * value put into it. On other threads too, because each of them starts the plugin; the last one that registers is told.
   */
  static register(name: string): SharedQueue {
    const bytes = encode(name);
    const status = note(proxy_register_shared_queue(pointerTo(bytes), bytes.byteLength, OUT));
    return new SharedQueue(status == Status.Ok ? load<u32>(OUT) : 0);
  }

  /**
   * A queue that another plugin registered; `null` when there is none of that name. It may not be there yet: ask again later.
   *
   * @param vmId The `vm_id` of the plugin that registered it; empty for the own.
   */
  static resolve(vmId: string, name: string): SharedQueue | null {
    const vm = encode(vmId);
    const bytes = encode(name);
    const status = note(
      proxy_resolve_shared_queue(pointerTo(vm), vm.byteLength, pointerTo(bytes), bytes.byteLength, OUT),
    );
    return status == Status.Ok ? new SharedQueue(load<u32>(OUT)) : null;
  }

  /** Puts a text at the end. */
  enqueue(value: string): Status {
    return this.enqueueBytes(encode(value));
  }

  /** As `enqueue`, with any bytes. */
  enqueueBytes(value: ArrayBuffer): Status {
    return note(proxy_enqueue_shared_queue(this.id, pointerTo(value), value.byteLength));
  }

  /** Takes the first value out, as text; `null` when the queue is empty (`lastStatus()` is `Empty`) or gone. */
  dequeue(): string | null {
    return this.take() ? takeText() : null;
  }

  /** As `dequeue`, without decoding. */
  dequeueBytes(): ArrayBuffer | null {
    return this.take() ? takeBytes() : null;
  }

  private take(): bool {
    return note(proxy_dequeue_shared_queue(this.id, OUT, OUT_SIZE)) == Status.Ok;
  }
}
