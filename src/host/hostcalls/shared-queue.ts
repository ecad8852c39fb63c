// Shared queues (spec: "Shared queues"), which wake the plugin that registered them.

import { defineHostcall, type Hostcall } from '../define-hostcall.ts';
import { Refusal } from '../refusal.ts';

const queueId = { kind: 'u32', name: 'queueId' } as const;

export const sharedQueueHostcalls: readonly Hostcall[] = [
  defineHostcall({
    name: 'proxy_register_shared_queue',
    inputs: [{ kind: 'text', name: 'name' }],
    outputs: [queueId],
    mutates: true,
    run: (call, name) => [call.context.registerSharedQueue(name)],
  }),
  defineHostcall({
    name: 'proxy_resolve_shared_queue',
    inputs: [
      { kind: 'text', name: 'vmId' },
      { kind: 'text', name: 'name' },
    ],
    outputs: [queueId],
    run: (call, vmId, name) => {
      const id = call.vm.sharedQueues.resolve(vmId, name);
      return id instanceof Refusal ? id : [id];
    },
  }),
  defineHostcall({
    name: 'proxy_dequeue_shared_queue',
    inputs: [queueId],
    outputs: [{ kind: 'bytes', name: 'value' }],
    mutates: true,
    run: (call, id) => {
      const value = call.vm.sharedQueues.dequeue(id);
      return value instanceof Refusal ? value : [value];
    },
  }),
  defineHostcall({
    name: 'proxy_enqueue_shared_queue',
    inputs: [queueId, { kind: 'bytes', name: 'value' }],
    outputs: [],
    mutates: true,
    run: (call, id, value) => call.vm.sharedQueues.enqueue(id, value) ?? [],
  }),
];
