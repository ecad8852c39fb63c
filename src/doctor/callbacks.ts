// What Envoy can call in a module: the allocator, the callbacks that are there and fit, and names that are nearly one.

import type { AbiVersion } from '#abi/types.ts';
import {
  callbackGaps,
  callbackNames,
  callbackType,
  networkCallbacksOf,
} from '#host/callback-table.ts';
import { exportProblems } from '#host/load-module.ts';
import { type ModuleInfo, typeText } from '#host/module-info.ts';
import type { CallbackFact, Finding } from './examination.ts';
import { nearestName } from './nearest-name.ts';
import { findingOfLine } from './refusal.ts';
import { inWords } from './words.ts';

const newest: AbiVersion = '0.2.1';

export function callbackFacts(info: ModuleInfo, abiVersion: AbiVersion | null): CallbackFact[] {
  return callbackNames.flatMap((name): CallbackFact[] => {
    const wanted = callbackType(name, abiVersion ?? newest);
    if (wanted === null) return [];
    const item = info.exports.find((one) => one.kind === 0 && one.name === name);
    const type = item === undefined ? undefined : info.functionTypes[item.index];
    if (type === undefined) return [{ name, state: 'not exported' }];
    const fits = typeText(type) === typeText(wanted);
    return [{ name, state: fits ? 'exported' : 'of another type' }];
  });
}

export function callbackFindings(
  info: ModuleInfo,
  abiVersion: AbiVersion | null,
  facts: readonly CallbackFact[],
): Finding[] {
  if (info.sections.length === 0) return [];
  const problems = exportProblems(info, abiVersion ?? newest);
  return [
    ...problems.map(findingOfLine),
    ...unknownCallbacks(info),
    ...(abiVersion === null ? [] : unheard(facts)),
  ];
}

const looksLikeCallback =
  /^_?proxy_(?!abi_version_|on_memory_allocate$)|^_?on_?(request|response|http|vm|tick|configure|log|done)/i;

/** Exports that look like a callback and are none: Envoy takes no notice of them. */
function unknownCallbacks(info: ModuleInfo): Finding[] {
  const known: readonly string[] = callbackNames;
  return info.exports.flatMap(({ name, kind }): Finding[] => {
    if (kind !== 0 || known.includes(name) || !looksLikeCallback.test(name)) return [];
    const nearest = nearestName(
      `proxy_${name.replace(/^_?(proxy_)?/, '').replace('http_', '')}`,
      known,
    );
    return [
      {
        id: 'unknown-callback',
        severity: 'warning',
        what: `The export ${name} looks like a callback, and Envoy knows none of this name: it is never called.`,
        cure:
          nearest === null ? 'Look its name up in the spec.' : `It may be meant to be ${nearest}.`,
        envoyLine: null,
      },
    ];
  });
}

function unheard(facts: readonly CallbackFact[]): Finding[] {
  const has = (name: string): boolean =>
    facts.some((fact) => fact.name === name && fact.state === 'exported');
  const network = networkCallbacksOf(has);
  const http = facts.some(
    ({ name, state }) =>
      state !== 'not exported' && /_(request|response)_(headers|body|trailers)$/.test(name),
  );
  const findings: Finding[] = [];
  if (network.length > 0) {
    findings.push({
      id: 'network-filter',
      severity: 'warning',
      what: `It exports callbacks of connections (${inWords(network)}) and none of requests: it is a network filter. As an HTTP filter it sees nothing.`,
      cure: 'Put it into the network filters of a listener; network filters are not emulated here.',
      envoyLine: null,
    });
  } else if (!http) {
    findings.push({
      id: 'no-request-callbacks',
      severity: 'warning',
      what: 'It exports no callback of requests or responses, such as proxy_on_request_headers: requests pass as if it were not there.',
      cure: 'Fine for a filter that only ticks or writes logs. Else the exports have been lost: look at how the module is linked.',
      envoyLine: null,
    });
  }
  const gaps = facts.filter(
    ({ name, state }) =>
      state === 'exported' && name in callbackGaps && !network.some((other) => other === name),
  );
  if (gaps.length > 0) {
    findings.push({
      id: 'never-called',
      severity: 'note',
      what: `These exports are not called for an HTTP filter: ${inWords(gaps.map(({ name }) => name))}. SDKs export all callbacks there are.`,
      cure: '',
      envoyLine: null,
    });
  }
  return findings;
}
