// What a filter does with its stream: resume it, end it, answer itself (spec: "HTTP streams"). Effects come after the callback.

import { textOf } from '#abi/byte-string.ts';
import { StreamType } from '#abi/types.ts';
import { defineHostcall, type Hostcall } from '../define-hostcall.ts';

const stream = { kind: 'enum', name: 'stream', table: StreamType } as const;

export const streamHostcalls: readonly Hostcall[] = [
  defineHostcall({
    name: 'proxy_continue_stream',
    versions: ['0.2.0', '0.2.1'],
    inputs: [stream],
    outputs: [],
    mutates: true,
    run: (call, type) => call.context.continueStream(type) ?? [],
  }),
  defineHostcall({
    name: 'proxy_close_stream',
    versions: ['0.2.0', '0.2.1'],
    inputs: [stream],
    outputs: [],
    mutates: true,
    run: (call, type) => call.context.closeStream(type) ?? [],
  }),
  defineHostcall({
    name: 'proxy_send_local_response',
    inputs: [
      { kind: 'u32', name: 'statusCode' },
      { kind: 'text', name: 'details' },
      { kind: 'bytes', name: 'body' },
      { kind: 'pairs', name: 'headers' },
      { kind: 'i32', name: 'grpcStatus' },
    ],
    outputs: [],
    mutates: true,
    run: (call, statusCode, details, body, headers, grpcStatus) => {
      call.note = call.context.sendLocalResponse({
        statusCode: statusCode & 0xffff,
        details: textOf(details),
        body,
        headers: headers.pairs,
        grpcStatus,
      });
      return [];
    },
  }),
  defineHostcall({
    name: 'proxy_set_effective_context',
    inputs: [{ kind: 'u32', name: 'contextId' }],
    outputs: [],
    run: (call, contextId) => call.setEffectiveContext(contextId) ?? [],
  }),
  defineHostcall({
    name: 'proxy_done',
    inputs: [],
    outputs: [],
    mutates: true,
    run: (call) => call.context.done() ?? [],
  }),
];
