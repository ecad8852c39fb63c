// The context of a plugin as a whole ("root" in the ABI): configuration, timer, and every call to another cluster, whoever made it.

import { configurationBytes } from '#abi/configuration.ts';
import { type ByteString, byteStringOf } from '#abi/byte-string.ts';
import { Status } from '#abi/status.ts';
import { BufferType, MapType } from '#abi/types.ts';
import { Refusal } from '#host/refusal.ts';
import type { FieldMap, GrpcServices, HttpCallRequest, MapAccess } from '#host/services.ts';
import type { Plugin } from '#project/schema.ts';
import type { AttributeView } from './attribute-values.ts';
import { type CallAnswer, startCall } from './callouts.ts';
import { BaseContext } from './context.ts';
import type { Scheduled } from './event-queue.ts';
import { GrpcCalls } from './grpc-calls.ts';
import type { HeaderFields } from './header-fields.ts';
import type { PluginVm } from './plugin-vm.ts';

const MS = 1_000_000;

export interface NextTick {
  /** Index in the chain. */
  plugin: number;
  atNs: number;
  periodMs: number;
}

export class RootContext extends BaseContext {
  readonly id: number;
  #phase: 'creating' | 'configuring' | 'other' = 'other';
  #tickPeriodMs = 0;
  #tick: Scheduled | null = null;
  #tickAtNs = 0;
  #retired = false;
  #waitsForDone = false;
  #status = { code: 0, message: '' };
  /** Of the call whose answer is being delivered: visible to every context of this plugin meanwhile. */
  #answer: CallAnswer | null = null;

  readonly #grpcCalls = new GrpcCalls(this);
  readonly grpc = this.#grpcCalls.services(null);
  /** The part of a gRPC answer that is being told. */
  #grpcPart: { map?: MapType; fields?: HeaderFields; message?: Uint8Array } = {};

  constructor(plugin: Plugin, pluginIndex: number, pluginVm: PluginVm) {
    super(plugin, pluginIndex, pluginVm);
    this.id = pluginVm.newContextId();
  }

