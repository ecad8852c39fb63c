// A filter that does what its configuration says, callback by callback, and logs what it got. The conformance cases are scripts for it.
//   <phase>[.<n-th time>]: <command> [arguments]      one per line; the phases are the callbacks below, * is all of them

import {
  callForeignFunction,
  closeRequest,
  closeResponse,
  continueRequest,
  continueResponse,
  currentTimeMs,
  done,
  FilterDataStatus,
  FilterHeadersStatus,
  FilterTrailersStatus,
  HeaderMap,
  HttpCallResponse,
  HttpContext,
  lastStatus,
  log,
  pluginConfiguration,
  property,
  registerRootContext,
  request,
  response,
  RootContext,
  sendLocalResponse,
  setEffectiveContext,
  setTickPeriod,
  SharedQueue,
  vmConfiguration,
} from 'proxy-wasm';
import { GrpcCall, GrpcCallResponse, GrpcStream } from 'proxy-wasm/grpc';
import { shareOrMeasure } from './sharing';
import { splice, walkAccess, walkAttributes } from './walker';

let latestStream: u32 = 0;
let answer: HttpCallResponse | null = null;
let now = '';
let grpcAnswer: GrpcCallResponse | null = null;
let latestGrpcId: u32 = 0;
/** Reads what gRPC left, whoever it was for. */
let anyStream: GrpcStream | null = null;

/** Carries out the lines of a phase; returns the last `return`, 0 without one. */
function play(phase: string, self: Probe | null, root: ProbeRoot): i32 {
  const script = root.script;
  const times = root.times;
  const nth = (times.has(phase) ? times.get(phase) : 0) + 1;
  now = phase + '.' + nth.toString();
  times.set(phase, nth);
  let result = 0;
  for (let i = 0; i < script.length; i++) {
    const colon = script[i].indexOf(': ');
    if (colon < 0) continue;
    const head = script[i].slice(0, colon);
    if (head != '*' && head != phase && head != phase + '.' + nth.toString()) continue;
    const words = script[i].slice(colon + 2).split(' ');
    if (words[0] == 'return') result = <i32>parseInt(words[1]);
    else perform(words, self, root);
  }
  return result;
}

function mapOf(name: string): HeaderMap {
  if (name == 'request') return request.headers;
  if (name == 'request-trailers') return request.trailers;
  if (name == 'response') return response.headers;
  if (name == 'response-trailers') return response.trailers;
  if (name == 'initial-metadata') return anyStream!.initialMetadata;
  if (name == 'trailing-metadata') return anyStream!.trailingMetadata;
  return answer!.headers;
}

function tell(what: string, value: string | null): void {
  log.info(what + ' -> ' + lastStatus().toString() + ' ' + (value === null ? 'null' : value));
}

