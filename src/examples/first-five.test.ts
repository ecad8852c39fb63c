// What the first five examples do and no assertion of a scenario can ask: orders, moments, timeouts, whole lines of the log.

import { expect, it } from 'vitest';
import { createNodeCompiler } from '#compile/node/node-compiler.ts';
import { createPositionLookup } from '#compile/source-map.ts';
import type { Project } from '#project/schema.ts';
import type { PluginModule, ScenarioReport } from '#run/api.ts';
import { runProject } from '#run/run-project.ts';
import { readExample } from './node.ts';

const compiler = createNodeCompiler();
const modules = new Map<string, PluginModule[]>();

async function modulesOf(slug: string): Promise<PluginModule[]> {
  const known = modules.get(slug);
  if (known !== undefined) return known;
  const made: PluginModule[] = [];
  for (const { source } of readExample(slug).plugins) {
    if (source.kind !== 'assemblyscript') throw new Error('The example has no source.');
    const outcome = await compiler.compile({
      revision: 1,
      files: source.files,
      profile: 'release',
    });
    if (outcome.status !== 'compiled') throw new Error(JSON.stringify(outcome));
    made.push({ bytes: outcome.module, sourceMap: outcome.sourceMap });
  }
  modules.set(slug, made);
  return made;
}

/** The scenario, as it is or as it is changed. */
async function play(
  slug: string,
  name: string,
  change: (scenario: Scenario) => Partial<Scenario> = () => ({}),
): Promise<ScenarioReport> {
  const project = readExample(slug);
  const scenario = project.scenarios.find((one) => one.name === name);
  if (scenario === undefined) throw new Error(`${slug} has no scenario "${name}"`);
  const changed = { ...project, scenarios: [{ ...scenario, ...change(scenario), expect: [] }] };
  const played = { id: 0, project: changed, modules: await modulesOf(slug), options: {} };
  const [report] = runProject(played, () => {}, createPositionLookup).scenarios;
  if (report === undefined) throw new Error('The scenario was not played.');
  return report;
}

type Scenario = Project['scenarios'][number];

const guestLines = ({ events }: ScenarioReport): string[] =>
  events.flatMap((event) => (event.kind === 'log' && event.fromGuest ? [event.text] : []));

const hostcalls = ({ events }: ScenarioReport, name: string) =>
  events.flatMap((event) => (event.kind === 'hostcall' && event.name === name ? [event] : []));

/** What the collector was sent. */
function sentEvent({ calls }: ScenarioReport): string {
  expect(calls).toHaveLength(1);
  return calls[0]?.request.body.data ?? '';
}

it('api-observer sends its event when the client has its answer, with one second of patience', async () => {
  const report = await play('api-observer', 'one event per request');
  const [call] = report.calls;
  const parent = report.events.find(
    (event) => event.seq === report.events.find(({ seq }) => seq === call?.seq)?.parent,
  );
  expect(parent).toMatchObject({ kind: 'callback', name: 'proxy_on_done' });
  const answered = report.events.find(
    (event) => event.kind === 'net' && event.what === 'client-response',
  );
  expect(answered?.seq).toBeLessThan(call?.seq ?? 0);
  expect(call?.timeoutMs).toBe(1000);
  // The root context's own end sends nothing.
  expect(hostcalls(report, 'proxy_http_call')).toHaveLength(1);
  for (const { before, after } of report.exchanges[0]?.steps ?? []) expect(after).toEqual(before);
});

it('api-observer writes its event in one order', async () => {
  const event = sentEvent(await play('api-observer', 'one event per request'));
  const keys = (value: unknown): unknown =>
    typeof value === 'object' && value !== null
      ? Object.entries(value).map(([key, member]) =>
          key === 'headers' ? key : [key, keys(member)].filter((part) => part !== null),
        )
      : null;
  expect(keys(JSON.parse(event))).toEqual([
    [
      'metadata',
      [
        ['context_id'],
        ['timestamp'],
        ['traffic_source_name'],
        ['traffic_source_version'],
        ['node_name'],
      ],
    ],
    ['request', ['headers', ['body']]],
    ['response', ['headers', ['body']]],
    ['source', [['name'], ['namespace'], ['ip'], ['port']]],
    ['destination', [['name'], ['namespace'], ['ip'], ['port']]],
    ['protocol'],
  ]);
});

it("api-observer leaves out Envoy's headers on both sides and keeps the last of a name", async () => {
  const report = await play('api-observer', "Envoy's own headers are left out");
  const event = sentEvent(report);
  expect(event).not.toContain('x-envoy');
  expect(event).toContain('"x-other":"2"');
  const seen = report.exchanges[0]?.steps.flatMap(({ before }) => before.map(([name]) => name));
  expect(seen).toEqual(expect.arrayContaining(['x-envoy-test', 'x-envoy-upstream-service-time']));
});

