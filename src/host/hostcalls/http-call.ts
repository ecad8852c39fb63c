// HTTP calls to other clusters, and the status of the last call (spec: "HTTP calls", "Status").

import { textOf, utf8 } from '#abi/byte-string.ts';
import { Status } from '#abi/status.ts';
import { defineHostcall, type Hostcall } from '../define-hostcall.ts';
import { Refusal } from '../refusal.ts';

export const httpCallHostcalls: readonly Hostcall[] = [
  defineHostcall({
    name: 'proxy_http_call',
    inputs: [
      { kind: 'text', name: 'cluster' },
      { kind: 'pairs', name: 'headers' },
      { kind: 'bytes', name: 'body' },
      { kind: 'pairs', name: 'trailers' },
      { kind: 'i32', name: 'timeoutMs' },
    ],
    outputs: [{ kind: 'u32', name: 'callId' }],
    mutates: true,
    clearsOutput: true,
    run: (call, cluster, headers, body, trailers, timeoutMs) => {
      // Envoy reads the timeout as a signed number.
      if (timeoutMs < 0)
        return new Refusal(Status.BAD_ARGUMENT, `the timeout of ${timeoutMs} ms is below zero`);
      const callId = call.context.httpCall({
        cluster: textOf(cluster),
        headers: headers.pairs,
        body,
        trailers: trailers.pairs,
        timeoutMs,
      });
      return callId instanceof Refusal ? callId : [callId];
    },
  }),
  defineHostcall({
    name: 'proxy_get_status',
    inputs: [],
    outputs: [
      { kind: 'u32', name: 'code' },
      { kind: 'bytes', name: 'message' },
    ],
    run: (call) => {
      const { code, message } = call.context.callStatus();
      return [code, utf8(message)];
    },
  }),
];
