// The target "service-extensions": a suite for the tester of Google Cloud's Service Extensions plugins, in YAML.

import { configurationBytes } from '#abi/configuration.ts';
import type { Scenario } from '#project/schema.ts';
import { type JsonObject, parseObject } from '../json.ts';
import { markdownBlock } from '../markdown.ts';
import type { FoundExchange, FoundStep } from '../outcome.ts';
import { rehearsedRounds } from '../rehearsal.ts';
import type { BundleTarget, TargetContext, TargetFile } from '../target.ts';
import { toYaml } from '../yaml.ts';

const suitePath = 'tests.yaml';
const tester = 'us-docker.pkg.dev/service-extensions-samples/plugins/wasm-tester:main';

type Headers = [name: string, value: string][];

export const serviceExtensionsTarget: BundleTarget = {
  name: 'service-extensions',
  title: 'Service Extensions',
  summary: "suite for Google's tester",
  options: [],
  files: (context) => [
    {
      path: suitePath,
      text: toYaml(suite(context), " A suite of the wasm-tester for Google's Service Extensions."),
      about: "the scenarios' headers before and after the filter",
    },
    ...configurationFiles(context),
  ],
  steps: (context) => [
    ...markdownBlock(
      'sh',
      [
        `docker run --rm -v "$(pwd)":/mnt ${tester}`,
        `--yaml /mnt/${suitePath}`,
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
    'The suite is held against the definition of the tester; that has not run it.',
  ],
};

function configurationFiles({ project }: TargetContext): TargetFile[] {
  const configuration = project.plugins[0]?.configuration;
  if (configuration === undefined || configuration.text === '') return [];
  const file = { path: 'plugin.config', about: 'its configuration' };
  const { encoding, text } = configuration;
  if (encoding === 'string') return [{ ...file, text }];
  if (encoding === 'struct') parseObject(text, 'plugins.0.configuration');
  // The tester hands the file to the filter as it is.
  return [{ ...file, bytes: configurationBytes(configuration) }];
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
  if (steps.some((step) => step.before.some(([name]) => looksTyped(name))))
    return 'the tester takes the name of one of its headers for a number';
  return steps.length === 0 ? 'the filter sees nothing of it' : null;
}

/** What the first plugin saw and did, up to an answer of its own: behind one the tester calls it no more, while Envoy shows it its own answer. */
function stepsOf(found: FoundExchange | undefined): FoundStep[] {
  const steps = (found?.steps ?? []).filter((step) => step.plugin === 0);
  const last = steps.findIndex((step) => step.localResponse);
  return last < 0 ? steps : steps.slice(0, last + 1);
}

function suite(context: TargetContext): JsonObject {
  const test = context.project.scenarios.flatMap((scenario, index) => {
    const [exchange] = context.outcomes[index]?.exchanges ?? [];
    if (exchange === undefined || whyLeftOut(context, scenario, index) !== null) return [];
    return [testOf(scenario.name, index, exchange)];
  });
  return { env: { log_level: 'TRACE' }, test };
}

function testOf(name: string, index: number, exchange: FoundExchange): JsonObject {
  const status = exchange.clientResponse?.headers.find(([key]) => key === ':status')?.[1];
  const test: JsonObject = { name: looksTyped(name) ? `scenario ${index + 1}: ${name}` : name };
  for (const step of stepsOf(exchange)) {
    const { has, gone } = change(step);
    test[`${step.direction}_headers`] = {
      input: { header: step.before.map(pair) },
      result: step.localResponse
        ? { immediate: { http_status: Number(status ?? 500) } }
        : {
            ...(has.length === 0 ? {} : { has_header: has.map(pair) }),
            ...(gone.length === 0 ? {} : { no_header: gone.map((key) => ({ key })) }),
          },
    };
  }
  return test;
}

const pair = ([key, value]: Headers[number]): JsonObject => ({ key, value });

/** The tester takes such a text for a number or a truth value, quoted or not, where it expects a name. */
const looksTyped = (text: string): boolean =>
  /^(true|false)$/i.test(text) ||
  /^\s*[+-]?(inf(inity)?|nan(\(\w*\))?|0x[\da-f.]+(p[+-]?\d+)?|(\d+\.?\d*|\.\d+)(e[+-]?\d+)?)$/i.test(
    text,
  );

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
