// Holds a scenario's assertions against what happened.

import type { Expectation } from '#project/schema.ts';
import type {
  ExpectationResult,
  HeaderPair,
  LogEvent,
  MessageReport,
  ReportedBody,
  ScenarioReport,
} from './api.ts';

/** What an assertion looks at: single values, of which any may match, or null when there is nothing. */
type Found = { values: string[]; absentText: string };

const values = (found: readonly string[], absentText: string): Found => ({
  values: [...found],
  absentText,
});

function headers(message: MessageReport | null, name: string, who: string): Found {
  if (message === null) return values([], `nothing reached ${who}`);
  const key = name.toLowerCase();
  const all: HeaderPair[] = [...message.headers, ...message.trailers];
  return values(
    all.filter(([header]) => header.toLowerCase() === key).map(([, value]) => value),
    `no ${name}`,
  );
}

const bodyText = (body: ReportedBody): string => body.data;

function body(message: MessageReport | null, who: string): Found {
  return message === null
    ? values([], `nothing reached ${who}`)
    : values([bodyText(message.body)], '');
}

function find(expectation: Expectation, report: ScenarioReport): Found {
  const exchange = report.exchanges[expectation.exchange];
  const { key } = expectation;
  const none = values([], report.loaded ? 'that exchange did not run' : 'the plugin did not load');
  switch (expectation.subject) {
    case 'verdict':
      return exchange === undefined ? none : values([exchange.verdict], '');
    case 'client.status':
      return exchange === undefined
        ? none
        : headers(exchange.clientResponse, ':status', 'the client');
    case 'client.header':
      return exchange === undefined ? none : headers(exchange.clientResponse, key, 'the client');
    case 'client.body':
      return exchange === undefined ? none : body(exchange.clientResponse, 'the client');
    case 'upstream.requests':
      return exchange === undefined
        ? none
        : values([exchange.upstreamRequest === null ? '0' : '1'], '');
    case 'upstream.cluster':
      return exchange === undefined
        ? none
        : values(
            exchange.upstreamCluster === null ? [] : [exchange.upstreamCluster],
            'nothing reached an upstream',
          );
    case 'upstream.header':
      return exchange === undefined ? none : headers(exchange.upstreamRequest, key, 'the upstream');
    case 'upstream.body':
      return exchange === undefined ? none : body(exchange.upstreamRequest, 'the upstream');
    case 'call.count': {
      const calls = report.calls.filter((call) => key === '' || call.cluster === key);
      return values([String(calls.length)], '');
    }
    case 'call.header': {
      const [cluster = '', name = ''] = key.split(/\s+/, 2);
      const calls = report.calls.filter((call) => call.cluster === cluster);
      return values(
        calls.flatMap((call) => headers(call.request, name, 'the callee').values),
        calls.length === 0 ? `no call to ${cluster}` : `no ${name}`,
      );
    }
    case 'call.body': {
      const calls = report.calls.filter((call) => key === '' || call.cluster === key);
      return values(
        calls.map((call) => bodyText(call.request.body)),
        key === '' ? 'no call' : `no call to ${key}`,
      );
    }
    case 'log': {
      const lines = report.events.filter((event): event is LogEvent => event.kind === 'log');
      return values(
        lines.filter((line) => key === '' || line.level === key).map((line) => line.text),
        key === '' ? 'no line' : `no line at ${key}`,
      );
    }
    case 'hostcall': {
      const calls = report.events.filter(
        (event) => event.kind === 'hostcall' && (key === '' || event.name === key),
      );
      return values(
        calls.map((call) => (call.kind === 'hostcall' ? call.resultText : '')),
        `${key === '' ? 'no hostcall' : key} was not called`,
      );
    }
    case 'metric': {
      const metrics = report.state.metrics.filter((metric) => metric.name === key);
      return values(
        metrics.flatMap(({ value, samples }) => (value === null ? samples : [value])),
        metrics.length === 0 ? `no metric is named ${key}` : `${key} has no samples`,
      );
    }
    case 'shared-data': {
      const entries = report.state.sharedData.filter((entry) => entry.key === key);
      return values(
        entries.map((entry) => bodyText(entry.value)),
        `no shared data has the key ${key}`,
      );
    }
    default:
      return expectation.subject satisfies never;
  }
}

/** True when every member of `wanted` is in `actual`, at any depth. */
function contains(actual: unknown, wanted: unknown): boolean {
  if (Array.isArray(wanted)) {
    return (
      Array.isArray(actual) &&
      actual.length === wanted.length &&
      wanted.every((item, i) => contains(actual[i], item))
    );
  }
  if (typeof wanted !== 'object' || wanted === null) return Object.is(actual, wanted);
  if (typeof actual !== 'object' || actual === null) return false;
  return Object.entries(wanted).every(([key, value]) =>
    contains((actual as Record<string, unknown>)[key], value),
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function holds(expectation: Expectation, found: Found): boolean {
  const wanted = String(expectation.value);
  const any = (test: (value: string) => boolean): boolean => found.values.some(test);
  switch (expectation.compare) {
    case 'absent':
      return wanted === '' ? found.values.length === 0 : !any((value) => value.includes(wanted));
    case 'count':
      return found.values.length === Number(expectation.value);
    case 'equals':
      return any((value) => value === wanted);
    case 'contains':
      return any((value) => value.includes(wanted));
    case 'matches': {
      let pattern: RegExp;
      try {
        pattern = new RegExp(wanted, 'u');
      } catch {
        return false;
      }
      return any((value) => pattern.test(value));
    }
    case 'json': {
      const object = parsed(wanted);
      return object !== undefined && any((value) => contains(parsed(value), object));
    }
    default:
      return expectation.compare satisfies never;
  }
}

const SHOWN = 400;

export function judgeExpectations(
  expectations: readonly Expectation[],
  report: ScenarioReport,
): ExpectationResult[] {
  return expectations.map((expectation, index) => {
    const found = find(expectation, report);
    const shown = found.values.length === 0 ? found.absentText : found.values.join('\n');
    const actual = expectation.compare === 'count' ? `${found.values.length}` : shown;
    return {
      index,
      holds: holds(expectation, found),
      actual: actual.length > SHOWN ? `${actual.slice(0, SHOWN)}…` : actual,
    };
  });
}