function perform(words: string[], self: Probe | null, root: ProbeRoot): void {
  const command = words[0];
  const rest = words.slice(3).join(' ');
  if (command == 'get') tell('get ' + words[2], mapOf(words[1]).get(words[2]));
  else if (command == 'pairs') {
    const pairs = mapOf(words[1]).pairs();
    let text = '';
    for (let i = 0; i < pairs.length; i++) text += '[' + pairs[i][0] + '=' + pairs[i][1] + ']';
    tell('pairs', text);
  } else if (command == 'size') tell('size', mapOf(words[1]).size().toString());
  else if (command == 'add')
    log.info('add ' + mapOf(words[1]).add(words[2], decodeURIComponent(rest)).toString());
  else if (command == 'replace')
    log.info('replace ' + mapOf(words[1]).replace(words[2], decodeURIComponent(rest)).toString());
  else if (command == 'remove') log.info('remove ' + mapOf(words[1]).remove(words[2]).toString());
  else if (command == 'body')
    tell('body', (words[1] == 'request' ? request : response).body.text());
  else if (command == 'set-body')
    log.info(
      (words[1] == 'request' ? request : response).body
        .replace(words.slice(2).join(' '))
        .toString(),
    );
  else if (command == 'append-body')
    log.info(
      (words[1] == 'request' ? request : response).body.append(words.slice(2).join(' ')).toString(),
    );
  else if (command == 'prepend-body')
    log.info(
      (words[1] == 'request' ? request : response).body
        .prepend(words.slice(2).join(' '))
        .toString(),
    );
  else if (command == 'property') {
    const bytes = property.getBytes(words[1].split('.'));
    tell('property ' + words[1], bytes === null ? null : hex(bytes));
  } else if (command == 'state') {
    const bytes = property.getBytes(['filter_state', words[1]]);
    tell('state ' + words[1], bytes === null ? null : hex(bytes));
  } else if (command == 'set-property') log.info(property.set(words[1], words[2]).toString());
  else if (command == 'reply')
    sendLocalResponse(<u32>parseInt(words[1]), rest, pairsOf(words[2]), 'as the script says');
  else if (command == 'grpc-reply')
    sendLocalResponse(<u32>parseInt(words[1]), rest, [], '', <i32>parseInt(words[2]));
  else if (command == 'set-pairs') log.info(mapOf(words[1]).setPairs(pairsOf(words[2])).toString());
  else if (command == 'body-range') bodyRange(words);
  else if (command == 'continue')
    log.info((words[1] == 'request' ? continueRequest() : continueResponse()).toString());
  else if (command == 'close')
    log.info((words[1] == 'request' ? closeRequest() : closeResponse()).toString());
  else if (command == 'call') {
    const headers = [
      [':method', rest == '' ? 'GET' : 'POST'],
      [':path', words[2]],
      [':authority', words[1]],
    ];
    const timeoutMs: u32 = words[2] == '/slow' ? 60 : 5000;
    let id: u32 = 0;
    if (self !== null) id = self.dispatchHttpCall(words[1], headers, rest, timeoutMs);
    else id = root.dispatchHttpCall(words[1], headers, rest, timeoutMs);
    tell('call', id.toString());
  } else if (command == 'grpc') {
    // grpc CLUSTER METHOD TIMEOUT MESSAGE
    const message = String.UTF8.encode(words.slice(4).join(' '));
    const metadata = [
      ['x-meta', '1'],
      ['some-bin', 'bin'],
    ];
    const timeoutMs = <u32>parseInt(words[3]);
    const cluster = unescape(words[1]);
    const call = GrpcCall.dispatch(
      self !== null ? self : root,
      cluster,
      'svc.S',
      words[2],
      message,
      timeoutMs,
      metadata,
    );
    latestGrpcId = call !== null ? call.id : 0;
    tell('grpc', latestGrpcId.toString());
  } else if (command == 'grpc-open') {
    const cluster = unescape(words[1]);
    const stream = GrpcStream.open(self !== null ? self : root, cluster, 'svc.S', words[2]);
    latestGrpcId = stream !== null ? stream.id : 0;
    tell('grpc-open', latestGrpcId.toString());
  } else if (command == 'grpc-send')
    log.info(
      'grpc-send ' +
        streamOf(words[1], root)
          .send(String.UTF8.encode(words.slice(3).join(' ')), words[2] == 'end')
          .toString(),
    );
  else if (command == 'grpc-close')
    log.info('grpc-close ' + streamOf(words[1], root).close().toString());
  else if (command == 'grpc-cancel')
    log.info('grpc-cancel ' + streamOf(words[1], root).cancel().toString());
  else if (command == 'grpc-message') tell('grpc-message', anyStream!.message.text());
  else if (command == 'grpc-status') tell('grpc-status', anyStream!.closeMessage);
  else if (command == 'grpc-answer')
    tell(
      'grpc-answer ' + grpcAnswer!.status.toString() + ' ' + grpcAnswer!.messageSize.toString(),
      grpcAnswer!.message.text(),
    );
  else if (command == 'foreign') {
    // foreign NAME ARGUMENT-IN-HEX
    const result = callForeignFunction(
      words[1],
      words.length > 2 ? unhex(words[2]) : new ArrayBuffer(0),
    );
    tell('foreign ' + words[1], result === null ? null : hex(result));
  } else if (command == 'answer') tell('answer ' + answer!.failed.toString(), answer!.body.text());
  else if (command == 'tick') log.info(setTickPeriod(<u32>parseInt(words[1])).toString());
  else if (command == 'effective')
    log.info(
      setEffectiveContext(words[1] == 'stream' ? latestStream : <u32>parseInt(words[1])).toString(),
    );
  else if (command == 'configuration') tell('configuration', pluginConfiguration.text());
  else if (command == 'vm-configuration') tell('vm', vmConfiguration.text());
  else if (command == 'attributes') {
    log.info('# ' + now);
    walkAttributes();
  } else if (command == 'access') {
    log.info('# ' + now);
    walkAccess();
  } else if (command == 'time') log.info((currentTimeMs() > 0).toString());
  else if (command == 'finish') log.info(done().toString());
  else if (command == 'trap') throw new Error(words.slice(1).join(' '));
  else if (!shareOrMeasure(words)) log.info(words.join(' '));
}

/** The one of that id, which is `latest` or a number, whether there is one or not. */
function streamOf(word: string, root: ProbeRoot): GrpcStream {
  return new GrpcStream(word == 'latest' ? latestGrpcId : <u32>parseInt(word), root);
}

/** `\\xNN` stands for a byte, `-` for nothing. */
function unescape(word: string): string {
  if (word == '-') return '';
  let text = '';
  for (let i = 0; i < word.length; i++) {
    if (word.substr(i, 2) == '\\x') {
      text += String.fromCharCode(<i32>parseInt(word.substr(i + 2, 2), 16));
      i += 3;
    } else text += word.charAt(i);
  }
  return text;
}

function unhex(text: string): ArrayBuffer {
  const bytes = new Uint8Array(text.length / 2);
  for (let i = 0; i < bytes.length; i++) bytes[i] = <u8>parseInt(text.substr(i * 2, 2), 16);
  return bytes.buffer;
}

