// Logging (spec: "Logging"), and the level that Envoy's logger has.

import { nameOf } from '#abi/named-values.ts';
import { LogLevel } from '#abi/types.ts';
import { defineHostcall, type Hostcall } from '../define-hostcall.ts';

export const loggingHostcalls: readonly Hostcall[] = [
  defineHostcall({
    name: 'proxy_log',
    inputs: [
      { kind: 'enum', name: 'level', table: LogLevel },
      { kind: 'text', name: 'message' },
    ],
    outputs: [],
    duringStart: true,
    duringAllocation: true,
    // A line below the logger's level is dropped; the guest is not told.
    run: (call, level, message) => {
      call.context.log(level, message);
      const lowest = call.vm.logLevel();
      if (level < lowest)
        call.note = `not written: Envoy's wasm logger is at ${nameOf(LogLevel, lowest)}`;
      return [];
    },
  }),
  defineHostcall({
    name: 'proxy_get_log_level',
    // Envoy offers it to modules of 0.2.1 alone.
    versions: ['0.2.1'],
    inputs: [],
    outputs: [{ kind: 'u32', name: 'level' }],
    run: (call) => [call.vm.logLevel()],
  }),
];
