// Restricted guests: what they may not call refuses, whatever its arguments, and what they may not be called with is not there.

import { expect, test } from 'vitest';
import { Status } from '#abi/status.ts';
import { boilerplate, FakeContext, fakeServices, load } from './testing/guest.ts';
import { Vm } from './vm.ts';

const text = `(module
  (import "env" "proxy_get_log_level" (func $level (param i32) (result i32)))
  (import "env" "proxy_increment_metric" (func $increment (param i32 i64) (result i32)))
  (import "wasi_snapshot_preview1" "random_get" (func $random (param i32 i32) (result i32)))
  ${boilerplate}
  (func (export "proxy_on_request_headers") (param i32 i32 i32) (result i32) (call $level (i32.const -1)))
  (func (export "proxy_on_request_body") (param i32 i32 i32) (result i32) (call $random (i32.const 0) (i32.const 4)))
  (func (export "proxy_on_configure") (param i32 i32) (result i32) (call $increment (i32.const 4) (i64.const 1)))
  (func (export "proxy_on_tick") (param i32)))`;

function started(allowed: string[] | null): { vm: Vm; context: FakeContext } {
  const context = new FakeContext();
  const allowedCapabilities = allowed === null ? null : new Set(allowed);
  const vm = Vm.start(load(text), { ...fakeServices(context), allowedCapabilities }, null);
  if (!(vm instanceof Vm)) throw new Error('the guest did not start');
  vm.addContext(1, context);
  return { vm, context };
}

const allCallbacks = ['proxy_on_request_headers', 'proxy_on_request_body', 'proxy_on_configure'];

test('a restricted hostcall refuses without looking at its arguments, and Envoy logs it', () => {
  const { vm, context } = started(allCallbacks);
  expect(vm.call('proxy_on_request_headers', 1, [1, 0, 0])).toEqual({
    trapped: false,
    value: Status.INTERNAL_FAILURE,
  });
  expect(vm.call('proxy_on_configure', 1, [1, 0])).toMatchObject({ value: 10 });
  expect(context.did).toEqual([
    'Attempted call to restricted proxy-wasm capability: proxy_get_log_level',
    'Attempted call to restricted proxy-wasm capability: proxy_increment_metric',
  ]);
});

test('a restricted WASI function gives an errno of its own', () => {
  const { vm, context } = started(allCallbacks);
  expect(vm.call('proxy_on_request_body', 1, [1, 0, 0])).toMatchObject({ value: 76 });
  expect(context.did).toEqual(['Attempted call to restricted WASI capability: random_get']);
});

test('what is allowed works, and other callbacks are not there', () => {
  const { vm, context } = started([...allCallbacks, 'proxy_increment_metric', 'random_get']);
  expect(vm.call('proxy_on_configure', 1, [1, 0])).toMatchObject({ value: 0 });
  expect(vm.call('proxy_on_request_body', 1, [1, 0, 0])).toMatchObject({ value: 0 });
  expect(context.did).toEqual(['increment 4 1']);
  expect(vm.has('proxy_on_tick')).toBe(false);
});

test('without a list nothing is restricted', () => {
  const { vm } = started(null);
  expect(vm.has('proxy_on_tick')).toBe(true);
  expect(vm.call('proxy_on_request_body', 1, [1, 0, 0])).toMatchObject({ value: 0 });
});
