// What Envoy has and Sluice does not imitate yet. Each answers UNIMPLEMENTED and is named in the report, never a silent OK.

import { MetricType } from '#abi/types.ts';
import { type Hostcall, notEmulated } from '../define-hostcall.ts';

const sharedData = 'shared data is not emulated yet';
const queues = 'shared queues are not emulated yet';
const metrics = 'metrics are not emulated yet';
const grpc = 'gRPC calls are not emulated yet';
const u32 = (name: string) => ({ kind: 'u32', name }) as const;
const i64 = (name: string) => ({ kind: 'i64', name }) as const;
const text = (name: string) => ({ kind: 'text', name }) as const;
const bytes = (name: string) => ({ kind: 'bytes', name }) as const;
const pairs = (name: string) => ({ kind: 'pairs', name }) as const;

export const notEmulatedHostcalls: readonly Hostcall[] = [
  notEmulated('proxy_get_shared_data', [text('key')], [bytes('value'), u32('cas')], sharedData),
  notEmulated(
    'proxy_set_shared_data',
    [text('key'), bytes('value'), u32('cas')],
    [],
    sharedData,
    true,
  ),
  notEmulated('proxy_register_shared_queue', [text('name')], [u32('queueId')], queues, true),
  notEmulated('proxy_resolve_shared_queue', [text('vmId'), text('name')], [u32('queueId')], queues),
  notEmulated('proxy_dequeue_shared_queue', [u32('queueId')], [bytes('value')], queues, true),
  notEmulated('proxy_enqueue_shared_queue', [u32('queueId'), bytes('value')], [], queues, true),
  notEmulated(
    'proxy_define_metric',
    [{ kind: 'enum', name: 'type', table: MetricType }, text('name')],
    [u32('metricId')],
    metrics,
    true,
  ),
  notEmulated('proxy_increment_metric', [u32('metricId'), i64('delta')], [], metrics, true),
  notEmulated(
    'proxy_record_metric',
    [u32('metricId'), { kind: 'u64', name: 'value' }],
    [],
    metrics,
    true,
  ),
  notEmulated('proxy_get_metric', [u32('metricId')], [{ kind: 'u64', name: 'value' }], metrics),
  notEmulated(
    'proxy_grpc_call',
    [
      text('service'),
      text('serviceName'),
      text('method'),
      pairs('metadata'),
      bytes('message'),
      u32('timeoutMs'),
    ],
    [u32('callId')],
    grpc,
    true,
  ),
  notEmulated(
    'proxy_grpc_stream',
    [text('service'), text('serviceName'), text('method'), pairs('metadata')],
    [u32('streamId')],
    grpc,
    true,
  ),
  notEmulated('proxy_grpc_cancel', [u32('callId')], [], grpc, true),
  notEmulated('proxy_grpc_close', [u32('callId')], [], grpc, true),
  notEmulated(
    'proxy_grpc_send',
    [u32('streamId'), bytes('message'), u32('endStream')],
    [],
    grpc,
    true,
  ),
  notEmulated(
    'proxy_call_foreign_function',
    [text('name'), bytes('arguments')],
    [bytes('result')],
    'foreign functions are not emulated yet',
    true,
  ),
  notEmulated(
    'envoy_resolve_dns',
    [text('name')],
    [u32('token')],
    'name resolution is not emulated',
    true,
  ),
];
