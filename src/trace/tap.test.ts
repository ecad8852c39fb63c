import { expect, test } from 'vitest';
import { projectSchema } from '#project/schema.ts';
import { tapText } from './tap.ts';
import { scenario as report } from './testing/report.ts';

const { scenarios } = projectSchema.parse({
  format: 1,
  name: 'tap',
  plugins: [{ source: { kind: 'module', name: 'a.wasm', sha256: '0'.repeat(64) } }],
  route: { target: { kind: 'direct-response' } },
  scenarios: [
    {
      name: 'issue #7',
      exchanges: [{ request: {} }],
      expect: [
        { subject: 'client.status', value: 200 },
        { subject: 'client.body', value: 'two\nlines' },
      ],
    },
    {
      name: 'later',
      exchanges: [{ request: {} }],
      expect: [{ subject: 'verdict', value: 'hung' }],
    },
  ],
});

test('each assertion is a point with its scenario; what fails has what was found, what has not run is skipped', () => {
  const [first, second] = scenarios;
  if (first === undefined || second === undefined) throw new Error('two scenarios');
  const ran = {
    scenario: first,
    report: report({
      expectations: [
        { index: 0, holds: true, actual: '200' },
        { index: 1, holds: false, actual: 'a "b"\nc' },
      ],
    }),
  };
  const text = tapText([
    { scenario: first, ran },
    { scenario: second, ran: null },
  ]);
  expect(text.split('\n')).toEqual([
    'TAP version 14',
    '1..3',
    'ok 1 - issue \\#7: status at the client is 200',
    'not ok 2 - issue \\#7: body at the client is two lines',
    '  ---',
    '  actual: "a \\"b\\"\\nc"',
    '  ...',
    'ok 3 - later: verdict is hung # SKIP not run',
    '',
  ]);
});
