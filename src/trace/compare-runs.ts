// Compares two reports of the same Project, such as the debug build's with the release build's: does a client or a server see a difference?

import type {
  ExchangeReport,
  MessageReport,
  RunReport,
  ScenarioReport,
  TraceEvent,
} from '#run/api.ts';

export interface Difference {
  scenario: string;
  /** One sentence: what is different, and both values. */
  text: string;
}

/** Scenarios that differ, one sentence each thing; empty when both runs are the same to everybody outside. */
export function compareRuns(
  one: RunReport,
  other: RunReport,
  names: readonly [string, string],
): Difference[] {
  const differences: Difference[] = [];
  for (const left of one.scenarios) {
    const right = other.scenarios.find((scenario) => scenario.index === left.index);
    const tell = (what: string, a: string, b: string): void => {
      if (a !== b) {
        differences.push({
          scenario: left.name,
          text: `${what}: ${names[0]} ${a}, ${names[1]} ${b}`,
        });
      }
    };
    if (right === undefined) {
      tell('run', 'has this scenario', 'does not');
      continue;
    }
    compareScenario(left, right, tell);
  }
  return differences;
}

type Tell = (what: string, a: string, b: string) => void;

function compareScenario(left: ScenarioReport, right: ScenarioReport, tell: Tell): void {
  tell('loaded', String(left.loaded), String(right.loaded));
  tell('requests answered', String(left.exchanges.length), String(right.exchanges.length));
  for (const [index, exchange] of left.exchanges.entries()) {
    const twin = right.exchanges[index];
    if (twin !== undefined) compareExchange(exchange, twin, index + 1, tell);
  }
  tell('callouts', callsText(left), callsText(right));
  tell('log lines', linesText(left), linesText(right));
  tell('calls', callNames(left), callNames(right));
  tell('faults', faultsText(left), faultsText(right));
}

function compareExchange(
  left: ExchangeReport,
  right: ExchangeReport,
  number: number,
  tell: Tell,
): void {
  tell(`verdict of request ${number}`, left.verdict, right.verdict);
  tell(
    `client's answer ${number}`,
    messageText(left.clientResponse),
    messageText(right.clientResponse),
  );
  tell(
    `upstream request ${number}`,
    messageText(left.upstreamRequest),
    messageText(right.upstreamRequest),
  );
}

function messageText(message: MessageReport | null): string {
  if (message === null) return 'nothing';
  return JSON.stringify([message.headers, message.body, message.trailers]);
}

function callsText(scenario: ScenarioReport): string {
  return JSON.stringify(
    scenario.calls.map((call) => [call.cluster, messageText(call.request), call.outcome]),
  );
}

function linesText(scenario: ScenarioReport): string {
  return JSON.stringify(
    scenario.events.flatMap((event) =>
      event.kind === 'log' && event.fromGuest ? [[event.level, event.message]] : [],
    ),
  );
}

/** Allocations differ between builds without anybody noticing. */
function isAllocator(event: TraceEvent): boolean {
  return (
    event.kind === 'callback' &&
    (event.name === 'malloc' || event.name === 'proxy_on_memory_allocate')
  );
}

function callNames(scenario: ScenarioReport): string {
  return scenario.events
    .filter(
      (event) => (event.kind === 'callback' || event.kind === 'hostcall') && !isAllocator(event),
    )
    .map((event) => ('name' in event ? event.name : ''))
    .join(' ');
}

function faultsText(scenario: ScenarioReport): string {
  return JSON.stringify(scenario.faults.map((fault) => [fault.kind, fault.callback]));
}
