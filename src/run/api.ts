// The report of a run and the interface of the runner: plain data, so that it crosses a worker's border and compares byte for byte.
// Both ends of the worker import this file and nothing else of the run.

import type { Expectation, Project } from '#project/schema.ts';

/** `[name, value]` in the order of the wire; bytes that are no UTF-8 are shown as U+FFFD. */
export type HeaderPair = [name: string, value: string];

/** A body in a report: text when the bytes are UTF-8, base64 otherwise, cut after `REPORTED_BODY_BYTES`. */
export interface ReportedBody {
  sizeBytes: number;
  encoding: 'text' | 'base64';
  data: string;
  truncated: boolean;
}

export interface CodePosition {
  /** A path of the person's files, or `~lib/…` for library code. */
  file: string;
  /** Both from 1. */
  line: number;
  column: number;
}

/** A place in the source of one plugin: each has files of its own, and they may have the same names. */
export interface SourcePosition extends CodePosition {
  /** Index in the chain. */
  plugin: number;
}

export interface StackFrame {
  /** Name from the module's name section, or `unknown(function index:N)`. */
  functionName: string;
  /** Byte offset in the module file. */
  offset: number;
  source: SourcePosition | null;
}

export type FaultKind =
  /** The guest trapped: unreachable, out of bounds, stack overflow … */
  | 'trap'
  | 'out-of-memory'
  /** The callback did not return in time and was stopped. */
  | 'timed-out'
  /** The filter never comes to rest, though every callback returns: calls that answer calls, or ticks without end. */
  | 'endless'
  /** The module could not be loaded, or a start callback refused. */
  | 'load-failed'
  /** A real Envoy would crash here, or its behaviour is undefined. The run did not imitate it. */
  | 'envoy-crash'
  | 'envoy-undefined'
  /** Bad input of the person that only a run can find. */
  | 'bad-input';

export interface Fault {
  kind: FaultKind;
  plugin: number;
  /** `proxy_on_request_headers`, `_initialize` …; empty when no callback was running. */
  callback: string;
  contextId: number;
  /** One sentence: what happened. For a trap, the message of abort when there is one. */
  message: string;
  /** What Envoy would log, line by line; empty when it logs nothing. */
  envoyText: string[];
  stack: StackFrame[];
  /** The first frame in the person's own files. */
  source: SourcePosition | null;
  timeNs: number;
  exchange: number | null;
}

interface EventBase {
  /** Position in the scenario, from 0. */
  seq: number;
  /** Virtual nanoseconds since the start of the scenario. */
  timeNs: number;
  /** `seq` of the callback that this happened inside of, or null. */
  parent: number | null;
  /** Worker thread from 0, or null for what belongs to none. */
  worker: number | null;
  /** Index of the plugin in the chain, or null for what Envoy does itself. */
  plugin: number | null;
  /** Index of the exchange this belongs to, or null (start, ticks …). */
  exchange: number | null;
}

export interface CallbackEvent extends EventBase {
  kind: 'callback';
  name: string;
  contextId: number;
  /** Raw arguments, unsigned. */
  args: number[];
  /** Raw result; null when there is none or the guest trapped. */
  result: number | null;
  trapped: boolean;
  /** `seq` of the last event inside, or its own when nothing happened inside. */
  lastSeq: number;
  /** What the result means, such as `Continue` or `StopIteration → Pause`; empty without result. */
  resultText: string;
}

export interface DecodedArgument {
  name: string;
  /** Readable value: text in quotes, a number, a name of an enumeration. */
  text: string;
}

export interface HostcallEvent extends EventBase {
  kind: 'hostcall';
  /** With the import module's name left out: `proxy_log`, `fd_write`. */
  name: string;
  /** `env`, `wasi_snapshot_preview1` or `wasi_unstable`. */
  module: string;
  contextId: number;
  /** Raw arguments; 64-bit ones as decimal text. */
  args: (number | string)[];
  /** Decoded inputs. */
  inputs: DecodedArgument[];
  /** Decoded outputs; empty unless the status is OK. */
  outputs: DecodedArgument[];
  /** Raw result: a status for `proxy_*`, an errno for WASI; null when nothing is returned. */
  result: number | null;
  resultText: string;
  /** True when it was not to be called there, which trapped the guest. */
  trapped: boolean;
  /** Why the status is not OK, or why an OK does not do what one might expect; empty otherwise. */
  why: string;
  /** True when this call changed something outside of the guest. */
  mutates: boolean;
  notEmulated: boolean;
  /** Where in the person's files the call was made; null when unknown. */
  source: SourcePosition | null;
}

