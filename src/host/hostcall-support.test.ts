// The table of hostcalls in the documentation is made from the one in the code. `SLUICE_WRITE_DOCS=1` writes it anew.

import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parameterTypes } from './argument-codec.ts';
import { envHostcalls } from './hostcall-table.ts';
import { wasiFunctions } from './wasi/functions.ts';

const file = new URL('../../docs/hostcalls.md', import.meta.url);

function table(): string {
  const rows = envHostcalls.map((hostcall) => {
    const versions =
      hostcall.versions?.length === 3 ? 'all' : (hostcall.versions?.join(', ') ?? '');
    const names = [
      ...hostcall.inputs,
      ...hostcall.outputs.map(({ name }) => ({ name: `→ ${name}` })),
    ];
    const state = hostcall.notEmulated ?? 'as in Envoy';
    return `| \`${hostcall.name}\` | ${names.map(({ name }) => name).join(', ')} | ${parameterTypes(hostcall).join(' ')} | ${versions} | ${state} |`;
  });
  return `# Hostcalls

What a module may import from \`env\`, and what Sluice does with it. Made from \`src/host/hostcall-table.ts\`; a test keeps the two the same.
A call that is not emulated answers 12 (Unimplemented) and is named in the report. Arrows mark results.

| import | parameters | wasm types | ABI versions | state |
|---|---|---|---|---|
${rows.join('\n')}

## Foreign functions

\`proxy_call_foreign_function\` knows the names that Envoy knows. \`expr_create\`, \`expr_evaluate\` and \`expr_delete\` answer 12: expressions in CEL are
not evaluated. \`set_envoy_filter_state\` answers 12 for the keys whose objects are more than text. \`compress\` gives zlib's bytes where Envoy gives those of
zlib-ng, and a signature of an elliptic curve is another one each time; the report says where that happens.

## WASI

\`wasi_snapshot_preview1\` and \`wasi_unstable\` offer the same ${wasiFunctions.length} functions, which behave as Envoy's do: output goes to
the log, clocks and random numbers work (in virtual time, with the scenario's seed), and there are no files and no sockets.

${wasiFunctions.map(({ name }) => `\`${name}\``).join(' · ')}
`;
}

test('the documented table of hostcalls is the one in the code', () => {
  if (process.env['SLUICE_WRITE_DOCS'] === '1') writeFileSync(file, table());
  expect(readFileSync(file, 'utf8')).toBe(table());
});

test('no name stands twice, and every name of the ABI is there', () => {
  const names = envHostcalls.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  expect(names).toHaveLength(46);
});
