// Writes down what a scenario does, event by event: the simulation's observer and the VMs' tracer in one, because both share one order.

import { nameOf } from '#abi/named-values.ts';
import { statusName } from '#abi/status.ts';
import { logLevelNames } from '#abi/types.ts';
import { WasiErrno } from '#abi/wasi-errno.ts';
import type { Hostcall } from '#host/define-hostcall.ts';
import { describeInputs, describeOutputs } from '#host/describe-arguments.ts';
import { type GuestFrame, readFrames } from '#host/guest-trap.ts';
import type { HostcallEnd, Tracer } from '#host/tracer.ts';
import type { Scope, SimFault, SimObserver } from '#sim/observer.ts';
import type {
  CallbackEvent,
  CodePosition,
  Fault,
  HostcallEvent,
  NetEvent,
  SourcePosition,
  StackFrame,
  TraceEvent,
} from './api.ts';
import { unseenObserver } from './unseen-observer.ts';
import { resultText } from './result-text.ts';

/** Events kept of one scenario; later ones are counted only. */
const KEPT_EVENTS = 200_000;
/** Reading a stack costs far more than a hostcall, so only the first calls of a scenario tell their source line. */
const STACKS = 3000;

export interface PluginPositions {
  /** False when nothing is known of the source: then {@link position} is always null. */
  known: boolean;
  /** From an offset in the module that runs to one in the person's module. */
  originalOffset(offset: number): number;
  /** From an offset in the person's module to a place in the source. */
  position(offset: number): CodePosition | null;
}

export interface Entering {
  callback: string;
  contextId: number;
  plugin: number;
  seq: number;
}

const ALLOCATORS = new Set(['malloc', 'proxy_on_memory_allocate']);

export class Recorder implements SimObserver, Tracer {
  readonly events: TraceEvent[] = [];
  readonly faults: Fault[] = [];
  readonly counts = { callbacks: 0, hostcalls: 0 };
  readonly tracer: Tracer = this;
  readonly showAttributes: SimObserver['showAttributes'];
  readonly #notEmulated = new Map<string, { count: number; reason: string }>();
  readonly #nowNs: () => number;
  readonly #positions: readonly PluginPositions[];
  readonly #onEnter: (entering: Entering) => void;
  #seq = 0;
  #scope: Scope = { worker: null, plugin: null, exchange: null };
  #open: (CallbackEvent | HostcallEvent)[] = [];
  readonly #undescribed: { event: HostcallEvent; end: HostcallEnd }[] = [];
  readonly #stacks: { event: HostcallEvent; stack: Error; plugin: number }[] = [];
  #lastCritical: string | null = null;

  constructor(
    nowNs: () => number,
    positions: readonly PluginPositions[],
    onEnter: (entering: Entering) => void,
    showAttributes: SimObserver['showAttributes'] = null,
  ) {
    this.showAttributes = showAttributes;
    this.#nowNs = nowNs;
    this.#positions = positions;
    this.#onEnter = onEnter;
  }

  get droppedEvents(): number {
    return this.#seq - this.events.length;
  }

  /** What was asked for and is not emulated. */
  get gaps(): { name: string; count: number; reason: string }[] {
    return [...this.#notEmulated].map(([name, { count, reason }]) => ({ name, count, reason }));
  }

  notEmulated(name: string, reason: string): void {
    const known = this.#notEmulated.get(name);
    if (known === undefined) this.#notEmulated.set(name, { count: 1, reason });
    else known.count++;
    const event = this.#open[this.#open.length - 1];
    if (event?.kind === 'hostcall') event.notEmulated = true;
  }

  nextSeq(): number {
    return this.#seq;
  }

  unseen(): SimObserver {
    return unseenObserver((callback, contextId, plugin) =>
      this.#onEnter({ callback, contextId, plugin, seq: this.#seq }),
    );
  }

  enter(scope: Scope): () => void {
    const outer = this.#scope;
    this.#scope = scope;
    return () => {
      this.#scope = outer;
    };
  }

  #parent(): number | null {
    return this.#open[this.#open.length - 1]?.seq ?? null;
  }