  #invoke(
    callback: Parameters<PluginVm['invoke']>[0],
    args: readonly number[],
    exchange: number | null = null,
    settle?: () => void,
  ) {
    const scope = { plugin: this.pluginIndex, exchange };
    return this.pluginVm.invoke(callback, this.id, args, scope, settle);
  }

  /** Runs the three start callbacks. Returns what Envoy says when one refuses. */
  start(): string | null {
    const { pluginVm } = this;
    pluginVm.vm?.addContext(this.id, this);
    this.showAttributes('proxy_on_configure', null);
    if (pluginVm.has('proxy_on_context_create')) {
      this.#phase = 'creating';
      this.#invoke('proxy_on_context_create', [this.id, 0]);
      this.#phase = 'other';
    }
    if (pluginVm.has('proxy_on_vm_start')) {
      const size = configurationBytes(this.plugin.vm.configuration).length;
      const started = this.#invoke('proxy_on_vm_start', [this.id, size]);
      if ((started.value ?? 0) === 0) return 'Wasm VM failed Failed to start base Wasm';
    }
    // A trap until here, also in the allocator, is no error of the load when on_vm_start itself has answered true: Envoy starts, with a
    // VM that has failed.
    if (pluginVm.failed) return null;
    if (pluginVm.has('proxy_on_configure')) {
      this.#phase = 'configuring';
      const size = configurationBytes(this.plugin.configuration).length;
      const configured = this.#invoke('proxy_on_configure', [this.id, size]);
      this.#phase = 'other';
      if ((configured.value ?? 0) === 0)
        return 'Wasm VM failed Failed to configure base Wasm plugin';
    }
    return null;
  }

  protected logPrefixParts(): readonly string[] {
    return [this.plugin.rootId, this.plugin.vm.id];
  }

  protected attributeView(): AttributeView {
    return { world: this.world, plugin: this.plugin, stream: null, filter: null };
  }

  protected hasPluginConfiguration(): boolean {
    return this.#phase !== 'other';
  }

  override headerMap(type: MapType, access: MapAccess): FieldMap | Refusal {
    return this.callMap(type, access) ?? super.headerMap(type, access);
  }

  #answerMap(type: MapType): HeaderFields | null {
    if (type === this.#grpcPart.map) return this.#grpcPart.fields ?? null;
    if (type === MapType.HTTP_CALL_RESPONSE_HEADERS) return this.#answer?.headers ?? null;
    return type === MapType.HTTP_CALL_RESPONSE_TRAILERS ? (this.#answer?.trailers ?? null) : null;
  }

  /** The maps of the answer that is being delivered; null when `type` is none of them or there is no answer. */
  callMap(type: MapType, access: MapAccess): FieldMap | Refusal | null {
    const map = this.#answerMap(type);
    if (map === null) return null;
    if (access === 'read') return map;
    return new Refusal(Status.BAD_ARGUMENT, 'the answer of a call can be read, not changed');
  }

  override readBuffer(type: BufferType): Uint8Array | Refusal {
    return this.callBody(type) ?? super.readBuffer(type);
  }

  callBody(type: BufferType): Uint8Array | null {
    if (type === BufferType.GRPC_CALL_MESSAGE) return this.#grpcPart.message ?? null;
    return type === BufferType.HTTP_CALL_RESPONSE_BODY ? (this.#answer?.body ?? null) : null;
  }

  /** gRPC as a stream of this plugin sees it. */
  grpcOf(exchange: number): GrpcServices {
    return this.#grpcCalls.services(exchange);
  }

  tellGrpcMetadata(
    which: 'initial' | 'trailing',
    callId: number,
    fields: HeaderFields,
    exchange: number | null,
  ): void {
    const map =
      which === 'initial'
        ? MapType.GRPC_CALL_INITIAL_METADATA
        : MapType.GRPC_CALL_TRAILING_METADATA;
    const callback = `proxy_on_grpc_receive_${which}_metadata` as const;
    this.#tellGrpc(callback, [this.id, callId, fields.pairs().length], exchange, { map, fields });
  }

  tellGrpcMessage(callId: number, message: Uint8Array, exchange: number | null): void {
    const args = [this.id, callId, message.length];
    this.#tellGrpc('proxy_on_grpc_receive', args, exchange, { message });
  }

  tellGrpcClose(callId: number, code: number, message: string, exchange: number | null): void {
    if (!this.pluginVm.has('proxy_on_grpc_close')) return;
    this.#status = { code, message };
    this.#tellGrpc('proxy_on_grpc_close', [this.id, callId, code], exchange, {});
  }

  /** The reason of a failed call can be asked for in its callback; its code stays. */
  #forgetMessage(): void {
    this.#status = { code: this.#status.code, message: '' };
  }

  #tellGrpc(
    callback: Parameters<PluginVm['invoke']>[0],
    args: readonly number[],
    exchange: number | null,
    part: { map?: MapType; fields?: HeaderFields; message?: Uint8Array },
  ): void {
    if (!this.pluginVm.has(callback) || this.#isGone()) return;
    this.#grpcPart = part;
    this.#invoke(callback, args, exchange, () => {
      // Metadata alone is still there for what the callback has put off.
      if (part.map === undefined) this.#grpcPart = {};
      this.#forgetMessage();
    });
    this.#grpcPart = {};
  }

  httpCall(request: HttpCallRequest): number | Refusal {
    return this.callFrom(request, null);
  }

  /** A call belongs to the plugin, also when a stream made it. */
  callFrom(request: HttpCallRequest, exchange: number | null): number | Refusal {
    return startCall(this.world, this, request, exchange, (callId, answer) =>
      this.#deliver(callId, answer, exchange),
    );
  }

  #deliver(callId: number, answer: CallAnswer | null, exchange: number | null): void {
    if (!this.pluginVm.has('proxy_on_http_call_response') || this.#isGone()) return;
    if (answer === null) this.#status = { code: Status.BROKEN_CONNECTION, message: 'reset' };
    this.#answer = answer;
    const headers = answer?.headers.pairs().length ?? 0;
    const trailers = answer?.trailers?.pairs().length ?? 0;
    this.#invoke(
      'proxy_on_http_call_response',
      [this.id, callId, headers, answer?.body.length ?? 0, trailers],
      exchange,
      // What the callback has put off, such as resuming a stream, finds the answer gone.
      () => {
        this.#answer = null;
        this.#forgetMessage();
      },
    );
  }

  #isGone(): boolean {
    return this.pluginVm.failed || this.#retired;
  }

  setTickPeriod(periodMs: number): void {
    this.#tickPeriodMs = periodMs;
    this.#tick?.cancel();
    this.#tick = null;
    this.#armTick();
  }

  #armTick(): void {
    if (this.#tickPeriodMs === 0 || this.#retired || !this.pluginVm.has('proxy_on_tick')) return;
    const tick = (): void => {
      this.#tick = null;
      if (this.pluginVm.failed) return;
      this.#invoke('proxy_on_tick', [this.id]);
      // The next period begins when the callback has returned, unless the callback itself set another.
      if (this.#tick === null) this.#armTick();
    };
    this.#tick = this.world.queue.schedule(this.#tickPeriodMs * MS, tick, true);
    this.#tickAtNs = this.world.queue.nowNs + this.#tickPeriodMs * MS;
  }

  /** The tick that is due next, or null when none will come of itself. */
  get nextTick(): NextTick | null {
    if (this.#tick === null || this.pluginVm.failed) return null;
    return { plugin: this.pluginIndex, atNs: this.#tickAtNs, periodMs: this.#tickPeriodMs };
  }

  /** Nothing comes of its own any more, neither ticks nor answers: the plugin ends, or the VM behind it is dropped. */
  retire(): void {
    this.#retired = true;
    this.#tick?.cancel();
    this.#tick = null;
    this.#tickPeriodMs = 0;
  }

  registerSharedQueue(name: ByteString): number {
    const { thread, key } = this.pluginVm;
    const vmId = byteStringOf(this.plugin.vm.id);
    // Envoy notes who is to be told by thread, VM and id, and looks for it when the time has come: a VM that was reloaded since
    // is told as well.
    return this.world.shared.queues.register(vmId, name, (queueId) =>
      thread.post(() => thread.chain.rootContext(key, this.id)?.queueReady(queueId)),
    );
  }

  queueReady(queueId: number): void {
    if (this.pluginVm.has('proxy_on_queue_ready'))
      this.#invoke('proxy_on_queue_ready', [this.id, queueId]);
  }

  callStatus(): { code: number; message: string } {
    return this.#status;
  }

  /** The end of the plugin. A guest that answers false to on_done has its on_delete when it calls `proxy_done`. */
  end(): void {
    this.retire();
    if (this.pluginVm.has('proxy_on_done')) {
      const asked = this.#invoke('proxy_on_done', [this.id]);
      this.#waitsForDone = asked.ok && asked.value === 0;
    }
    if (!this.#waitsForDone) this.#delete();
  }

  #delete(): void {
    if (this.pluginVm.has('proxy_on_delete')) this.#invoke('proxy_on_delete', [this.id]);
  }

  done(): Refusal | null {
    if (!this.#waitsForDone)
      return new Refusal(Status.NOT_FOUND, 'this plugin did not answer false to on_done before');
    this.#waitsForDone = false;
    this.pluginVm.afterCallback(() => this.#delete());
    return null;
  }
}

/** What makes two entries of a chain share one root context. */
export function rootKey(plugin: Plugin): string {
  return JSON.stringify({ ...plugin, source: null });
}
