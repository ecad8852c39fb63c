// Shared queues (spec: "Shared queues"), which wake the plugin that registered them.

import { type Hostcall, notEmulated } from '../define-hostcall.ts';

export const sharedQueueHostcalls: readonly Hostcall[] = [
  notEmulated(
    'proxy_register_shared_queue',
    [{ kind: 'text', name: 'name' }],
    [{ kind: 'u32', name: 'queueId' }],
    'shared queues are not emulated yet',
    true,
  ),
  notEmulated(
    'proxy_resolve_shared_queue',
    [
      { kind: 'text', name: 'vmId' },
      { kind: 'text', name: 'name' },
    ],
    [{ kind: 'u32', name: 'queueId' }],
    'shared queues are not emulated yet',
  ),
  notEmulated(
    'proxy_dequeue_shared_queue',
    [{ kind: 'u32', name: 'queueId' }],
    [{ kind: 'bytes', name: 'value' }],
    'shared queues are not emulated yet',
    true,
  ),
  notEmulated(
    'proxy_enqueue_shared_queue',
    [
      { kind: 'u32', name: 'queueId' },
      { kind: 'bytes', name: 'value' },
    ],
    [],
    'shared queues are not emulated yet',
    true,
  ),
];
