// The positions of addresses that comparisons of logs leave out are those of the hostcall table.

import { expect, test } from 'vitest';
import { addressArguments } from '#abi/address-arguments.ts';
import type { Hostcall, Input, Output } from './define-hostcall.ts';
import { envHostcalls } from './hostcall-table.ts';
import { wasiFunctions } from './wasi/functions.ts';

const twoWide = new Set<string>(['bytes', 'text', 'name', 'pairs', 'wanted-bytes']);

function addresses({ inputs, outputs }: Hostcall): number[] {
  const found: number[] = [];
  let at = 0;
  const step = ({ kind }: Input | Output, isOutput: boolean): void => {
    const isWide = twoWide.has(kind);
    if (isWide || isOutput) found.push(at);
    if (isWide && isOutput) found.push(at + 1);
    at += isWide ? 2 : 1;
  };
  for (const input of inputs) step(input, false);
  for (const output of outputs) step(output, true);
  return found;
}

test.each(envHostcalls.map((hostcall) => [hostcall.name, hostcall] as const))(
  '%s',
  (name, hostcall) => {
    expect(addressArguments[name] ?? []).toEqual(addresses(hostcall));
  },
);

test('every other name is a WASI function that has so many arguments', () => {
  const env = new Set(envHostcalls.map(({ name }) => name));
  for (const [name, positions] of Object.entries(addressArguments)) {
    if (env.has(name)) continue;
    const found = wasiFunctions.find((one) => one.name === name);
    expect(found?.inputs.length, name).toBeGreaterThan(Math.max(...positions));
  }
});
