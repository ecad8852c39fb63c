import { expect, test } from 'vitest';
import type { Fault, LogEvent, TraceEvent } from '#run/api.ts';
import { lastWords } from './last-words.ts';
import { scenario } from './testing/report.ts';

const refused: Fault = {
  kind: 'load-failed',
  plugin: 1,
  callback: '',
  contextId: 0,
  message: 'Wasm VM failed Failed to start base Wasm',
  envoyText: [],
  stack: [],
  source: null,
  timeNs: 0,
  exchange: null,
};
const base = { timeNs: 0, parent: null, worker: 0, plugin: 1, exchange: null };

function log(message: string, part: Partial<LogEvent> = {}): LogEvent {
  return {
    ...base,
    kind: 'log',
    seq: 0,
    level: 'critical',
    text: message,
    message,
    fromGuest: true,
    ...part,
  };
}

const wordsOf = (events: TraceEvent[], fault = refused) => lastWords(scenario({ events }), fault);

test('the reason of a filter that refuses is the last error that it logged itself', () => {
  const end: TraceEvent = { ...base, kind: 'fault', seq: 9, fault: refused };
  const events = [
    log('first'),
    log('no root context'),
    log('started', { level: 'info' }),
    log('of Envoy', { fromGuest: false }),
    log('of another', { plugin: 0 }),
    end,
    log('afterwards'),
  ];
  expect(wordsOf(events)).toBe('no root context');
  expect(wordsOf([log('started', { level: 'info' }), end])).toBeNull();
  expect(wordsOf(events, { ...refused, kind: 'trap' })).toBeNull();
});