/** `a=1&b=2`; `-` is none, `1025` is one more than Envoy reads. */
function pairsOf(text: string): string[][] {
  const pairs: string[][] = [];
  if (text == '-') return pairs;
  if (text == '1025') {
    for (let i = 0; i < 1025; i++) pairs.push(['x-' + i.toString(), '1']);
    return pairs;
  }
  const parts = text.split('&');
  for (let i = 0; i < parts.length; i++) pairs.push(parts[i].split('='));
  return pairs;
}

/** `body-range request START SIZE TEXT`: what is there, and what replacing it by the text answers. */
function bodyRange(words: string[]): void {
  const body = (words[1] == 'request' ? request : response).body;
  const start = <u32>parseInt(words[2]);
  const size = <u32>parseInt(words[3]);
  const bytes = body.bytes(start, size);
  tell('range', String.UTF8.decode(bytes));
  if (words.length > 4)
    log.info(splice(words[1] == 'request' ? 0 : 1, start, size, words[4]).toString());
}

function hex(bytes: ArrayBuffer): string {
  const view = Uint8Array.wrap(bytes);
  let text = '';
  for (let i = 0; i < view.length; i++) text += (view[i] < 16 ? '0' : '') + view[i].toString(16);
  return text;
}

class ProbeRoot extends RootContext {
  script: string[] = [];
  times: Map<string, i32> = new Map<string, i32>();

  constructor(contextId: u32) {
    super(contextId);
    anyStream = new GrpcStream(0, this);
    this.script = pluginConfiguration.text().split('\n');
    play('root-create', null, this);
  }

  onVmStart(size: i32): bool {
    return play('vm', null, this) == 0;
  }

  onConfigure(size: i32): bool {
    return play('configure', null, this) == 0;
  }

  onTick(): void {
    play('tick', null, this);
  }

  onQueueReady(queue: SharedQueue): void {
    log.info('queue ' + queue.id.toString());
    play('queue', null, this);
  }

  onDone(): bool {
    return play('root-done', null, this) == 0;
  }

  onDelete(): void {
    play('root-delete', null, this);
  }

  onHttpCallResponse(received: HttpCallResponse): void {
    answer = received;
    play('root-answer', null, this);
  }

  onGrpcCallResponse(received: GrpcCallResponse): void {
    grpcAnswer = received;
    play('root-grpc-answer', null, this);
  }

  createHttpContext(contextId: u32): HttpContext {
    latestStream = contextId;
    play('create', null, this);
    return new Probe(contextId);
  }
}

class Probe extends HttpContext {
  onRequestHeaders(count: i32, end: bool): FilterHeadersStatus {
    return play('request-headers', this, this.root as ProbeRoot) as FilterHeadersStatus;
  }

  onRequestBody(size: i32, end: bool): FilterDataStatus {
    return play('request-body', this, this.root as ProbeRoot) as FilterDataStatus;
  }

  onRequestTrailers(count: i32): FilterTrailersStatus {
    return play('request-trailers', this, this.root as ProbeRoot) as FilterTrailersStatus;
  }

  onResponseHeaders(count: i32, end: bool): FilterHeadersStatus {
    return play('response-headers', this, this.root as ProbeRoot) as FilterHeadersStatus;
  }

  onResponseBody(size: i32, end: bool): FilterDataStatus {
    return play('response-body', this, this.root as ProbeRoot) as FilterDataStatus;
  }

  onResponseTrailers(count: i32): FilterTrailersStatus {
    return play('response-trailers', this, this.root as ProbeRoot) as FilterTrailersStatus;
  }

  onHttpCallResponse(received: HttpCallResponse): void {
    answer = received;
    play('answer', this, this.root as ProbeRoot);
  }

  onGrpcCallResponse(received: GrpcCallResponse): void {
    grpcAnswer = received;
    play('grpc-answer', this, this.root as ProbeRoot);
  }

  onGrpcStreamInitialMetadata(stream: GrpcStream, count: i32): void {
    play('initial-metadata', this, this.root as ProbeRoot);
  }

  onGrpcStreamMessage(stream: GrpcStream, size: i32): void {
    play('message', this, this.root as ProbeRoot);
  }

  onGrpcStreamTrailingMetadata(stream: GrpcStream, count: i32): void {
    play('trailing-metadata', this, this.root as ProbeRoot);
  }

  onGrpcStreamClose(stream: GrpcStream, status: u32): void {
    play('grpc-close', this, this.root as ProbeRoot);
  }

  onLog(): void {
    play('log', this, this.root as ProbeRoot);
  }

  onDone(): bool {
    return play('done', this, this.root as ProbeRoot) == 0;
  }

  onDelete(): void {
    play('delete', this, this.root as ProbeRoot);
  }
}

registerRootContext((contextId: u32) => new ProbeRoot(contextId));
