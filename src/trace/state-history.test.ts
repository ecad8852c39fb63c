import { expect, test } from 'vitest';
import {
  filterStateWrites,
  metricChanges,
  prometheusName,
  sharedDataHistory,
} from './state-history.ts';
import { hostcall, scenario } from './testing/report.ts';

test('a key’s history has every attempt, also the refused', () => {
  const set = (seq: number, key: string, value: string, cas: string, result: number) =>
    hostcall({
      seq,
      name: 'proxy_set_shared_data',
      result,
      inputs: [
        { name: 'key', text: `"${key}"` },
        { name: 'value', text: `"${value}"` },
        { name: 'cas', text: cas },
      ],
    });
  const history = sharedDataHistory(
    scenario({
      events: [set(0, 'a', '1', '0', 0), set(1, 'b', '1', '0', 0), set(2, 'a', '2', '9', 8)],
    }),
  );
  expect([...history.keys()]).toEqual(['a', 'b']);
  expect(history.get('a')?.map(({ value, cas, event }) => [value, cas, event.result])).toEqual([
    ['"1"', '0', 0],
    ['"2"', '9', 8],
  ]);
});

test('names for Prometheus have no dots and dashes', () => {
  expect(prometheusName('my-filter.hits')).toBe('my_filter_hits');
});

test('a metric’s changes are told request by request', () => {
  const metric = { name: 'm', value: '1', samples: [], sampleCount: 0 };
  const steps = [
    { exchange: null, value: '0' },
    { exchange: 0, value: '3' },
    { exchange: 1, value: '1' },
  ];
  expect(metricChanges({ ...metric, type: 'gauge', steps }).map(({ change }) => change)).toEqual([
    '+0',
    '+3',
    '-2',
  ]);
  expect(metricChanges({ ...metric, type: 'histogram', steps: steps.slice(0, 2) })[1]).toEqual({
    where: 'request 1',
    change: '+3 samples',
  });
});

test('filter state is told with its name and value, also Envoy’s own out of the message', () => {
  const foreign = (seq: number, name: string, argument: string) =>
    hostcall({
      seq,
      name: 'proxy_call_foreign_function',
      inputs: [
        { name: 'name', text: `"${name}"` },
        { name: 'argument', text: argument },
      ],
    });
  const property = hostcall({
    seq: 0,
    name: 'proxy_set_property',
    inputs: [
      { name: 'path', text: '"user"' },
      { name: 'value', text: '"root"' },
    ],
  });
  const writes = filterStateWrites(
    scenario({
      events: [
        property,
        foreign(1, 'set_envoy_filter_state', String.raw`"\n\u0003key\u0012\u0005value"`),
        foreign(2, 'compress', '"x"'),
        foreign(3, 'set_envoy_filter_state', '"too lo"… (9000 B)'),
      ],
    }),
  );
  expect(writes.map(({ path, value, isEnvoys }) => [path, value, isEnvoys])).toEqual([
    ['"user"', '"root"', false],
    ['"key"', '"value"', true],
    ['cannot be read', 'cannot be read', true],
  ]);
});
