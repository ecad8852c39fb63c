// The four imports that only modules of ABI 0.1.0 get.

import { StreamType } from '#abi/types.ts';
import { defineHostcall, type Hostcall } from '../define-hostcall.ts';

const versions = ['0.1.0'] as const;

export const legacyHostcalls: readonly Hostcall[] = [
  defineHostcall({
    name: 'proxy_get_configuration',
    versions: [...versions],
    inputs: [],
    outputs: [{ kind: 'bytes', name: 'configuration' }],
    run: (call) => [call.context.legacyConfiguration()],
  }),
  defineHostcall({
    name: 'proxy_continue_request',
    versions: [...versions],
    inputs: [],
    outputs: [],
    mutates: true,
    run: (call) => call.context.continueStream(StreamType.HTTP_REQUEST) ?? [],
  }),
  defineHostcall({
    name: 'proxy_continue_response',
    versions: [...versions],
    inputs: [],
    outputs: [],
    mutates: true,
    run: (call) => call.context.continueStream(StreamType.HTTP_RESPONSE) ?? [],
  }),
  defineHostcall({
    name: 'proxy_clear_route_cache',
    versions: [...versions],
    inputs: [],
    outputs: [],
    mutates: true,
    run: (call) => {
      call.context.clearRouteCache();
      return [];
    },
  }),
];
