// Holds a scenario's assertions against what happened.

import type { Expectation, ExpectationSubject } from '#project/schema.ts';
import type {
  ExchangeReport,
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

const exchangeSubjects = [
  'verdict',
  'client.status',
  'client.header',
  'client.body',
  'upstream.requests',
  'upstream.cluster',
  'upstream.header',
  'upstream.body',
] as const;
type ExchangeSubject = (typeof exchangeSubjects)[number];
type ScenarioSubject = Exclude<ExpectationSubject, ExchangeSubject>;

/** Whether the subject is one exchange, and not the scenario as a whole. */
function isOfExchange(subject: ExpectationSubject): subject is ExchangeSubject {
  return (exchangeSubjects as readonly ExpectationSubject[]).includes(subject);
}

function findInExchange(subject: ExchangeSubject, key: string, exchange: ExchangeReport): Found {
  const { clientResponse, upstreamRequest, upstreamCluster } = exchange;
  switch (subject) {
    case 'verdict':
      return values([exchange.verdict], '');
    case 'client.status':
      return headers(clientResponse, ':status', 'the client');
    case 'client.header':
      return headers(clientResponse, key, 'the client');
    case 'client.body':
      return body(clientResponse, 'the client');
    case 'upstream.requests':
      return values([upstreamRequest === null ? '0' : '1'], '');
    case 'upstream.cluster':
      return values(
        upstreamCluster === null ? [] : [upstreamCluster],
        'nothing reached an upstream',
      );
    case 'upstream.header':
      return headers(upstreamRequest, key, 'the upstream');
    case 'upstream.body':
      return body(upstreamRequest, 'the upstream');
    default:
      return subject satisfies never;
  }
}

function findInScenario(subject: ScenarioSubject, key: string, report: ScenarioReport): Found {
  switch (subject) {
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
      return subject satisfies never;
  }
}

function find({ subject, key, exchange: index }: Expectation, report: ScenarioReport): Found {
  if (!isOfExchange(subject)) return findInScenario(subject, key, report);
  const exchange = report.exchanges[index];
  if (exchange !== undefined) return findInExchange(subject, key, exchange);
  return values([], report.loaded ? 'that exchange did not run' : 'the plugin did not load');
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
/** A longer value would fill the Project rather than tell anything. */
const LONGEST_ACCEPTED = 4000;

/** The comparison with which an assertion that fails would hold, or undefined when there is no simple one. */
function acceptable(expectation: Expectation, found: Found): ExpectationResult['accept'] {
  const { compare } = expectation;
  const [first, ...more] = found.values;
  const accept = ((): ExpectationResult['accept'] => {
    if (compare === 'count') return { compare, value: String(found.values.length) };
    if (first === undefined) return { compare: 'absent', value: '' };
    if (compare === 'absent' && expectation.value !== '')
      return { compare: 'contains', value: String(expectation.value) };
    if (more.length > 0 && compare !== 'absent' && compare !== 'equals') return undefined;
    return { compare: compare === 'json' ? 'json' : 'equals', value: first };
  })();
  if (accept === undefined || accept.value.length > LONGEST_ACCEPTED) return undefined;
  return holds({ ...expectation, ...accept }, found) ? accept : undefined;
}

function judge(expectation: Expectation, index: number, found: Found): ExpectationResult {
  const shown = found.values.length === 0 ? found.absentText : found.values.join('\n');
  const actual = expectation.compare === 'count' ? `${found.values.length}` : shown;
  const isHeld = holds(expectation, found);
  const accept = isHeld ? undefined : acceptable(expectation, found);
  return {
    index,
    holds: isHeld,
    ...(accept === undefined ? {} : { accept }),
    actual: actual.length > SHOWN ? `${actual.slice(0, SHOWN)}…` : actual,
  };
}

export function judgeExpectations(
  expectations: readonly Expectation[],
  report: ScenarioReport,
): ExpectationResult[] {
  return expectations.map((expectation, index) =>
    judge(expectation, index, find(expectation, report)),
  );
}

/** Holds an assertion about an exchange against this one, whichever it names; null for one about the scenario as a whole. */
export function judgeInExchange(
  expectation: Expectation,
  index: number,
  exchange: ExchangeReport,
): ExpectationResult | null {
  const { subject, key } = expectation;
  if (!isOfExchange(subject)) return null;
  return judge(expectation, index, findInExchange(subject, key, exchange));
}
