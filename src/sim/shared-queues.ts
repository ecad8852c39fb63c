// Envoy's shared queues: one set for the process. Whoever registered a queue last is notified of each value that is put into it.

import { type ByteString, textOf } from '#abi/byte-string.ts';
import { Status } from '#abi/status.ts';
import { Refusal } from '#host/refusal.ts';
import type { SharedQueueServices } from '#host/services.ts';

/** Tells a plugin, later and on its own thread, that a value has been put into a queue. */
export type Notify = (queueId: number) => void;

interface SharedQueue {
  readonly id: number;
  readonly vmId: ByteString;
  readonly name: ByteString;
  readonly items: Uint8Array[];
  notify: Notify;
}

export class SharedQueues {
  readonly #queues: SharedQueue[] = [];

  /** The id of that queue, a new one or the known one with what it holds. It notifies this caller from now on. */
  register(vmId: ByteString, name: ByteString, notify: Notify): number {
    const known = this.#find(vmId, name);
    if (known !== undefined) {
      known.notify = notify;
      return known.id;
    }
    const id = this.#queues.length + 1;
    this.#queues.push({ id, vmId, name, items: [], notify });
    return id;
  }

  /** What VMs of that id may do without registering. */
  of(ownVmId: ByteString): SharedQueueServices {
    return {
      resolve: (vmId, name) => this.#resolve(vmId === '' ? ownVmId : vmId, name),
      enqueue: (queueId, value) => {
        const queue = this.#queues[queueId - 1];
        if (queue === undefined) return this.#unknown(queueId);
        queue.items.push(value);
        queue.notify(queueId);
        return null;
      },
      dequeue: (queueId) => {
        const queue = this.#queues[queueId - 1];
        if (queue === undefined) return this.#unknown(queueId);
        const name = textOf(queue.name);
        return queue.items.shift() ?? new Refusal(Status.EMPTY, `the queue "${name}" is empty`);
      },
    };
  }

  #find(vmId: ByteString, name: ByteString): SharedQueue | undefined {
    return this.#queues.find((queue) => queue.vmId === vmId && queue.name === name);
  }

  #resolve(vmId: ByteString, name: ByteString): number | Refusal {
    const known = this.#find(vmId, name);
    if (known !== undefined) return known.id;
    return new Refusal(
      Status.NOT_FOUND,
      `no VM with the id "${textOf(vmId)}" has registered a queue "${textOf(name)}"; ${this.#list()}`,
    );
  }

  #unknown(queueId: number): Refusal {
    return new Refusal(
      Status.NOT_FOUND,
      `there is no queue with the id ${queueId}; ${this.#list()}`,
    );
  }

  #list(): string {
    const queues = this.#queues.map(
      ({ id, vmId, name }) => `${id} "${textOf(name)}" of the VM id "${textOf(vmId)}"`,
    );
    return queues.length === 0 ? 'there are no queues yet' : `there is ${queues.join(', ')}`;
  }

  all(): readonly Readonly<Omit<SharedQueue, 'notify'>>[] {
    return this.#queues;
  }
}
