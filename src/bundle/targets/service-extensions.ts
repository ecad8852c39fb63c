// The target "service-extensions": a suite for the tester of Google Cloud's Service Extensions plugins, in its text format.

import type { Scenario } from '#project/schema.ts';
import { markdownBlock } from '../markdown.ts';
import type { FoundExchange, FoundStep } from '../outcome.ts';
import { rehearsedRounds } from '../rehearsal.ts';
import type { BundleTarget, TargetContext, TargetFile } from '../target.ts';

const tester = 'us-docker.pkg.dev/service-extensions-samples/plugins/wasm-tester:main';

type Headers = [name: string, value: string][];

export const serviceExtensionsTarget: BundleTarget = {
  name: 'service-extensions',
  title: 'Service Extensions',
  summary: "suite for Google's tester",
  options: [],
  files: (context) => [
    {
      path: 'tests.textpb',
      text: suite(context),
      about: "the scenarios' headers before and after the filter",
    },
    ...configurationFiles(context),
  ],
  steps: (context) => [
    ...markdownBlock(
      'sh',
      [
        `docker run --rm -v "$(pwd)":/mnt ${tester}`,
        '--proto /mnt/tests.textpb',
        `--plugin /mnt/${context.modules[0]?.fileName ?? ''}`,
        ...configurationFiles(context).map(({ path }) => `--config /mnt/${path}`),
      ].join(' \\\n  '),
    ),
  ],
  notes: (context) => [
    'The suite checks headers: the tester has no upstream, no callouts and no timers.',
    ...(context.modules.length > 1 ? ['The tester runs one plugin: the first of this chain.'] : []),
    ...context.project.scenarios.flatMap((scenario, index) => {
      const reason = whyLeftOut(context, scenario, index);
      return reason === null ? [] : [`Scenario ${index + 1} is left out: ${reason}.`];
    }),
    'Nothing here has been run by that tester.',
  ],
};

function configurationFiles({ project }: TargetContext): TargetFile[] {
  const text = project.plugins[0]?.configuration.text ?? '';
  return text === '' ? [] : [{ path: 'plugin.config', text, about: 'its configuration' }];
}

function whyLeftOut(context: TargetContext, scenario: Scenario, index: number): string | null {
  const found = context.outcomes[index];
  if (found === undefined || found.exchanges.length === 0) return 'Sluice has not played it';
  if (scenario.exchanges.length > 1) return 'it has several exchanges';
  if (Object.keys(scenario.overrides).some((name) => name !== 'logLevel'))
    return 'it has settings of its own';
  if (found.calls.length > 0) return 'the filter asks other servers';
  const steps = stepsOf(found.exchanges[0]);
  const rounds = rehearsedRounds(context.rehearsals, index, 1);
  const gist = JSON.stringify(steps.map(change));
  const isSteady = rounds?.every(([round]) => JSON.stringify(stepsOf(round).map(change)) === gist);
  if (isSteady !== true) return 'its answers depend on the time, on chance or on what came before';
  return steps.length === 0 ? 'the filter sees nothing of it' : null;
}

/** What the first plugin saw and did. */
const stepsOf = (found: FoundExchange | undefined): FoundStep[] =>
  (found?.steps ?? []).filter((step) => step.plugin === 0);

function suite(context: TargetContext): string {
  const tests = context.project.scenarios.flatMap((scenario, index) => {
    const [exchange] = context.outcomes[index]?.exchanges ?? [];
    if (exchange === undefined || whyLeftOut(context, scenario, index) !== null) return [];
    return [testText(scenario.name, exchange)];
  });
  return `# proto-file: service-extensions/plugins/test/runner.proto\n# proto-message: TestSuite\n\n${tests.join('\n')}`;
}

function testText(name: string, exchange: FoundExchange): string {
  const status = exchange.clientResponse?.headers.find(([key]) => key === ':status')?.[1];
  const phases = stepsOf(exchange).map((step) => {
    const { has, gone } = change(step);
    const result = step.localResponse
      ? [`      immediate { http_status: ${status ?? 500} }`]
      : [
          ...has.map((pair) => `      has_header ${pairText(pair)}`),
          ...gone.map((key) => `      no_header { key: ${quoted(key)} }`),
        ];
    return [
      `  ${step.direction}_headers {`,
      '    input {',
      ...step.before.map((pair) => `      header ${pairText(pair)}`),
      '    }',
      '    result {',
      ...result,
      '    }',
      '  }',
    ].join('\n');
  });
  return `test {\n  name: ${quoted(name)}\n${phases.join('\n')}\n}\n`;
}

/** Headers as the filter leaves them, several values of a name joined as the tester joins them; and the names that it took away. */
function change({ before, after }: FoundStep): { has: Headers; gone: string[] } {
  const left = joined(after);
  const had = joined(before);
  return {
    has: [...left].filter(([name, value]) => had.get(name) !== value),
    gone: [...had.keys()].filter((name) => !left.has(name)),
  };
}

function joined(headers: Headers): Map<string, string> {
  const all = new Map<string, string>();
  for (const [name, value] of headers) {
    const known = all.get(name);
    all.set(name, known === undefined ? value : `${known}, ${value}`);
  }
  return all;
}

const pairText = ([key, value]: Headers[number]): string =>
  `{ key: ${quoted(key)} value: ${quoted(value)} }`;

/** A string of the text format; JSON's escapes mean the same there. */
const quoted = (text: string): string => JSON.stringify(text);
