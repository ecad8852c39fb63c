// gRPC calls and streams to other clusters (spec: "gRPC calls").

import { type Hostcall, notEmulated } from '../define-hostcall.ts';

export const grpcHostcalls: readonly Hostcall[] = [
  notEmulated(
    'proxy_grpc_call',
    [
      { kind: 'text', name: 'service' },
      { kind: 'text', name: 'serviceName' },
      { kind: 'text', name: 'method' },
      { kind: 'pairs', name: 'metadata' },
      { kind: 'bytes', name: 'message' },
      { kind: 'u32', name: 'timeoutMs' },
    ],
    [{ kind: 'u32', name: 'callId' }],
    'gRPC calls are not emulated yet',
    true,
  ),
  notEmulated(
    'proxy_grpc_stream',
    [
      { kind: 'text', name: 'service' },
      { kind: 'text', name: 'serviceName' },
      { kind: 'text', name: 'method' },
      { kind: 'pairs', name: 'metadata' },
    ],
    [{ kind: 'u32', name: 'streamId' }],
    'gRPC calls are not emulated yet',
    true,
  ),
  notEmulated(
    'proxy_grpc_cancel',
    [{ kind: 'u32', name: 'callId' }],
    [],
    'gRPC calls are not emulated yet',
    true,
  ),
  notEmulated(
    'proxy_grpc_close',
    [{ kind: 'u32', name: 'callId' }],
    [],
    'gRPC calls are not emulated yet',
    true,
  ),
  notEmulated(
    'proxy_grpc_send',
    [
      { kind: 'u32', name: 'streamId' },
      { kind: 'bytes', name: 'message' },
      { kind: 'u32', name: 'endStream' },
    ],
    [],
    'gRPC calls are not emulated yet',
    true,
  ),
];
