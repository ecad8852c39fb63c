// What both sides told without their numbers, for filters that measure time or draw lots: no two runs of those share them.

import type { ScenarioReport } from '#run/api.ts';
import { type Facts, normalise } from './normalise.ts';
import type { Told } from './told.ts';

/** What a guest's runtime calls for itself as often as it likes. */
const restlessCall = /\.(clock_time_get|poll_oneoff|sched_yield|random_get)\b/;

/** Whether a filter has asked for the time, for how long something took, or for chance. */
export function readsChance({ events }: Pick<ScenarioReport, 'events'>): boolean {
  return events.some(
    (event) =>
      event.kind === 'hostcall' &&
      (chanceCalls.has(event.name) ||
        (event.name === 'proxy_get_property' &&
          measured.test(event.inputs[0]?.text.replaceAll('\\u0000', '.') ?? ''))),
  );
}

const chanceCalls = new Set(['proxy_get_current_time_nanoseconds', 'clock_time_get', 'random_get']);
/** The attributes whose values are a moment or a time that something took. */
const measured = /\b(?:request\.time|\w+\.\w*duration)\b/;

/** Statuses, paths, response code details and what hostcalls return stay: those a number may not change unseen. */
export function blurred(told: Told, facts: Facts): Told {
  const plain = (lines: readonly string[]) => lines.map((line) => normalise(line, facts));
  return new Map(
    [...told].map(([section, lines]) => [section, blurredLines(section, plain(lines))]),
  );
}

function blurredLines(section: string, lines: readonly string[]): string[] {
  if (section.startsWith('trace')) {
    return lines
      .filter((line) => !restlessCall.test(line))
      .map((line) => (fixedReturn.test(line) ? line : withoutNumbers(line)));
  }
  if (section.startsWith('log')) return lines.map(withoutNumbers);
  if (section === 'metrics') return lines.map((line) => line.replace(samples, '$1 … $2'));
  const isMessage = section === 'calls' || / (client|upstream)$/.test(section);
  return lines.map((line) => (isMessage && line.includes(': ') ? withoutNumbers(line) : line));
}

const fixedReturn = /^\[(?!host<-vm] proxy_on_memory_allocate)[^\]]*] \S+ return: /;
/** All of a histogram's line but its name and the number of its samples. */
const samples = /^(histogram \S+:) .* (\d+)$/;

/** Ids in hexadecimal first, of which letters would be left. */
function withoutNumbers(line: string): string {
  return line.replace(/\b(?:[0-9a-f]{32}|[0-9a-f]{16})\b/g, '<id>').replace(/\d+/g, '<n>');
}
