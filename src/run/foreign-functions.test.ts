// What a run tells of foreign functions: which are carried out, which are not, and what is written where.

import { describe, expect, test } from 'vitest';
import { boilerplate, wat } from '#host/testing/guest.ts';
import type { HostcallEvent, ScenarioReport } from './api.ts';
import { runModule } from './testing/project.ts';

const data = (text: string): string => `(data (i32.const 600) "${text}")`;

/** A filter that calls the function of that name with an argument and logs the places of the result. */
function asks(name: string, argument: string, size: number, pointerAt = 8, sizeAt = 12) {
  return runModule(
    wat(`(module
      (import "env" "proxy_call_foreign_function" (func $f (param i32 i32 i32 i32 i32 i32) (result i32)))
      (import "env" "proxy_log" (func $log (param i32 i32 i32) (result i32)))
      ${boilerplate} (data (i32.const 500) "${name}") ${data(argument)} (data (i32.const 8) "++++++++")
      (func (export "proxy_on_request_headers") (param i32 i32 i32) (result i32)
        (drop (call $f (i32.const 500) (i32.const ${name.length}) (i32.const 600) (i32.const ${size})
          (i32.const ${pointerAt}) (i32.const ${sizeAt})))
        (drop (call $log (i32.const 2) (i32.const 8) (i32.const 8))) (i32.const 0)))`),
  );
}

const call = (report: ScenarioReport): HostcallEvent | undefined =>
  report.events.find(
    (event): event is HostcallEvent =>
      event.kind === 'hostcall' && event.name === 'proxy_call_foreign_function',
  );
const logged = (report: ScenarioReport): string | undefined =>
  report.events.find((event) => event.kind === 'log')?.message;

describe('the places of the result', () => {
  test('are left alone when there is no such function', () => {
    const report = asks('nope', '', 0);
    expect(call(report)).toMatchObject({
      result: 1,
      why: expect.stringContaining('Envoy has no function "nope"; it has clear_route_cache, '),
    });
    expect(logged(report)).toBe('++++++++');
  });

  test('are cleared when the function fails', () => {
    const report = asks('uncompress', 'x', 1);
    expect(call(report)).toMatchObject({ result: 3 });
    expect(logged(report)).toBe('\0'.repeat(8));
  });

  test('may be missing', () => {
    const report = asks('compress', 'hello', 5, 0, 0);
    expect(call(report)).toMatchObject({ result: 0 });
    expect(logged(report)).toBe('++++++++');
  });

  test('must be inside of the memory', () => {
    expect(call(asks('compress', 'hello', 5, 65_533, 12))).toMatchObject({ result: 6 });
    expect(call(asks('clear_route_cache', '', 0, 8, 65_533))).toMatchObject({ result: 6 });
  });
});

test.each(['expr_create', 'expr_evaluate', 'expr_delete'])(
  '%s is not emulated, and the report says so',
  (name) => {
    const report = asks(name, '', 0);
    expect(call(report)).toMatchObject({ result: 12, notEmulated: true });
    expect(report.notEmulated).toMatchObject([
      { name: `proxy_call_foreign_function ${name}`, count: 1 },
    ]);
  },
);

test('long data may be packed in another way than by Envoy, and the report says so', () => {
  expect(asks('compress', 'x'.repeat(64), 64).notEmulated).toEqual([]);
  expect(asks('compress', 'x'.repeat(65), 65).notEmulated).toMatchObject([
    { name: 'proxy_call_foreign_function compress' },
  ]);
});
