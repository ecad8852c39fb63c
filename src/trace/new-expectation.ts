// Assertions made of what a run has shown: each says that the same is to be so again.

import type { Expectation } from '#project/schema.ts';
import type { HostcallEvent, LogEvent, ReportedBody, ScenarioReport } from '#run/api.ts';
import { type JourneyRow, type JourneySide, journeyOf } from './journey.ts';

export function newExpectation(
  part: Partial<Expectation> & Pick<Expectation, 'subject'>,
): Expectation {
  return { exchange: 0, key: '', compare: 'equals', value: '', ...part };
}

/** Null for a message that reached neither the client nor the upstream: no assertion looks at it. */
export function expectHeader(
  side: Pick<JourneySide, 'direction' | 'reached'>,
  row: Pick<JourneyRow, 'name' | 'after'>,
  exchange: number,
): Expectation | null {
  const who = receiverOf(side);
  if (who === null) return null;
  if (row.after === null)
    return newExpectation({
      subject: `${who}.header`,
      exchange,
      key: row.name,
      compare: 'absent',
    });
  if (who === 'client' && row.name === ':status')
    return newExpectation({ subject: 'client.status', exchange, value: row.after });
  return newExpectation({ subject: `${who}.header`, exchange, key: row.name, value: row.after });
}

/** A body that is JSON is compared as JSON, so that spaces and the order of members do not count. */
export function expectBody(
  side: Pick<JourneySide, 'direction' | 'reached'>,
  body: ReportedBody,
  exchange: number,
): Expectation | null {
  const who = receiverOf(side);
  if (who === null || body.truncated) return null;
  const compare = isJsonObject(body) ? 'json' : 'equals';
  return newExpectation({ subject: `${who}.body`, exchange, compare, value: body.data });
}

function receiverOf({ direction, reached }: Pick<JourneySide, 'direction' | 'reached'>) {
  if (direction === 'response') return 'client';
  return reached === 'upstream' ? 'upstream' : null;
}

function isJsonObject({ encoding, data }: ReportedBody): boolean {
  if (encoding !== 'text' || !/^\s*[[{]/.test(data)) return false;
  try {
    JSON.parse(data);
    return true;
  } catch {
    return false;
  }
}

export function expectLogLine(line: LogEvent): Expectation {
  return newExpectation({
    subject: 'log',
    key: line.level,
    compare: 'contains',
    value: line.message,
  });
}

/** That the hostcall is made, and that one of its calls ends as this one did. */
export function expectHostcall(call: HostcallEvent): Expectation {
  return newExpectation({ subject: 'hostcall', key: call.name, value: call.resultText });
}

export function expectCallCount(report: ScenarioReport, cluster: string): Expectation {
  const calls = report.calls.filter((call) => call.cluster === cluster);
  return newExpectation({ subject: 'call.count', key: cluster, value: String(calls.length) });
}

/** Null for a histogram without samples. */
export function expectMetric(metric: ScenarioReport['state']['metrics'][number]) {
  const value = metric.value ?? metric.samples.at(-1);
  if (value === undefined) return null;
  return newExpectation({ subject: 'metric', key: metric.name, value });
}

export function expectSharedData(entry: ScenarioReport['state']['sharedData'][number]) {
  return newExpectation({ subject: 'shared-data', key: entry.key, value: entry.value.data });
}

/** What is worth asserting of one exchange and of the scenario around it, the most telling first. */
export function suggestedExpectations(report: ScenarioReport, index: number): Expectation[] {
  const exchange = report.exchanges[index];
  const found: (Expectation | null)[] = [];
  if (exchange !== undefined && exchange.verdict !== 'not-run') {
    found.push(newExpectation({ subject: 'verdict', exchange: index, value: exchange.verdict }));
    const { request, response } = journeyOf(report, exchange, null);
    for (const side of [response, request]) {
      if (side === null) continue;
      const telling = [...side.rows, ...side.trailers].filter(
        (row) => row.name === ':status' || (row.change !== 'same' && row.by !== null),
      );
      for (const row of telling) found.push(expectHeader(side, row, index));
      const body = side.body.after;
      if (side.body.change !== 'same' && body.sizeBytes > 0)
        found.push(expectBody(side, body, index));
    }
  }
  for (const cluster of new Set(report.calls.map((call) => call.cluster)))
    found.push(expectCallCount(report, cluster));
  const lines = report.events.filter(
    (event): event is LogEvent => event.kind === 'log' && event.fromGuest,
  );
  found.push(...lines.slice(0, MOST_LINES).map(expectLogLine));
  found.push(...report.state.metrics.map(expectMetric));
  found.push(...report.state.sharedData.map(expectSharedData));
  return distinct(found.filter((one) => one !== null));
}

const MOST_LINES = 5;

export function sameExpectation(one: Expectation, other: Expectation): boolean {
  return (
    one.subject === other.subject &&
    one.exchange === other.exchange &&
    one.key === other.key &&
    one.compare === other.compare &&
    String(one.value) === String(other.value)
  );
}

function distinct(all: readonly Expectation[]): Expectation[] {
  return all.filter(
    (one, index) => all.findIndex((other) => sameExpectation(one, other)) === index,
  );
}
