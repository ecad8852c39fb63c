// docs/hostcalls.md: what a module may import, what Sluice does with it, and which conformance scenarios show that Envoy does the same.

import { parameterTypes } from '#host/argument-codec.ts';
import type { Hostcall } from '#host/define-hostcall.ts';
import {
  callbackGaps,
  type CallbackName,
  callbackNames,
  callbackType,
} from '#host/callback-table.ts';
import { envHostcalls } from '#host/hostcall-table.ts';
import { typeText } from '#host/module-info.ts';
import { wasiFunctions } from '#host/wasi/functions.ts';
import { Status } from '#abi/status.ts';
import { WasiErrno } from '#abi/wasi-errno.ts';
import type { HostcallEvent, ScenarioReport } from '#run/api.ts';

const shownScenarios = 2;

/** A call that was not allowed there, or not to this plugin, has not been looked at. */
const isAnswered = ({ trapped, result }: HostcallEvent): boolean =>
  !trapped && result !== Status.INTERNAL_FAILURE && result !== WasiErrno.NOTCAPABLE;

/** For each import and callback the scenarios that call it, those with the fewest others first: they tell most about it. */
export function callersOf(
  reports: readonly { project: string; report: ScenarioReport }[],
): Map<string, string[]> {
  const scenarios = reports.map(({ project, report }) => ({
    name: `${project} / ${report.name}`,
    calls: new Set(
      report.events.flatMap((one) =>
        one.kind === 'callback' || (one.kind === 'hostcall' && isAnswered(one)) ? [one.name] : [],
      ),
    ),
  }));
  const callers = new Map<string, string[]>();
  for (const { name, calls } of scenarios.sort((a, b) => a.calls.size - b.calls.size))
    for (const call of calls) callers.set(call, [...(callers.get(call) ?? []), name]);
  return callers;
}

/** Imports and callbacks that are emulated and that no scenario calls. */
export function unproven(callers: ReadonlyMap<string, string[]>): string[] {
  const imports = [...envHostcalls, ...wasiFunctions].filter(
    ({ notEmulated }) => notEmulated === null,
  );
  const callbacks = callbackNames.filter((name) => callbackGaps[name] === undefined);
  return [...imports.map(({ name }) => name), ...callbacks].filter((name) => !callers.has(name));
}

export function supportTable(callers: ReadonlyMap<string, string[]>): string {
  return `# Hostcalls

What a module may import, what Sluice does with it, and the conformance scenarios that call it: each is played in Sluice and in a real Envoy by
\`npm run parity\`, and compared call by call. Made from the table of hostcalls and from the scenarios' own calls; a test keeps this file up to date.
A call that is not emulated answers 12 (Unimplemented) and is named in the report. Arrows mark results. Of the scenarios those with the fewest other
imports are named. Most functions are called by random sequences as well (\`e2e/envoy/fuzz\`).

## \`env\`

| import | parameters | wasm types | ABI versions | state | conformance scenarios |
|---|---|---|---|---|---|
${envHostcalls.map((one) => row(one, [versionsOf(one), stateOf(one), scenariosOf(one, callers)])).join('\n')}

## Foreign functions

\`proxy_call_foreign_function\` knows the names that Envoy knows. \`expr_create\`, \`expr_evaluate\` and \`expr_delete\` answer 12: expressions in CEL are
not evaluated. \`set_envoy_filter_state\` answers 12 for the keys whose objects are more than text. \`compress\` gives zlib's bytes where Envoy gives those of
zlib-ng, and a signature of an elliptic curve is another one each time; the report says where that happens.

## WASI

\`wasi_snapshot_preview1\` and \`wasi_unstable\` offer the same ${wasiFunctions.length} functions to every ABI version: output goes to the log, clocks and random numbers
work (in virtual time, with the scenario's seed), and there are no files and no sockets.

| import | parameters | wasm types | state | conformance scenarios |
|---|---|---|---|---|
${wasiFunctions.map((one) => row(one, [stateOf(one), scenariosOf(one, callers)])).join('\n')}

## Callbacks

What Envoy looks for among a module's exports. All may be missing but one of the two allocators.

| export | type | state | conformance scenarios |
|---|---|---|---|
${callbackNames.map((name) => callbackRow(name, callers)).join('\n')}
`;
}

function row(hostcall: Hostcall, more: string[]): string {
  const results = hostcall.outputs.map(({ name }) => `→ ${name}`);
  const parameters = [...hostcall.inputs.map(({ name }) => name), ...results].join(', ');
  const cells = [`\`${hostcall.name}\``, parameters, parameterTypes(hostcall).join(' '), ...more];
  return `| ${cells.join(' | ')} |`;
}

function callbackRow(name: CallbackName, callers: ReadonlyMap<string, string[]>): string {
  const type = callbackType(name, '0.2.1');
  const gap = callbackGaps[name];
  const cells = [
    `\`${name}\``,
    type === null ? '' : typeText(type),
    gap ?? 'as in Envoy',
    scenariosOf({ name }, callers),
  ];
  return `| ${cells.join(' | ')} |`;
}

const versionsOf = ({ versions }: Hostcall): string =>
  versions?.length === 3 ? 'all' : (versions?.join(', ') ?? 'all');

const stateOf = ({ notEmulated }: Hostcall): string =>
  notEmulated === null ? 'as in Envoy' : `not emulated: ${notEmulated}`;

function scenariosOf({ name }: { name: string }, callers: ReadonlyMap<string, string[]>): string {
  const all = callers.get(name) ?? [];
  if (all.length === 0) return 'none';
  const more = all.length > shownScenarios ? ` and ${all.length - shownScenarios} more` : '';
  return `${all.slice(0, shownScenarios).join('; ')}${more}`;
}
