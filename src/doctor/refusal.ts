// Envoy's own words when it refuses a module, each with what it means and what to do.

import type { Finding } from './examination.ts';
import type { KnownMessage } from './known-messages/known-message.ts';
import { loadingMessages } from './known-messages/loading.ts';

/** The finding that a line of Envoy stands for. */
export function findingOfLine(line: string): Finding {
  for (const message of loadingMessages) {
    const groups = message.pattern.exec(line);
    if (groups !== null) return explained(message, [...groups], line);
  }
  return { id: 'refused', severity: 'refused', what: line, cure: '', envoyLine: line };
}

function explained(message: KnownMessage, groups: string[], line: string): Finding {
  const { what, cure } = message.explain(groups, null);
  return { id: message.id, severity: 'refused', what, cure, envoyLine: line };
}

/** A finding for each line of a refusal that no finding of the doctor's has said already. The line that only sums up needs none. */
export function refusal(envoyLines: readonly string[], findings: readonly Finding[]): Finding[] {
  const said = new Set(findings.map(({ envoyLine }) => envoyLine));
  return envoyLines
    .filter((line) => !said.has(line) && !/Failed to (load|initialize) Wasm code/.test(line))
    .map(findingOfLine);
}
