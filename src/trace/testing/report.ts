// Small reports, made by hand, for the tests of this room and of the page.

import type {
  CallbackEvent,
  ExchangeReport,
  Fault,
  FilterStep,
  HeaderPair,
  HostcallEvent,
  MessageReport,
  ReportedBody,
  ScenarioReport,
} from '#run/api.ts';
import { emptyReport } from '../empty-report.ts';

export function text(data: string): ReportedBody {
  return { sizeBytes: data.length, encoding: 'text', data, truncated: false };
}

export function message(headers: HeaderPair[], body = ''): MessageReport {
  return { complete: true, headers, body: text(body), trailers: [] };
}

export function step(part: Partial<FilterStep>): FilterStep {
  const before = part.before ?? [];
  return {
    plugin: 0,
    direction: 'request',
    before,
    after: part.after ?? before,
    bodyBefore: text(''),
    bodyAfter: text(''),
    trailersBefore: [],
    trailersAfter: [],
    seq: 0,
    pausedNs: 0,
    localResponse: false,
    ...part,
  };
}

export function exchange(part: Partial<ExchangeReport>): ExchangeReport {
  return {
    index: 0,
    verdict: 'completed',
    verdictText: 'The upstream answered 200.',
    details: 'via_upstream',
    startNs: 0,
    endNs: 8_000_000,
    clientRequest: message([
      [':method', 'GET'],
      [':path', '/'],
    ]),
    clientResponse: message([[':status', '200']]),
    routes: [{ name: '', cluster: 'upstream' }],
    upstreamCluster: 'upstream',
    upstreamRequest: message([
      [':method', 'GET'],
      [':path', '/'],
    ]),
    upstreamResponse: message([[':status', '200']]),
    steps: [],
    ...part,
  };
}

export function scenario(part: Partial<ScenarioReport>): ScenarioReport {
  return { ...emptyReport('one', 0), ...part };
}

export function callback(part: Partial<CallbackEvent> & { seq: number }): CallbackEvent {
  return {
    kind: 'callback',
    name: 'proxy_on_request_headers',
    timeNs: 0,
    parent: null,
    worker: 0,
    plugin: 0,
    exchange: 0,
    contextId: 2,
    args: [2, 5, 1],
    result: 0,
    trapped: false,
    lastSeq: part.seq,
    resultText: 'Continue',
    ...part,
  };
}

export function hostcall(part: Partial<HostcallEvent> & { seq: number }): HostcallEvent {
  return {
    kind: 'hostcall',
    name: 'proxy_replace_header_map_value',
    module: 'env',
    timeNs: 0,
    parent: null,
    worker: 0,
    plugin: 0,
    exchange: 0,
    contextId: 2,
    args: [],
    inputs: [],
    outputs: [],
    result: 0,
    resultText: 'Ok',
    why: '',
    mutates: false,
    trapped: false,
    notEmulated: false,
    source: null,
    ...part,
  };
}

export function fault(part: Partial<Fault>): Fault {
  return {
    kind: 'trap',
    plugin: 0,
    callback: 'proxy_on_request_headers',
    contextId: 2,
    message: 'no more',
    envoyText: [],
    stack: [],
    source: { plugin: 0, file: 'filter.ts', line: 12, column: 3 },
    timeNs: 0,
    exchange: 0,
    ...part,
  };
}
