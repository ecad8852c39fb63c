import { expect, test } from 'vitest';
import { exchange, message, scenario } from './testing/report.ts';
import { outcomeChange, outcomeOf } from './variant-outcome.ts';

const answered = (...statuses: (string | null)[]) =>
  scenario({
    exchanges: statuses.map((status, index) =>
      exchange({
        index,
        verdict: status === '503' ? 'failed-closed' : 'completed',
        clientResponse: status === null ? null : message([[':status', status]]),
      }),
    ),
  });

test('one request is told with its verdict, several by their answers in order', () => {
  expect(outcomeOf(answered('200'))).toEqual({ tone: 'ok', text: 'completed · 200 · 8 ms' });
  expect(outcomeOf(answered('200', '503', '503', '200'))).toEqual({
    tone: 'fault',
    text: '200, 503 ×2, 200',
  });
});

test('rounds are told by their shares', () => {
  const report = answered('200', '200');
  const rounds = {
    ...{ played: 2, asked: 2, exchanges: 2, verdicts: [], clusters: [] },
    ...{ durationNs: null, hostcalls: null },
    statuses: [
      { name: '200', count: 3 },
      { name: '429', count: 1 },
    ],
  };
  expect(outcomeOf({ ...report, rounds }).text).toBe('200 ×3, 429 ×1');
});

test('another answer is told beside the one of now', () => {
  expect(outcomeChange(answered('503'), answered('200'))).toEqual({
    text: '200 instead of 503',
    seen: true,
  });
  expect(outcomeChange(answered('200'), answered(null)).text).toBe('no answer instead of 200');
  expect(outcomeChange(answered('503', '503', '200'), answered('503', '200', '200')).text).toBe(
    '1 of 3 answers differ',
  );
});

test('where the answers are equal, what else differs is named', () => {
  const now = answered('200');
  const shared = (key: string) => ({
    ...{ vmId: '', key, cas: 1 },
    value: { sizeBytes: 1, encoding: 'text' as const, data: '1', truncated: false },
  });
  const other = {
    ...now,
    state: { ...now.state, sharedData: [shared('a'), shared('b'), shared('c')] },
  };
  expect(outcomeChange(now, other).text).toBe('differs: shared data a, shared data b and 1 more');
});

test('what nobody sees is counted and marked so', () => {
  const now = answered('200');
  const counts = { callbacks: now.counts.callbacks + 2, hostcalls: 0 };
  expect(outcomeChange(now, { ...now, counts }).text).toBe('the same, 2 callbacks more');
  expect(outcomeChange(now, now)).toEqual({ text: 'the same', seen: false });
});
