// What the last run did, by line of the person's code: for the margin and the end of lines in the editor.

import type { HostcallEvent, ScenarioReport } from '#run/api.ts';
import { isOwnFile } from './summary.ts';

export interface RunHint {
  kind: 'hostcall' | 'callback' | 'fault';
  plugin: number;
  file: string;
  line: number;
  tone: 'neutral' | 'changed' | 'paused' | 'fault';
  /** Short enough for the end of a line. */
  text: string;
}

const longest = 44;

/** One hint per line, about the last hostcall that the line made. */
export function runHints(scenario: ScenarioReport): RunHint[] {
  const lines = new Map<string, { event: HostcallEvent; count: number }>();
  for (const event of scenario.events) {
    if (event.kind !== 'hostcall' || event.source === null || !isOwnFile(event.source)) continue;
    const key = placeOf(event.source);
    lines.set(key, { event, count: (lines.get(key)?.count ?? 0) + 1 });
  }
  const hints = [...lines.values()].map(({ event, count }) => hintOf(event, count));
  const faults = scenario.faults.flatMap((fault): RunHint[] => {
    if (fault.source === null || !isOwnFile(fault.source)) return [];
    const text = fault.kind === 'timed-out' ? 'still looping here when stopped' : 'trapped here';
    const { plugin, file, line } = fault.source;
    return [{ kind: 'fault', plugin, file, line, tone: 'fault', text }];
  });
  const taken = new Set(faults.map(placeOf));
  return [...faults, ...hints.filter((hint) => !taken.has(placeOf(hint)))];
}

function placeOf({ plugin, file, line }: Pick<RunHint, 'plugin' | 'file' | 'line'>): string {
  return `${plugin} ${file}:${line}`;
}

function hintOf(event: HostcallEvent, count: number): RunHint {
  const { plugin, file, line } = event.source as NonNullable<HostcallEvent['source']>;
  const times = count > 1 ? `${count}× · ` : '';
  const failed = event.result !== null && event.result > 1;
  return {
    kind: 'hostcall',
    plugin,
    file,
    line,
    tone: failed ? 'fault' : event.mutates && event.result === 0 ? 'changed' : 'neutral',
    text: cut(`${times}${effect(event)}`),
  };
}

function effect(event: HostcallEvent): string {
  const input = (name: RegExp): string | undefined =>
    event.inputs.find((one) => name.test(one.name))?.text;
  if (event.result !== 0 && event.resultText !== '') return event.resultText;
  const key = input(/^(key|name)$/i);
  const value = input(/^value$/i);
  if (event.mutates && key !== undefined) {
    return `${plain(key)}${value === undefined ? '' : `: ${plain(value)}`}`;
  }
  const message = input(/message/i);
  if (message !== undefined) return message;
  if (event.outputs.length > 0) return event.outputs.map((output) => output.text).join(', ');
  return event.resultText === '' ? event.name.replace(/^proxy_/, '') : event.resultText;
}

function plain(text: string): string {
  return text.replace(/^"|"$/g, '');
}

function cut(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length <= longest ? line : `${line.slice(0, longest)}…`;
}
