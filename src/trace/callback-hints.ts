// How often each callback of the filter was called, and what it answered last: for the line that its method begins on.

import type { CallbackEvent, ScenarioReport } from '#run/api.ts';
import type { RunHint } from './run-hints.ts';

/** Methods that two classes have get no hint: the report does not tell whose was called. */
export function callbackHints(
  scenario: ScenarioReport,
  plugin: number,
  files: readonly { path: string; text: string }[],
): RunHint[] {
  const calls = new Map<string, CallbackEvent[]>();
  for (const event of scenario.events) {
    if (event.kind !== 'callback' || event.plugin !== plugin) continue;
    calls.set(event.name, [...(calls.get(event.name) ?? []), event]);
  }
  return [...calls].flatMap(([name, events]): RunHint[] => {
    const [place, ...more] = methodLines(methodOf(name), files);
    const last = events.at(-1);
    if (place === undefined || more.length > 0 || last === undefined) return [];
    const answer = last.resultText === '' ? '' : ` · → ${last.resultText}`;
    const tone = last.resultText.startsWith('Stop') ? 'paused' : 'neutral';
    return [
      { kind: 'callback', plugin, ...place, tone, text: `called ${events.length}×${answer}` },
    ];
  });
}

/** `proxy_on_request_headers` is `onRequestHeaders` in AssemblyScript. */
function methodOf(callback: string): string {
  return callback
    .replace(/^proxy_/, '')
    .replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

function methodLines(
  method: string,
  files: readonly { path: string; text: string }[],
): { file: string; line: number }[] {
  const head = new RegExp(`^\\s*(?:override\\s+)?${method}\\s*\\([^;]*$`);
  return files.flatMap(({ path, text }) =>
    text.split('\n').flatMap((line, at) => (head.test(line) ? [{ file: path, line: at + 1 }] : [])),
  );
}
