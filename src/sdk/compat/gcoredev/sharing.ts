// Shared data and queues as `@gcoredev/proxy-wasm-sdk-as` has them.

import {
  proxy_dequeue_shared_queue,
  proxy_enqueue_shared_queue,
  proxy_get_shared_data,
  proxy_register_shared_queue,
  proxy_resolve_shared_queue,
  proxy_set_shared_data,
} from '../../hostcalls';
import { encode, note, OUT, OUT_SIZE, OUT_THIRD, pointerTo, takeBytes } from '../../memory';
import { Status } from '../../types';
import { WasmResultValues } from '../enums';

/** A value as it was when it was read. */
export class GetSharedData {
  value: ArrayBuffer | null = null;
  result: WasmResultValues = WasmResultValues.Ok;
  /** Names this state of the value: `set_shared_data` with it fails when the value has been set in between. */
  cas: u32 = 0;
}

/** The value of that key. */
export function get_shared_data(key: string): GetSharedData {
  const name = encode(key);
  const read = new GetSharedData();
  read.result = note(proxy_get_shared_data(pointerTo(name), name.byteLength, OUT, OUT_SIZE, OUT_THIRD));
  if (read.result == WasmResultValues.Ok) {
    read.cas = load<u32>(OUT_THIRD);
    read.value = takeBytes();
  }
  return read;
}

/** Sets the value of that key. With a `cas` of 0 whatever it is, else only when it has not been set since that was read. */
export function set_shared_data(key: string, value: ArrayBuffer, cas: u32 = 0): WasmResultValues {
  const name = encode(key);
  return note(proxy_set_shared_data(pointerTo(name), name.byteLength, pointerTo(value), value.byteLength, cas));
}

// @ts-ignore: decorator
@final
export class TokenSharedQueueResult {
  constructor(
    public result: WasmResultValues,
    /** Id of the queue; 0 when there is none. */
    public token: u32,
  ) {}
}

/** The queue of that name, which is made when it is new. From now on `onQueueReady` is called for each value put into it. */
export function register_shared_queue(queue_name: string): TokenSharedQueueResult {
  store<u32>(OUT, 0);
  const name = encode(queue_name);
  const status = note(proxy_register_shared_queue(pointerTo(name), name.byteLength, OUT));
  return new TokenSharedQueueResult(status as i32, load<u32>(OUT));
}

/** The queue of that name which a plugin with that `vm_id` registered. */
export function resolve_shared_queue(vm_id: string, queue_name: string): TokenSharedQueueResult {
  store<u32>(OUT, 0);
  const vm = encode(vm_id);
  const name = encode(queue_name);
  const status = note(
    proxy_resolve_shared_queue(pointerTo(vm), vm.byteLength, pointerTo(name), name.byteLength, OUT),
  );
  return new TokenSharedQueueResult(status as i32, load<u32>(OUT));
}

// @ts-ignore: decorator
@final
export class DequeueSharedQueueResult {
  constructor(
    public result: WasmResultValues,
    public data: ArrayBuffer | null,
  ) {}
}

/** Takes the first value out of a queue. */
export function dequeue_shared_queue(token: u32): DequeueSharedQueueResult {
  const status = note(proxy_dequeue_shared_queue(token, OUT, OUT_SIZE));
  return new DequeueSharedQueueResult(status as i32, status == Status.Ok ? takeBytes() : null);
}

/** Puts a value at the end of a queue. */
export function enqueue_shared_queue(token: u32, data: ArrayBuffer): WasmResultValues {
  return note(proxy_enqueue_shared_queue(token, pointerTo(data), data.byteLength));
}
