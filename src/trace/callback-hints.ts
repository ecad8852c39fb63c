// How often each callback of the filter was called, what it answered last and how long the stream then waited: for the line that its
// method begins on.

import type { CallbackEvent, NetEvent, ScenarioReport } from '#run/api.ts';
import type { RunHint } from './run-hints.ts';
import { formatNs } from './units.ts';

/** Methods that two classes have get no hint: the report does not tell whose was called. */
export function callbackHints(
  scenario: ScenarioReport,
  plugin: number,
  files: readonly { path: string; text: string }[],
): RunHint[] {
  const calls = new Map<string, { last: CallbackEvent; count: number }>();
  for (const event of scenario.events) {
    if (event.kind !== 'callback' || event.plugin !== plugin) continue;
    calls.set(event.name, { last: event, count: (calls.get(event.name)?.count ?? 0) + 1 });
  }
  const waits = lastWaits(scenario, plugin);
  return [...calls].flatMap(([name, { last, count }]): RunHint[] => {
    const [place, ...more] = methodLines(methodOf(name), files);
    if (place === undefined || more.length > 0) return [];
    const answer = last.resultText === '' ? '' : ` · → ${last.resultText}`;
    const wait = waits.get(name);
    const tone = last.resultText.startsWith('Stop') ? 'paused' : 'neutral';
    const text = `called ${count}×${answer}${wait === undefined ? '' : ` · ${wait}`}`;
    return [{ kind: 'callback', plugin, ...place, tone, text }];
  });
}

/** By callback, how long the stream that it held last was held, where that was longer than the callback itself. */
function lastWaits(scenario: ScenarioReport, plugin: number): Map<string, string> {
  const waits = new Map<string, string>();
  const held = new Map<string, { callback: string; sinceNs: number }>();
  const end = (key: string, timeNs: number): void => {
    const pause = held.get(key);
    held.delete(key);
    if (pause !== undefined && timeNs > pause.sinceNs)
      waits.set(pause.callback, `paused ${formatNs(timeNs - pause.sinceNs)}`);
  };
  for (const event of scenario.events) {
    if (event.kind !== 'net' || event.plugin !== plugin) continue;
    if (event.what === 'paused') {
      const [, , direction = '', phase = ''] = event.text.split(' ');
      const callback = `proxy_on_${direction}_${phase}`;
      waits.delete(callback);
      held.set(streamKey(event, direction), { callback, sinceNs: event.timeNs });
    } else if (event.what === 'resumed') {
      end(streamKey(event, event.text.split(' ')[0] ?? ''), event.timeNs);
    } else if (event.what === 'local-response') {
      // It is the end of what the plugin held.
      for (const direction of ['request', 'response'])
        end(streamKey(event, direction), event.timeNs);
    }
  }
  const hung = new Set(
    scenario.exchanges.flatMap(({ verdict, index }) => (verdict === 'hung' ? [index] : [])),
  );
  for (const [key, { callback }] of held)
    if (hung.has(Number(key.split(' ')[1]))) waits.set(callback, 'never resumed');
  return waits;
}

function streamKey({ worker, exchange }: NetEvent, direction: string): string {
  return `${worker} ${exchange} ${direction}`;
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
