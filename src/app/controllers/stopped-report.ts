// What the page says of a scenario whose filter never came back: first without, then with the line where it loops.

import type {
  ExchangeReport,
  Fault,
  RunProgress,
  ScenarioReport,
  SourcePosition,
  StackFrame,
} from '#run/api.ts';
import { emptyReport } from '#trace/empty-report.ts';
import { isOwnFile, positionText } from '#trace/summary.ts';

function stoppedMessage(callback: string, place: string, limitMs: number): string {
  return `stopped after ${limitMs / 1000} s in ${callback === '' ? 'the run' : callback}${place}`;
}

/** Where a loop is, as the end of a sentence. asc maps little of the code outside of functions, but names it by its file. */
function placeText(source: SourcePosition | null, stack: StackFrame[]): string {
  if (source !== null) return ` at ${positionText(source)}`;
  const start = /^start:assembly\/(.+)$/.exec(stack[0]?.functionName ?? '')?.[1];
  return start === undefined ? '' : `, in the top-level code of ${start}.ts`;
}

/** The report of a scenario whose worker had to be ended: nothing of it is left but where it was. */
export function stoppedReport(name: string, at: RunProgress, limitMs: number): ScenarioReport {
  const fault: Fault = {
    kind: 'timed-out',
    plugin: at.plugin,
    callback: at.callback,
    contextId: at.contextId,
    message: stoppedMessage(at.callback, '', limitMs),
    envoyText: [],
    stack: [],
    source: null,
    timeNs: 0,
    exchange: null,
  };
  return { ...emptyReport(name, at.scenario), faults: [fault] };
}

/** The report of a guarded second run tells where the loop is; its trap is really the watchdog's stop. */
export function withLoopPosition(
  guarded: ScenarioReport,
  at: RunProgress,
  limitMs: number,
): ScenarioReport | null {
  const trap = guarded.faults.find((fault) => fault.callback === at.callback);
  if (trap === undefined) return null;
  const source =
    trap.source ??
    trap.stack.find((frame) => frame.source !== null && isOwnFile(frame.source))?.source ??
    null;
  const fault: Fault = {
    ...trap,
    kind: 'timed-out',
    message: stoppedMessage(at.callback, placeText(source, trap.stack), limitMs),
    envoyText: [],
    source,
  };
  // What Envoy makes of a trap did not happen: the filter would still be looping.
  const end = guarded.events.findIndex(
    (event) =>
      event.seq > at.seq && (event.kind === 'fault' || (event.kind === 'log' && !event.fromGuest)),
  );
  return {
    ...guarded,
    faults: [fault],
    events: end < 0 ? guarded.events : guarded.events.slice(0, end),
    exchanges: guarded.exchanges
      .filter((exchange) => trap.exchange !== null && exchange.index <= trap.exchange)
      .map((exchange) => (exchange.index === trap.exchange ? cutOff(exchange, fault) : exchange)),
    expectations: [],
  };
}

function cutOff(exchange: ExchangeReport, fault: Fault): ExchangeReport {
  return {
    ...exchange,
    verdict: 'timed-out',
    verdictText: `The filter was ${fault.message}.`,
    details: '',
    clientResponse: null,
    steps: exchange.steps.map((step) => ({ ...step, localResponse: false })),
  };
}

/** A scenario that was not played because the ones before it had to be stopped. */
export function notRunReport(name: string, index: number): ScenarioReport {
  return emptyReport(name, index);
}
