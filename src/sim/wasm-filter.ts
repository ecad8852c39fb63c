// One plugin on one stream: when its callbacks are called, what their answers mean, and what a failed VM does to the stream.

import { FilterDataStatus, FilterHeadersStatus, FilterTrailersStatus } from '#abi/types.ts';
import type { CallbackName } from '#host/callback-table.ts';
import type { BodyBuffer } from './body-buffer.ts';
import type { DirectionFilter } from './filter-direction.ts';
import type { HeaderFields } from './header-fields.ts';
import type { HttpStream } from './http-stream.ts';
import type { PluginVm } from './plugin-vm.ts';
import type { RootContext } from './root-context.ts';
import { type Phase, type Side, StreamContext } from './stream-context.ts';

export const FAIL_STREAM_DETAILS = 'wasm_fail_stream';

export class WasmFilter {
  readonly context: StreamContext;
  readonly pluginIndex: number;
  readonly #stream: HttpStream;
  readonly #pluginVm: PluginVm;
  #created = false;
  #failed = false;

  constructor(root: RootContext, pluginIndex: number, stream: HttpStream) {
    this.context = new StreamContext(root, pluginIndex, stream);
    this.pluginIndex = pluginIndex;
    this.#stream = stream;
    this.#pluginVm = root.pluginVm;
  }

  readonly request: DirectionFilter = this.#direction('request');
  readonly response: DirectionFilter = this.#direction('response');