  #keep(event: TraceEvent): void {
    if (this.events.length < KEPT_EVENTS) this.events.push(event);
  }

  // Each event is written out in full: made from another object, it costs several times as much.
  net(what: NetEvent['what'], text: string, plugin: number | null): void {
    this.#keep({
      seq: this.#seq++,
      timeNs: this.#nowNs(),
      parent: this.#parent(),
      worker: this.#scope.worker,
      plugin: plugin,
      exchange: this.#scope.exchange,
      kind: 'net',
      what,
      text,
    });
  }

  log(level: number, text: string, message: string, fromGuest: boolean): void {
    const name = logLevelNames[level] ?? 'critical';
    if (fromGuest && name === 'critical') this.#lastCritical = message;
    this.#keep({
      seq: this.#seq++,
      timeNs: this.#nowNs(),
      parent: this.#parent(),
      worker: this.#scope.worker,
      plugin: this.#scope.plugin,
      exchange: this.#scope.exchange,
      kind: 'log',
      level: name,
      text,
      message,
      fromGuest,
    });
  }

  enterCallback(name: string, contextId: number, args: readonly number[]): void {
    const event: CallbackEvent = {
      seq: this.#seq++,
      timeNs: this.#nowNs(),
      parent: this.#parent(),
      worker: this.#scope.worker,
      plugin: this.#scope.plugin,
      exchange: this.#scope.exchange,
      kind: 'callback',
      name,
      contextId,
      args: args.map((arg) => arg >>> 0),
      result: null,
      trapped: false,
      lastSeq: 0,
      resultText: '',
    };
    this.#open.push(event);
    this.#keep(event);
    if (ALLOCATORS.has(name)) return;
    this.counts.callbacks++;
    this.#lastCritical = null;
    this.#onEnter({ callback: name, contextId, plugin: this.#scope.plugin ?? 0, seq: event.seq });
  }

  leaveCallback(result: number | null, trapped: boolean): void {
    let event = this.#open.pop();
    // A hostcall that must not be made there traps and never returns.
    while (event?.kind === 'hostcall') {
      event.trapped = true;
      event.resultText = 'trapped';
      event.why =
        'Envoy allows few calls while a guest starts or allocates memory, and not this one: it can be made from on_context_create on';
      event = this.#open.pop();
    }
    if (event === undefined) return;
    event.result = result;
    event.trapped = trapped;
    event.lastSeq = this.#seq - 1;
  }

  wantsStack(): boolean {
    return (
      this.#stacks.length < STACKS && this.#positions[this.#scope.plugin ?? -1]?.known === true
    );
  }

  enterHostcall(
    hostcall: Hostcall,
    module: string,
    contextId: number,
    args: readonly (number | bigint)[],
    stack: Error | null,
  ): void {
    this.counts.hostcalls++;
    const event: HostcallEvent = {
      seq: this.#seq++,
      timeNs: this.#nowNs(),
      parent: this.#parent(),
      worker: this.#scope.worker,
      plugin: this.#scope.plugin,
      exchange: this.#scope.exchange,
      kind: 'hostcall',
      name: hostcall.name,
      module,
      contextId,
      args: args.map((arg) =>
        typeof arg === 'bigint' ? BigInt.asUintN(64, arg).toString() : arg >>> 0,
      ),
      inputs: [],
      outputs: [],
      result: null,
      resultText: '',
      trapped: false,
      why: '',
      mutates: hostcall.mutates,
      notEmulated: false,
      source: null,
    };
    if (stack !== null && this.#scope.plugin !== null)
      this.#stacks.push({ event, stack, plugin: this.#scope.plugin });
    this.#open.push(event);
    this.#keep(event);
    if (hostcall.notEmulated !== null) this.notEmulated(hostcall.name, hostcall.notEmulated);
  }

  leaveHostcall(end: HostcallEnd): void {
    const event = this.#open.pop();
    if (event?.kind !== 'hostcall') throw new Error('a hostcall ended that had not begun');
    event.result = end.result;
    event.why = end.why;
    if (event.seq >= KEPT_EVENTS) return;
    if (holdsMuch(end)) describe(event, end);
    else this.#undescribed.push({ event, end });
  }

  /** Puts into words what was kept as it was. To be called once, when the scenario is over. */
  finish(): void {
    for (const event of this.events) {
      if (event.kind === 'callback')
        event.resultText = event.trapped ? 'trapped' : resultText(event.name, event.result);
    }
    for (const { event, end } of this.#undescribed) describe(event, end);
    for (const { event, stack, plugin } of this.#stacks)
      event.source = this.#sourceOf(stack.stack ?? '', plugin);
  }

  #sourceOf(stack: string, plugin: number): SourcePosition | null {
    const positions = this.#positions[plugin];
    if (positions === undefined) return null;
    for (const frame of readFrames(stack)) {
      const position = positions.position(positions.originalOffset(frame.offset));
      if (position !== null && !position.file.startsWith('~lib/')) return { ...position, plugin };
    }
    return null;
  }

  #stackOf(frames: readonly GuestFrame[], plugin: number): StackFrame[] {
    const positions = this.#positions[plugin];
    return frames.map(({ functionName, offset }) => {
      const position = positions?.position(offset) ?? null;
      const source = position === null ? null : { ...position, plugin };
      return { functionName, offset, source };
    });
  }

  fault(fault: SimFault): void {
    const stack = this.#stackOf(fault.frames, fault.plugin);
    const source =
      stack.find((frame) => frame.source !== null && !frame.source.file.startsWith('~lib/'))
        ?.source ?? null;
    const spoken =
      fault.kind === 'trap' && fault.message.endsWith('unreachable') ? this.#lastCritical : null;
    const kept: Fault = {
      kind: fault.kind,
      plugin: fault.plugin,
      callback: fault.callback,
      contextId: fault.contextId,
      message: spoken ?? fault.message,
      envoyText: fault.envoyText,
      stack,
      source,
      timeNs: this.#nowNs(),
      exchange: this.#scope.exchange,
    };
    this.faults.push(kept);
    this.#keep({
      seq: this.#seq++,
      timeNs: this.#nowNs(),
      parent: this.#parent(),
      worker: this.#scope.worker,
      plugin: fault.plugin,
      exchange: this.#scope.exchange,
      kind: 'fault',
      fault: kept,
    });
  }
}

/** Long values are put into words at once, which makes them short. */
const LONG = 1024;
const isLong = (value: unknown): boolean =>
  (typeof value === 'string' || value instanceof Uint8Array) && value.length > LONG;

function holdsMuch({ inputs, outputs }: HostcallEnd): boolean {
  return inputs.some(isLong) || (outputs?.some(isLong) ?? false);
}

function describe(event: HostcallEvent, { hostcall, inputs, outputs, result }: HostcallEnd): void {
  event.inputs = describeInputs(hostcall, inputs);
  event.outputs = outputs === null ? [] : describeOutputs(hostcall, outputs);
  event.resultText = result === null ? '' : codeText(hostcall, result);
}

function codeText({ returns }: HostcallEnd['hostcall'], result: number): string {
  if (returns === 'status') return statusName(result);
  return returns === 'errno' ? nameOf(WasiErrno, result) : String(result);
}