export interface NetEvent extends EventBase {
  kind: 'net';
  /** Which wire, and which way. */
  what:
    | 'client-request'
    /** A piece of the request's body that came later than what was before it. */
    | 'client-body'
    | 'client-response'
    | 'client-reset'
    | 'upstream-request'
    | 'upstream-response'
    | 'upstream-reset'
    | 'call-request'
    | 'call-response'
    | 'call-failure'
    | 'paused'
    | 'resumed'
    | 'local-response';
  /** One line, such as `POST /orders, 46 B`. */
  text: string;
}

export interface LogEvent extends EventBase {
  kind: 'log';
  level: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'critical';
  /** As in Envoy's line: `wasm log name root vm: message`, or one of Envoy's own wasm lines. */
  text: string;
  /** The message alone. */
  message: string;
  /** False for Envoy's own lines. */
  fromGuest: boolean;
}

export interface FaultEvent extends EventBase {
  kind: 'fault';
  fault: Fault;
}

export type TraceEvent = CallbackEvent | HostcallEvent | NetEvent | LogEvent | FaultEvent;

export interface MessageReport {
  /** False when the message broke off, or its end never came. */
  complete: boolean;
  headers: HeaderPair[];
  body: ReportedBody;
  trailers: HeaderPair[];
}

/** A header map as it was before and after one plugin. */
export interface FilterStep {
  plugin: number;
  direction: 'request' | 'response';
  before: HeaderPair[];
  after: HeaderPair[];
  bodyBefore: ReportedBody;
  bodyAfter: ReportedBody;
  trailersBefore: HeaderPair[];
  trailersAfter: HeaderPair[];
  /** `seq` of the first callback of this step. */
  seq: number;
  /** How long the step was paused, in virtual nanoseconds. */
  pausedNs: number;
  /** True when the plugin answered itself in this step. */
  localResponse: boolean;
}

export type Verdict =
  | 'completed'
  | 'local-reply'
  | 'reset'
  | 'hung'
  | 'failed-closed'
  | 'timed-out'
  | 'rejected'
  | 'not-run';

/** A route that Envoy chose for a request. */
export interface RouteReport {
  /** Empty for a route without a name. */
  name: string;
  /** Null for a direct response. */
  cluster: string | null;
}

export interface ExchangeReport {
  index: number;
  verdict: Verdict;
  /** One sentence, such as `Paused at request headers; nothing will resume it.` */
  verdictText: string;
  /** Envoy's response code details, as in its access log. */
  details: string;
  startNs: number;
  endNs: number;
  /** What the client sent, as Envoy's first filter sees it, and what reached the client. */
  clientRequest: MessageReport;
  clientResponse: MessageReport | null;
  /** The routes that were chosen one after the other; null where none took the request. */
  routes: (RouteReport | null)[];
  /** The cluster that the request was sent to; null when it was sent to none. */
  upstreamCluster: string | null;
  /** What reached the upstream and what it answered; null when it was never asked. */
  upstreamRequest: MessageReport | null;
  upstreamResponse: MessageReport | null;
  /** In the order in which they took effect. */
  steps: FilterStep[];
}

/** The gRPC side of a call; its `request` and `response` hold what went over the wire. */
export interface GrpcReport {
  kind: 'call' | 'stream';
  service: string;
  method: string;
  /** Messages without their frames. */
  sent: ReportedBody[];
  received: ReportedBody[];
  /** `grpc-status` as the filter learns it, 4294967295 for one that is none; null while there is none. */
  status: number | null;
  /** As `proxy_get_status` tells it in on_grpc_close. */
  statusMessage: string;
}

export interface CallReport {
  callId: number;
  plugin: number;
  exchange: number | null;
  cluster: string;
  timeoutMs: number;
  request: MessageReport;
  /** Null when no answer reached the filter (reset, still open at the end). */
  response: MessageReport | null;
  outcome: 'answered' | 'reset' | 'timed-out' | 'refused' | 'cancelled' | 'open';
  startNs: number;
  endNs: number | null;
  /** `seq` of the hostcall. */
  seq: number;
  /** Null for an HTTP call. */
  grpc: GrpcReport | null;
}

export interface ExpectationResult {
  index: number;
  holds: boolean;
  /** What was found, readable. */
  actual: string;
  /** Of one that does not hold: what would make it hold. Absent where no single value says it, or a very long one would. */
  accept?: { compare: Expectation['compare']; value: string };
  /** Of a repeated scenario, for an assertion about an exchange: in how many rounds it held. */
  rounds?: { held: number; of: number };
}

/** How often something was found. */
export interface Share {
  name: string;
  count: number;
}

export interface Spread {
  least: number;
  median: number;
  /** 99 of 100 are not more. */
  ninetyNinth: number;
  most: number;
  /** In order; `to` is `from` where a bucket is of one number alone. */
  buckets: { from: number; to: number; count: number }[];
}

