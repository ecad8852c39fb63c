// Which line of the person's code made a change: finds the hostcall behind a header or a local response.

import type {
  ExchangeReport,
  FilterStep,
  HostcallEvent,
  ScenarioReport,
  SourcePosition,
} from '#run/api.ts';

/** Decoded inputs in one text; names and values of headers stand in it in quotes. */
function inputsText(event: HostcallEvent): string {
  return event.inputs.map((input) => input.text).join(' ');
}

function hostcalls(scenario: ScenarioReport, exchange: number): HostcallEvent[] {
  return scenario.events.filter(
    (event): event is HostcallEvent => event.kind === 'hostcall' && event.exchange === exchange,
  );
}

/** Place of the last hostcall of the step's plugin that changed header `name`, or a whole map at once. */
export function headerWriteSource(
  scenario: ScenarioReport,
  exchange: ExchangeReport,
  step: FilterStep,
  name: string,
  direction: FilterStep['direction'],
): SourcePosition | null {
  const map = direction === 'request' ? /^(HTTP_)?REQUEST_/ : /^(HTTP_)?RESPONSE_/;
  const quoted = JSON.stringify(name);
  const writes = hostcalls(scenario, exchange.index).filter(
    (event) =>
      event.plugin === step.plugin &&
      event.mutates &&
      event.result === 0 &&
      event.name.includes('header_map') &&
      event.inputs.some((input) => map.test(input.text)),
  );
  const exact = writes
    .filter((event) => event.inputs.some((input) => input.text === quoted))
    .at(-1);
  const whole = writes.filter((event) => event.name.includes('pairs')).at(-1);
  return (exact ?? whole)?.source ?? null;
}

/** The hostcall that sent the local response of this exchange, with its inputs as text. */
export function localResponseSource(
  scenario: ScenarioReport,
  exchange: ExchangeReport,
): { source: SourcePosition | null; text: string } | null {
  const call = hostcalls(scenario, exchange.index)
    .filter((event) => event.name === 'proxy_send_local_response' && event.result === 0)
    .at(-1);
  return call === undefined ? null : { source: call.source, text: inputsText(call) };
}
