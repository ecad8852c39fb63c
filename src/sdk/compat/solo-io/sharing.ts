// Shared data and queues as `@solo-io/proxy-runtime/runtime` has them: queues tell their id through a pointer.

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
import { LogLevelValues, WasmResultValues } from '../enums';
import { log } from '../logging';

/** Reads the value of that key into `value`, as much of it as there is room for. */
export function get_shared_data(key: string, value: ArrayBuffer): WasmResultValues {
  const name = encode(key);
  const status = note(proxy_get_shared_data(pointerTo(name), name.byteLength, OUT, OUT_SIZE, OUT_THIRD));
  if (status == Status.Ok) {
    const found = takeBytes();
    memory.copy(pointerTo(value), pointerTo(found), min(value.byteLength, found.byteLength));
  }
  return status as i32;
}

// @ts-ignore: decorator
@final
export class SetSharedData {
  constructor(
    public value: ArrayBuffer,
    public result: WasmResultValues,
  ) {}
}

/** Sets the value of that key, whatever it is. The SDK's own function has no parameter for the value, and so sets nothing. */
export function set_shared_data(key: string, value: ArrayBuffer | null = null): SetSharedData {
  if (value == null) {
    log(LogLevelValues.error, 'set_shared_data: "' + key + '" is not set, because there is no value: give one as second argument');
    return new SetSharedData(new ArrayBuffer(0), WasmResultValues.BadArgument);
  }
  const name = encode(key);
  const status = note(
    proxy_set_shared_data(pointerTo(name), name.byteLength, pointerTo(value), value.byteLength, 0),
  );
  return new SetSharedData(value, status as i32);
}

/** Registers the queue of that name; its id is written to the address `token`. */
export function register_shared_queue(queue_name: string, token: u32): WasmResultValues {
  const name = encode(queue_name);
  return note(proxy_register_shared_queue(pointerTo(name), name.byteLength, token));
}

/** Finds a queue of another plugin; its id is written to the address `token`. */
export function resolve_shared_queue(vm_id: string, queue_name: string, token: u32): WasmResultValues {
  const vm = encode(vm_id);
  const name = encode(queue_name);
  return note(proxy_resolve_shared_queue(pointerTo(vm), vm.byteLength, pointerTo(name), name.byteLength, token));
}

// @ts-ignore: decorator
@final
export class DequeueSharedQueueResult {
  constructor(
    public result: WasmResultValues,
    public data: ArrayBuffer,
  ) {}
}

/** Takes the first value out of a queue. */
export function dequeue_shared_queue(token: u32): DequeueSharedQueueResult {
  const status = note(proxy_dequeue_shared_queue(token, OUT, OUT_SIZE));
  return new DequeueSharedQueueResult(status as i32, status == Status.Ok ? takeBytes() : new ArrayBuffer(0));
}

/** Puts a value at the end of a queue. */
export function enqueue_shared_queue(token: u32, data: ArrayBuffer): WasmResultValues {
  return note(proxy_enqueue_shared_queue(token, pointerTo(data), data.byteLength));
}