  #direction(side: Side): DirectionFilter {
    return {
      onHeaders: (headers, end) => this.#onHeaders(side, headers, end),
      onData: (data, end) => this.#onData(side, data, end),
      onTrailers: (trailers) => this.#onTrailers(side, trailers),
    };
  }

  /** Calls the guest with this context. Returns the converted status, or what the failure policy makes of a failed VM. */
  #run(
    callback: CallbackName,
    args: readonly number[],
    phase: Phase,
    stop: number,
    convert: (value: number) => number,
  ): number {
    // The reply that the failure policy has sent passes this filter on its way to the client.
    if (this.#failed) return 0;
    this.context.replied = false;
    // The reason of a reply counts for a trap in the same callback alone.
    this.context.replyDetails = null;
    if (this.#pluginVm.failed) return this.#failStream(stop);
    this.context.showAttributesIn(phase);
    if (!this.#pluginVm.has(callback)) return 0;
    let status = stop;
    this.context.phase = phase;
    const scope = { plugin: this.pluginIndex, exchange: this.#stream.exchange };
    this.#pluginVm.invoke(
      callback,
      this.context.id,
      [this.context.id, ...args],
      scope,
      (result) => {
        if (!result.ok) status = this.#failStream(stop);
        else status = this.context.replied ? stop : convert(result.value ?? 0);
        this.context.returning = status;
      },
    );
    this.context.phase = 'idle';
    return status;
  }

  /** Envoy's answer for a stream whose VM has failed. */
  #failStream(stop: number): number {
    // Only the deprecated spelling lets the stream that met the failure go on.
    if (this.context.plugin.failurePolicy === 'legacy-fail-open') return 0;
    if (!this.#failed) {
      this.#failed = true;
      this.#stream.sendLocalReply({
        status: 503,
        details: this.context.replyDetails ?? FAIL_STREAM_DETAILS,
        body: new Uint8Array(),
        headers: [],
        grpcStatus: 14,
        by: this.pluginIndex,
      });
    }
    return stop;
  }

  #create(): void {
    if (this.#created || this.#pluginVm.failed) return;
    this.#pluginVm.vm?.addContext(this.context.id, this.context);
    this.#created = true;
    this.context.showAttributesIn('create');
    if (!this.#pluginVm.has('proxy_on_context_create')) return;
    const scope = { plugin: this.pluginIndex, exchange: this.#stream.exchange };
    this.context.phase = 'create';
    this.#pluginVm.invoke(
      'proxy_on_context_create',
      this.context.id,
      [this.context.id, this.context.root.id],
      scope,
    );
    this.context.phase = 'idle';
  }

  #onHeaders(side: Side, headers: HeaderFields, endOfStream: boolean): number {
    if (side === 'request') this.#create();
    else if (!this.#created) return FilterHeadersStatus.Continue;
    if (this.#stream.ended !== null) return FilterHeadersStatus.StopAllIterationAndWatermark;
    const state = this.context.sides[side];
    state.headers = headers;
    this.context.endOfStream = endOfStream;
    const count = headers.pairs().length;
    const args = this.#pluginVm.vm?.abiVersion === '0.1.0' ? [count] : [count, endOfStream ? 1 : 0];
    const callback = side === 'request' ? 'proxy_on_request_headers' : 'proxy_on_response_headers';
    const { StopIteration, StopAllIterationAndBuffer, StopAllIterationAndWatermark } =
      FilterHeadersStatus;
    const status = this.#run(
      callback,
      args,
      `${side} headers`,
      StopAllIterationAndWatermark,
      (value) => {
        if (
          value === FilterHeadersStatus.Continue ||
          value === FilterHeadersStatus.ContinueAndEndStream
        )
          return 0;
        if (value === StopIteration && this.context.plugin.allowOnHeadersStopIteration)
          return StopIteration;
        return value === StopAllIterationAndBuffer ? value : StopAllIterationAndWatermark;
      },
    );
    if (status === FilterHeadersStatus.Continue) state.headers = null;
    return status;
  }

  #onData(side: Side, data: BodyBuffer, endOfStream: boolean): number {
    if (!this.#created) return FilterDataStatus.Continue;
    const state = this.context.sides[side];
    this.context.endOfStream = endOfStream;
    const direction = this.#stream.direction(side);
    // While it buffers, a filter is shown everything that is held back, the new bytes included.
    state.body = state.buffering ? direction.addData(data) : data;
    // Too much was held back, and nothing could be answered any more.
    if (this.#stream.ended !== null) return FilterDataStatus.StopIterationNoBuffer;
    const callback = side === 'request' ? 'proxy_on_request_body' : 'proxy_on_response_body';
    const { StopIterationAndBuffer, StopIterationAndWatermark, StopIterationNoBuffer } =
      FilterDataStatus;
    const args = [state.body.length, endOfStream ? 1 : 0];
    this.context.showBody(side);
    const status = this.#run(callback, args, `${side} body`, StopIterationNoBuffer, (value) =>
      value <= StopIterationAndWatermark ? value : StopIterationNoBuffer,
    );
    state.buffering = status === StopIterationAndBuffer;
    if (status === FilterDataStatus.Continue) state.body = null;
    return status;
  }

  #onTrailers(side: Side, trailers: HeaderFields): number {
    if (!this.#created) return FilterTrailersStatus.Continue;
    const state = this.context.sides[side];
    state.trailers = trailers;
    const callback =
      side === 'request' ? 'proxy_on_request_trailers' : 'proxy_on_response_trailers';
    const { Continue, StopIteration } = FilterTrailersStatus;
    const status = this.#run(
      callback,
      [trailers.pairs().length],
      `${side} trailers`,
      StopIteration,
      (value) => (value === 0 ? Continue : StopIteration),
    );
    if (status === Continue) state.trailers = null;
    return status;
  }

  /** The end of the stream. A context that was never reached by the request is created for it. */
  logStream(): void {
    this.#create();
    this.#last('proxy_on_log', 'log');
  }

  destroy(): void {
    this.#last('proxy_on_done', 'done');
    if (this.#stream.world.crashed) return;
    this.#last('proxy_on_delete', 'delete');
    this.#pluginVm.vm?.removeContext(this.context.id);
  }

  #last(callback: CallbackName, phase: Phase): void {
    if (!this.#created || this.#pluginVm.failed) return;
    this.context.showAttributesIn(phase);
    if (!this.#pluginVm.has(callback)) return;
    this.context.phase = phase;
    this.#pluginVm.invoke(callback, this.context.id, [this.context.id], {
      plugin: this.pluginIndex,
      exchange: this.#stream.exchange,
    });
    this.context.phase = 'idle';
  }
}
