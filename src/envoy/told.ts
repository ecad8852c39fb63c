// A scenario told as lines of text, by section, so that what Envoy did and what Sluice says compare line by line.

import type { HeaderPair, MessageReport, ReportedBody, ScenarioReport } from '#run/api.ts';
import { metricLines } from './metrics.ts';
import { wasmLogLines, workersOf } from '#trace/envoy-log.ts';
import { isAboutFilters, type WasmLogLine } from '#trace/read-envoy-log.ts';

/** Section name → lines. The sections of both sides have the same names. */
export type Told = Map<string, string[]>;

export interface Message {
  /** `200`, or `POST /path`. */
  start: string;
  headers: HeaderPair[];
  body: ReportedBody;
  trailers: HeaderPair[];
}

/** A message as its receiver reads it: names in small letters, no blanks around values. */
export function messageLines(message: Message | null): string[] {
  if (message === null) return ['nothing'];
  const { start, headers, body, trailers } = message;
  const line = ([name, value]: HeaderPair): string => `${name.toLowerCase()}: ${value.trim()}`;
  return [
    start,
    ...headers.map(line),
    `body: ${body.sizeBytes} bytes ${body.encoding} ${JSON.stringify(body.data)}${body.truncated ? ' …' : ''}`,
    ...trailers.map((pair) => `trailer ${line(pair)}`),
  ];
}

/** A response of a report, whose status is a pseudo-header. */
function reportedResponse(report: MessageReport | null, isCut: boolean): Message | null {
  if (report === null) return null;
  const start = `${pseudo(report, ':status')}${isCut ? ' (cut off)' : ''}`;
  return { ...report, start, headers: plain(report.headers) };
}

/** A request of a report as HTTP/1.1 has it. */
function reportedRequest(report: MessageReport | null): Message | null {
  if (report === null) return null;
  const host = report.headers.filter(([name]) => name === ':authority');
  return {
    ...report,
    start: `${pseudo(report, ':method')} ${pseudo(report, ':path')}`,
    headers: [...host.map(([, value]): HeaderPair => ['host', value]), ...plain(report.headers)],
  };
}

function pseudo({ headers }: MessageReport, name: string): string {
  return headers.find(([key]) => key === name)?.[1] ?? `(no ${name})`;
}

function plain(headers: HeaderPair[]): HeaderPair[] {
  return headers.filter(([name]) => !name.startsWith(':'));
}

/** The log alone: what guests logged, and what Envoy itself said with some force. */
function logLines(lines: WasmLogLine[]): string[] {
  return lines
    .filter((line) => line.kind === 'log' && isAboutFilters(line))
    .map(({ level, text }) => `[${level}] ${text}`);
}

/** Calls and log in their order. */
function traceLines(lines: WasmLogLine[]): string[] {
  return lines
    .filter(isAboutFilters)
    .map(({ kind, level, text }) => (kind === 'call' ? text : `[${level}] ${text}`));
}

/** What each worker's VMs did and logged. */
export function tellWorkers(told: Told, workers: WasmLogLine[][], withTrace: boolean): void {
  for (const [worker, lines] of workers.entries()) {
    const suffix = worker === 0 ? '' : ` of worker ${worker}`;
    told.set(`log${suffix}`, logLines(lines));
    if (withTrace) told.set(`trace${suffix}`, traceLines(lines));
  }
}

/** A configuration that was refused: what guests logged until then, and Envoy's reasons. */
export function tellRefusal(lines: WasmLogLine[]): Told {
  const log = logLines(lines);
  const isGuest = (line: string): boolean => line.includes('] wasm log');
  return new Map([
    ['start', ['refused', ...log.filter((line) => !isGuest(line))]],
    ['log', log.filter(isGuest)],
  ]);
}

/** What Sluice says about a scenario. */
export function tellReport(
  report: ScenarioReport,
  withTrace: boolean,
  isMainThreadIdle = false,
): Told {
  const told: Told = new Map();
  if (!report.loaded) return tellRefusal(wasmLogLines(report));
  told.set('start', ['loaded']);
  for (const exchange of report.exchanges) {
    const { index, clientResponse, upstreamRequest, details } = exchange;
    const name = `exchange ${index + 1}`;
    const isReset = report.events.some(
      (event) => event.kind === 'net' && event.what === 'client-reset' && event.exchange === index,
    );
    const isCut = isReset || clientResponse?.complete === false;
    told.set(`${name} client`, messageLines(reportedResponse(clientResponse, isCut)));
    told.set(`${name} upstream`, messageLines(reportedRequest(upstreamRequest)));
    told.set(`${name} details`, [details]);
  }
  told.set(
    'calls',
    report.calls.flatMap((one) => {
      // What is cancelled at once does not wait for a connection.
      const neverLeft =
        one.outcome === 'cancelled' && one.endNs === one.startNs && one.response === null;
      if (one.outcome === 'refused' || neverLeft) return [];
      const lines = [`to ${one.cluster}`, ...messageLines(reportedRequest(one.request))];
      // Envoy's main thread has VMs of its own. They see no requests, but they start, tick and call as the worker's do,
      // unless they call for what comes of requests.
      return one.exchange === null && !isMainThreadIdle ? [...lines, ...lines] : lines;
    }),
  );
  told.set('metrics', metricLines(report.state.metrics));
  const lines = workersOf(report.events).map((worker) =>
    wasmLogLines({ events: report.events.filter((event) => event.worker === worker) }),
  );
  tellWorkers(told, lines, withTrace);
  return told;
}
