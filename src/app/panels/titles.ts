// What the tabs are called, wherever they are named.

import type { FormTab, ResultTab } from '../store/view-slice.ts';

export const formTitles: Readonly<Record<FormTab, string>> = {
  request: 'Request',
  upstream: 'Upstream',
  calls: 'Calls',
  node: 'Node & attributes',
  plugin: 'Plugin',
};

export const resultTitles: Readonly<Record<ResultTab, string>> = {
  journey: 'Journey',
  timeline: 'Timeline',
  logs: 'Logs',
  'envoy-log': 'Envoy log',
  state: 'State',
  tests: 'Tests',
  compare: 'Compare',
};
