// What the VMs of a process share, whatever thread they run on.

import { Metrics } from './metrics.ts';
import { SharedData } from './shared-data.ts';
import { SharedQueues } from './shared-queues.ts';

export class SharedState {
  readonly data = new SharedData();
  readonly queues = new SharedQueues();
  readonly metrics = new Metrics();
}

/** Hostcalls through which one VM's start can be seen by another: in a Project without them no VM need be played unseen. */
export const sharingHostcalls: ReadonlySet<string> = new Set([
  'proxy_get_shared_data',
  'proxy_set_shared_data',
  'proxy_register_shared_queue',
  'proxy_resolve_shared_queue',
  'proxy_enqueue_shared_queue',
  'proxy_dequeue_shared_queue',
  'proxy_define_metric',
  'proxy_increment_metric',
  'proxy_record_metric',
  'proxy_get_metric',
]);