/** A repeated scenario summed up over all of its rounds. */
export interface RoundsReport {
  /** Rounds that were played whole. */
  played: number;
  asked: number;
  exchanges: number;
  verdicts: Share[];
  /** `:status` at the client, or `no answer`. */
  statuses: Share[];
  /** Cluster of the upstream, or `none`. */
  clusters: Share[];
  /** Virtual time; null when nothing was played, as is the next. */
  durationNs: Spread | null;
  /** Hostcalls from the end of the exchange before to the end of each. */
  hostcalls: Spread | null;
}

/** Sizes of the guests' memories, one per VM, from the end of this exchange on. */
export interface MemoryPoint {
  /** Null: after the start. */
  exchange: number | null;
  bytes: number[];
}

/** Shared data, queues and metrics as they were at the end, before Envoy was stopped. */
export interface StateReport {
  sharedData: { vmId: string; key: string; value: ReportedBody; cas: number }[];
  queues: { id: number; vmId: string; name: string; items: ReportedBody[] }[];
  metrics: MetricReport[];
}

export interface MetricReport {
  /** As the filter defined it; Envoy shows it as `wasmcustom.` and this. */
  name: string;
  type: 'counter' | 'gauge' | 'histogram';
  /** Decimal, unsigned 64 bits; null for a histogram. */
  value: string | null;
  /** What a histogram was given, decimal, in order; cut after `REPORTED_SAMPLES`. */
  samples: string[];
  sampleCount: number;
  /** After the start and after each of the first exchanges. */
  steps: MetricStep[];
}

export interface MetricStep {
  /** Null: after the start. */
  exchange: number | null;
  /** The value, decimal; of a histogram the number of its samples. */
  value: string;
}

/** The tick that was due next when an exchange began, after the pause before it. */
export interface NextTickReport {
  /** Null: when the scenario was over. */
  exchange: number | null;
  plugin: number;
  /** Virtual time at which it would have come, had nothing else. */
  atNs: number;
  periodMs: number;
}

export interface ScenarioReport {
  name: string;
  index: number;
  /** False when the module could not be loaded: then there are no exchanges, as Envoy would not start. */
  loaded: boolean;
  /** Of a repeated scenario, those of the first rounds; `rounds` sums up all. */
  exchanges: ExchangeReport[];
  /** Null for a scenario that is played once. */
  rounds: RoundsReport | null;
  calls: CallReport[];
  events: TraceEvent[];
  droppedEvents: number;
  faults: Fault[];
  notEmulated: { name: string; count: number; reason: string }[];
  expectations: ExpectationResult[];
  counts: { callbacks: number; hostcalls: number };
  memoryBytes: number[];
  /** How they grew: only where a size changed, and the first of very many. */
  memory: MemoryPoint[];
  /** For each exchange that is kept, and for the end; none where no filter had a tick period. */
  nextTicks: NextTickReport[];
  state: StateReport;
  /** What {@link RunOptions.attributes} asked for; empty otherwise. */
  attributes: AttributeReading[];
  endNs: number;
}

/** What a filter is given for a path in one callback. */
export interface AttributeReading {
  path: string[];
  callback: string;
  /** 0, or the status that stands for no value. */
  status: number;
  /** `string`, `int`, `map` … as Envoy has it; empty without a value. */
  type: string;
  /** Readable, cut when it is long. */
  text: string;
  sizeBytes: number;
  /** The first bytes, in hexadecimal. */
  hex: string;
  /** Why there is no value. */
  why: string;
}

export interface RunReport {
  format: 1;
  project: string;
  scenarios: ScenarioReport[];
}

/** A compiled plugin, at the plugin's index in the chain. */
export interface PluginModule {
  bytes: Uint8Array;
  /** JSON of a source map for those bytes, or null. */
  sourceMap: string | null;
  /** JSON of a map with the sources' texts, when somebody debugs the module in the browser. */
  debugMap?: string;
}

export interface RunOptions {
  /** Indexes of the scenarios to run; all when absent. */
  scenarios?: number[];
  /** Cap of a guest's memory. Envoy's own is 1 GiB. Default 256 MiB. */
  memoryLimitBytes?: number;
  /** Read these attributes in each callback of one plugin, before the guest is called. */
  attributes?: { plugin: number; exchange: number; paths: string[][] };
  /** Stop the callback with this `seq` after that many loop turns, to learn where it loops. Set by the watchdog alone. */
  loopGuard?: { scenario: number; seq: number; turns: number };
}

export interface RunRequest {
  id: number;
  project: Project;
  modules: PluginModule[];
  options: RunOptions;
}

/** Sent before a callback is entered, so that the page knows where a guest is when it does not come back. */
export interface RunProgress {
  id: number;
  scenario: number;
  callback: string;
  contextId: number;
  plugin: number;
  seq: number;
  /** Exchanges of the scenario that have begun, over all rounds. */
  exchanges: number;
  /** A scenario that has ended since the last message. */
  finished: ScenarioReport | null;
}

export interface RunnerApi {
  run(request: RunRequest, onProgress: (progress: RunProgress) => void): Promise<RunReport>;
}
