// Time that is moved by hand: how long a scenario must wait so that the next tick has come.

import type { NextTickReport, ScenarioReport } from '#run/api.ts';

/** A timer of a real Envoy is late by a little; the scenario goes on when it has come there too. */
const marginMs = 10;

export interface WaitForTick {
  tick: NextTickReport;
  /** From now, virtual. */
  dueMs: number;
  /** To be added to the pause. */
  addMs: number;
}

/** The wait before an exchange, or (null) after the last. Null when no filter has a tick period there. */
export function waitForTick(report: ScenarioReport, exchange: number | null): WaitForTick | null {
  const tick = report.nextTicks.find((one) => one.exchange === exchange);
  const nowNs = exchange === null ? report.endNs : report.exchanges[exchange]?.startNs;
  if (tick === undefined || nowNs === undefined) return null;
  const dueMs = Math.max(0, (tick.atNs - nowNs) / 1_000_000);
  return { tick, dueMs, addMs: Math.ceil(dueMs + Math.min(marginMs, tick.periodMs / 2)) };
}
