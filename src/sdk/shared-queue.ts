// Queues that plugins fill and empty across VMs and threads. Whoever registered a queue last is told of each value put into it.

import {
  proxy_dequeue_shared_queue,
  proxy_enqueue_shared_queue,
  proxy_register_shared_queue,
  proxy_resolve_shared_queue,
} from './hostcalls';
import { encode, note, OUT, OUT_SIZE, pointerTo, takeBytes } from './memory';
import { Status } from './types';

/**
 * The id of the queue of that name, which is made when it is new. From now on `onQueueReady` of this plugin is called, on this
 * thread, for each value put into it. 0 when there is none; ids of queues start at 1.
 */
export function registerSharedQueue(name: string): u32 {
  const bytes = encode(name);
  const status = note(proxy_register_shared_queue(pointerTo(bytes), bytes.byteLength, OUT));
  return status == Status.Ok ? load<u32>(OUT) : 0;
}

/**
 * The id of a queue that another plugin registered; 0 when there is none of that name.
 *
 * @param vmId The `vm_id` of the plugin that registered it; empty for the own.
 */
export function resolveSharedQueue(vmId: string, name: string): u32 {
  const vm = encode(vmId);
  const bytes = encode(name);
  const status = note(
    proxy_resolve_shared_queue(pointerTo(vm), vm.byteLength, pointerTo(bytes), bytes.byteLength, OUT),
  );
  return status == Status.Ok ? load<u32>(OUT) : 0;
}

/** Puts a text at the end of a queue. */
export function enqueue(queueId: u32, value: string): Status {
  return enqueueBytes(queueId, encode(value));
}

/** As `enqueue`, with any bytes. */
export function enqueueBytes(queueId: u32, value: ArrayBuffer): Status {
  return note(proxy_enqueue_shared_queue(queueId, pointerTo(value), value.byteLength));
}

/** Takes the first value out of a queue; `null` when it is empty (`lastStatus()` is `Empty`) or there is no such queue. */
export function dequeue(queueId: u32): ArrayBuffer | null {
  const status = note(proxy_dequeue_shared_queue(queueId, OUT, OUT_SIZE));
  return status == Status.Ok ? takeBytes() : null;
}
