// gRPC calls and streams to other clusters (spec: "gRPC calls").

import { defineHostcall, type Hostcall } from '../define-hostcall.ts';
import { Refusal } from '../refusal.ts';

const request = [
  { kind: 'bytes', name: 'service' },
  { kind: 'text', name: 'serviceName' },
  { kind: 'text', name: 'method' },
  { kind: 'pairs', name: 'metadata' },
] as const;

const callId = { kind: 'u32', name: 'callId' } as const;

export const grpcHostcalls: readonly Hostcall[] = [
  defineHostcall({
    name: 'proxy_grpc_call',
    inputs: [...request, { kind: 'bytes', name: 'message' }, { kind: 'u32', name: 'timeoutMs' }],
    outputs: [callId],
    mutates: true,
    run: (call, service, serviceName, method, { pairs }, message, timeoutMs) => {
      const started = call.context.grpc.call(
        { service, serviceName, method, metadata: pairs },
        message,
        timeoutMs,
      );
      return started instanceof Refusal ? started : [started];
    },
  }),
  defineHostcall({
    name: 'proxy_grpc_stream',
    inputs: request,
    outputs: [{ kind: 'u32', name: 'streamId' }],
    mutates: true,
    run: (call, service, serviceName, method, { pairs }) => {
      const opened = call.context.grpc.open({ service, serviceName, method, metadata: pairs });
      return opened instanceof Refusal ? opened : [opened];
    },
  }),
  defineHostcall({
    name: 'proxy_grpc_cancel',
    inputs: [callId],
    outputs: [],
    mutates: true,
    run: (call, id) => call.context.grpc.cancel(id) ?? [],
  }),
  defineHostcall({
    name: 'proxy_grpc_close',
    inputs: [callId],
    outputs: [],
    mutates: true,
    run: (call, id) => call.context.grpc.close(id) ?? [],
  }),
  defineHostcall({
    name: 'proxy_grpc_send',
    inputs: [
      { kind: 'u32', name: 'streamId' },
      { kind: 'bytes', name: 'message' },
      { kind: 'u32', name: 'endStream' },
    ],
    outputs: [],
    mutates: true,
    run: (call, id, message, endStream) =>
      call.context.grpc.send(id, message, endStream !== 0) ?? [],
  }),
];