it.each([
  ['10.0.0.1:70000', '"ip":"10.0.0.1","port":0', 0],
  ['10.0.0.1:http', '"ip":"10.0.0.1","port":0', 0],
  ['[::1]:5000', '"ip":"","port":0', 1],
])('api-observer reads the address %s', async (address, part, errors) => {
  const report = await play('api-observer', 'one event per request', ({ overrides }) => ({
    overrides: { ...overrides, attributes: { 'source.address': address } },
  }));
  expect(sentEvent(report)).toContain(`"source":{"name":"","namespace":"",${part}}`);
  expect(guestLines(report).filter((line) => line.endsWith(': invalid address'))).toHaveLength(
    errors,
  );
  expect(report.exchanges[0]?.clientResponse?.body.data).toBe('Namaste world!');
});

it('api-observer takes a body that is no UTF-8 for none', async () => {
  const report = await play('api-observer', 'a request body', ({ exchanges }) => ({
    exchanges: exchanges.map((exchange) => ({
      ...exchange,
      request: {
        ...exchange.request,
        body: {
          encoding: 'base64' as const,
          chunks: [{ data: '/w==', delayMs: 0, repeat: 1 }],
          framing: 'auto' as const,
        },
      },
    })),
  }));
  expect(JSON.parse(sentEvent(report))).toMatchObject({ request: { body: '' } });
  expect(report.faults).toEqual([]);
});

it('api-observer keeps the last piece of a body that Envoy hands on in several', async () => {
  const report = await play('api-observer', 'a piece of 1,000,001 bytes is left out', (one) => ({
    exchanges: one.exchanges.map(({ request, ...exchange }) => ({
      ...exchange,
      request: {
        ...request,
        body: { ...request.body, chunks: [{ data: 'a', delayMs: 0, repeat: 3_000_000 }] },
      },
    })),
  }));
  const pieces = report.events.flatMap((event) =>
    event.kind === 'callback' && event.name === 'proxy_on_request_body' ? [event.args[1]] : [],
  );
  // The end comes by itself, and a body of nothing is not kept.
  expect(pieces).toEqual([1_048_509, 1_048_576, 902_915, 0]);
  expect(report.calls[0]?.request.body.sizeBytes).toBeGreaterThan(902_915);
});

it('prime-token is dead for good after a trap, and silent', async () => {
  const report = await play('prime-token', 'a trap, fail closed');
  const [first, second] = report.exchanges;
  expect(first?.clientResponse?.headers.map(([name]) => name)).not.toContain('content-type');
  const critical = report.events.filter(
    (event) => event.kind === 'log' && event.level === 'critical',
  );
  expect(critical).toHaveLength(1);
  expect(critical[0]).toMatchObject({
    text: expect.stringMatching(
      /^wasm log prime_auth prime_auth: the token is not a number: abc at assembly\/filter\.ts:\d+:\d+$/,
    ) as string,
  });
  const later = report.events.filter(({ exchange }) => exchange === second?.index);
  expect(later.filter(({ kind }) => kind === 'log' || kind === 'callback')).toEqual([]);
});

it('prime-token tells every header once at level trace, the authority first', async () => {
  const report = await play('prime-token', 'log level trace');
  const step = report.exchanges[0]?.steps[0];
  expect(guestLines(report)).toEqual(
    step?.before.map(
      ([name, value]) => `wasm log prime_auth prime_auth: In WASM : #2 -> ${name}: ${value}`,
    ),
  );
  expect(step?.before[0]?.[0]).toBe(':authority');
});

it('log-headers writes under its three names and changes nothing', async () => {
  const report = await play('log-headers', 'hola mundo');
  expect(guestLines(report)).toEqual([
    expect.stringMatching(
      /^wasm log my_plugin my_root_id my_vm_id: request headers: '\[\[:authority localhost:8085\] \[:path \/hello\] \[:method GET\] \[.*\]\]'$/,
    ),
  ]);
  for (const { before, after } of report.exchanges[0]?.steps ?? []) expect(after).toEqual(before);
});

it('log-headers hears Ok for a line that nobody writes', async () => {
  const report = await play('log-headers', 'log level warn');
  expect(hostcalls(report, 'proxy_log').map(({ resultText }) => resultText)).toEqual(['Ok']);
  expect(report.events.filter(({ kind }) => kind === 'log')).toEqual([]);
});

it.each(['hello: world', 'the upstream says hello too'])(
  'hello-header puts its header behind all others (%s)',
  async (scenario) => {
    const { exchanges } = await play('hello-header', scenario);
    for (const { steps, clientResponse, upstreamResponse } of exchanges) {
      const step = steps.find(({ direction }) => direction === 'response');
      expect(step?.after).toEqual([
        ...(step?.before ?? []).filter(([name]) => name !== 'hello'),
        ['hello', 'world'],
      ]);
      expect(clientResponse?.body).toEqual(upstreamResponse?.body);
    }
  },
);

it('allow-header writes under the name that Istio gives it', async () => {
  const report = await play('allow-header', 'without the header');
  expect(guestLines(report)).toEqual([
    'wasm log istio-system.header-authorization: #2 wasm-rust: on_http_request_headers',
    'wasm log istio-system.header-authorization: #2 wasm-rust: allow header not found or is not true, deny by default',
  ]);
});
