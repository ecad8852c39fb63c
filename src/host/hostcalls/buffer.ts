// Buffers: bodies, configurations, answers of calls (spec: "Buffers").

import { Status } from '#abi/status.ts';
import { BufferType } from '#abi/types.ts';
import { defineHostcall, type Hostcall } from '../define-hostcall.ts';
import { Refusal } from '../refusal.ts';

const buffer = { kind: 'enum', name: 'buffer', table: BufferType } as const;

export const bufferHostcalls: readonly Hostcall[] = [
  defineHostcall({
    name: 'proxy_get_buffer_bytes',
    inputs: [buffer, { kind: 'u32', name: 'start' }, { kind: 'u32', name: 'size' }],
    outputs: [{ kind: 'bytes', name: 'bytes' }],
    run: (call, type, start, size) => {
      const bytes = call.context.readBuffer(type);
      if (bytes instanceof Refusal) return bytes;
      // Reading past the end is no error: what is there is given.
      return [bytes.slice(start, start + size)];
    },
  }),
  defineHostcall({
    name: 'proxy_get_buffer_status',
    inputs: [buffer],
    outputs: [
      { kind: 'u32', name: 'size' },
      { kind: 'u32', name: 'flags' },
    ],
    run: (call, type) => {
      const bytes = call.context.readBuffer(type);
      return bytes instanceof Refusal ? bytes : [bytes.length, 0];
    },
  }),
  defineHostcall({
    name: 'proxy_set_buffer_bytes',
    inputs: [
      buffer,
      { kind: 'u32', name: 'start' },
      { kind: 'u32', name: 'size' },
      { kind: 'bytes', name: 'bytes' },
    ],
    outputs: [],
    mutates: true,
    // Envoy looks for the buffer before it looks at the bytes, and for its other rules after that.
    refusesFirst: (call, type) => {
      const found = call.context.readBuffer(type);
      return found instanceof Refusal && found.status === Status.NOT_FOUND ? found : null;
    },
    run: (call, type, start, size, bytes) =>
      call.context.writeBuffer(type, start, size, bytes) ?? [],
  }),
];
