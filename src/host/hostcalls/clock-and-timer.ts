// Clock and timer (spec: "Clocks", "Timers").

import { defineHostcall, type Hostcall } from '../define-hostcall.ts';

export const clockAndTimerHostcalls: readonly Hostcall[] = [
  defineHostcall({
    name: 'proxy_get_current_time_nanoseconds',
    inputs: [],
    outputs: [{ kind: 'u64', name: 'time' }],
    run: (call) => [call.vm.wallClockNs()],
  }),
  defineHostcall({
    name: 'proxy_set_tick_period_milliseconds',
    inputs: [{ kind: 'u32', name: 'periodMs' }],
    outputs: [],
    mutates: true,
    run: (call, periodMs) => {
      call.context.setTickPeriod(periodMs);
      return [];
    },
  }),
];
