// Configurations of other people: what becomes of them, what of them is listed, and what cannot be taken.

import { describe, expect, it } from 'vitest';
import { envoyYaml } from '#bundle/envoy-yaml.ts';
import type { Project } from '#project/schema.ts';
import { type ReadBootstrap, readBootstrap } from './read-bootstrap.ts';
import { sample } from './testing/samples.ts';

type Read = Extract<ReadBootstrap, { ok: true }>;

function read(text: string, spelling: 'yaml' | 'json' = 'yaml'): Read {
  const result = readBootstrap(text, spelling);
  if (!result.ok) throw new Error(result.problem);
  return result;
}

function problemOf(text: string, spelling: 'yaml' | 'json' = 'yaml'): string {
  const result = readBootstrap(text, spelling);
  return result.ok ? 'none' : result.problem;
}

const lastStep = (path: string): string => path.slice(path.lastIndexOf('.') + 1);

describe('an edge proxy', () => {
  const { project, unmodelled, modules } = read(sample('gateway.yaml'));

  it('has its two plugins, with the text of their settings as filters get it', () => {
    const [auth, headers] = project.plugins;
    expect(auth).toMatchObject({
      name: 'auth',
      rootId: 'auth_root',
      source: { kind: 'module', name: 'auth.wasm', sha256: '' },
      moduleFileName: 'auth.wasm',
      failurePolicy: 'legacy-fail-open',
      vm: { id: 'shared', environment: { LEVEL: 'debug' } },
    });
    expect(JSON.parse(auth?.configuration.text ?? '')).toEqual({
      realm: 'shop',
      ttl: 60,
      strict: true,
    });
    expect(headers).toMatchObject({
      rootId: 'headers',
      source: { name: 'headers.wasm', sha256: expect.stringMatching(/^2cf24dba[0-9a-f]{56}$/) },
      failurePolicy: 'fail-reload',
      reloadBackoffMs: 2000,
      allowedCapabilities: ['proxy_log'],
    });
    expect(modules).toEqual([
      { filename: '/etc/envoy/auth.wasm', bytes: null },
      { filename: null, bytes: null },
    ]);
  });

  it('has its listener, node, workers and clusters', () => {
    expect(project.name).toBe('auth');
    expect(project.workers).toBe(2);
    expect(project.listener).toMatchObject({
      ...{ name: 'public', port: 8443, statPrefix: 'edge', filterChainName: 'tls' },
    });
    expect(project.node).toMatchObject({
      id: 'edge-7',
      metadata: { tier: 'gold', weight: '1.5', canary: false },
      locality: { region: 'eu-west-1', zone: 'eu-west-1b', subZone: '' },
    });
    const clusters = project.clusters.map(
      ({ name, address, port, protocol, connectTimeoutMs }) =>
        `${name} ${address}:${port} ${protocol} ${connectTimeoutMs}`,
    );
    expect(clusters).toEqual([
      'shop shop.internal:8000 http1 5000',
      'api 10.0.0.9:9000 http2 2000',
      'wasm wasm.example.com:443 http1 5000',
      'forward 127.0.0.1:8080 http1 5000',
    ]);
    expect(project.clusters[0]?.endpoint).toMatchObject({
      metadata: { 'envoy.lb': { canary: false } },
      locality: { zone: 'eu-west-1b' },
    });
  });

  it('has the routes that a Project can say, and a scenario for each', () => {
    const routes = [...project.routes, project.route].map(({ match, target }) => [
      match.path ?? match.prefix,
      target.kind === 'cluster' ? `${target.cluster} ${target.timeoutMs}` : target.status,
    ]);
    expect(routes).toEqual([
      ['/healthz', 200],
      ['/old', 302],
      ['/api', 'api 250'],
      ['/split', 'shop 15000'],
      ['/', 'shop 15000'],
    ]);
    expect(project.route).toMatchObject({ configName: 'shop_routes', virtualHost: 'shop' });
    expect(project.scenarios.map(({ name }) => name)).toEqual([
      ...['GET /healthz', 'GET /old', 'POST /api', 'GET /split', 'GET /'],
    ]);
    expect(project.scenarios[2]?.exchanges[0]?.request).toMatchObject({
      method: 'POST',
      authority: 'localhost:8443',
      headers: [['x-tenant', 'gold']],
    });
  });

  it('is listed as far as it is not modelled, line by line', () => {
    expect(unmodelled.map(({ path, line }) => `${line} ${lastStep(path)}`)).toMatchInlineSnapshot(`
      [
        "8 user_agent_name",
        "10 address",
        "13 listeners[0]",
        "24 per_connection_buffer_limit_bytes",
        "25 listener_filters",
        "31 filter_chain_match",
        "32 transport_socket",
        "43 use_remote_address",
        "44 access_log",
        "49 http_filters[0]",
        "65 allow_precompiled",
        "68 host_env_keys",
        "70 http_filters[2]",
        "88 http_uri",
        "98 suppress_envoy_headers",
        "102 virtual_hosts[0]",
        "107 request_headers_to_remove",
        "112 routes[1]",
        "115 path_redirect",
        "121 retry_policy",
        "126 weight",
        "127 clusters[1]",
        "130 typed_per_filter_config",
        "133 prefix_rewrite",
        "138 dns_lookup_family",
        "147 lb_endpoints[1]",
        "155 max_concurrent_streams",
        "172 circuit_breakers",
        "190 lb_policy",
        "191 cluster_type",
        "196 layered_runtime",
      ]
    `);
    expect(unmodelled).toContainEqual({
      path: 'static_resources.listeners[1].filter_chains[0].filters[0].typed_config.access_log',
      line: 44,
      reason: 'Sluice writes no access log; the journey shows each request.',
    });
  });

  it('can be exported, and is whole then', () => {
    expect(read(envoyYaml(project)).unmodelled).toEqual([]);
  });
});

describe('JSON in protobuf’s own spelling', () => {
  const { project, unmodelled, modules } = read(sample('camel-case.json'), 'json');

  it('is read as the other one, and numbers stay numbers', () => {
    expect(project.node.metadata).toEqual({ weight: 1.5, snake_key: { camelKey: true } });
    expect(project.listener).toMatchObject({
      ...{ name: '', address: '::1', port: 10_001, direction: 'inbound' },
    });
    expect(project.plugins[0]).toMatchObject({
      failurePolicy: 'fail-open',
      allowOnHeadersStopIteration: true,
      configuration: { encoding: 'bytes', text: 'AAEC' },
      vm: { id: 'vm', configuration: { encoding: 'string', text: 'vm' } },
    });
    expect(project.clusters[0]).toMatchObject({ protocol: 'http2', connectTimeoutMs: 1500 });
  });

  it('brings the module that stands in it', () => {
    expect(modules[0]?.bytes).toEqual(new Uint8Array([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]));
    expect(project.plugins[0]?.source).toMatchObject({
      sha256: '93a44bbb96c751218e4c00d479e4c14358122a389acca16205b1e4d0dc5f9476',
    });
  });

  it('without routes of its own leads to its first cluster, and says so', () => {
    expect(project.route.target).toMatchObject({ kind: 'cluster', cluster: 'grpc' });
    expect(unmodelled.map(({ path, reason }) => [lastStep(path), reason])).toEqual([
      [
        'rds',
        'Routes come from a control plane, which Sluice has not; here every request goes to the cluster grpc.',
      ],
      ['pipe', 'Sluice speaks over TCP; addresses are those of sockets.'],
    ]);
  });
});

/** Around one filter, as small as it gets. */
function configuration({ filter = wasm(), routes = toShop, clusters = shop, more = '' } = {}) {
  return `
static_resources:
  listeners:
    - address: { socket_address: { address: 127.0.0.1, port_value: 10000 } }
      filter_chains:
        - filters:
            - name: hcm
              typed_config:
                "@type": type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager
                stat_prefix: s
                route_config: { virtual_hosts: [${routes}] }
                http_filters: [${filter}]
  clusters: [${clusters}]
${more}`;
}

const shop = '{ name: shop }';
const toShop =
  '{ name: v, domains: ["*"], routes: [{ match: { prefix: "" }, route: { cluster: shop } }] }';

function wasm(config = '', vm = 'code: { local: { filename: a.wasm } }', more = ''): string {
  return `{ name: w, ${more} typed_config: { "@type": type.googleapis.com/envoy.extensions.filters.http.wasm.v3.Wasm, config: { ${config} vm_config: { ${vm} } } } }`;
}

const routesOf = (project: Project): unknown[] =>
  [...project.routes, project.route].map(({ match, target }) => [match, target]);

describe('smaller things', () => {
  it('an empty prefix is every path', () => {
    const { project, unmodelled } = read(configuration());
    expect(project.route.match).toEqual({ prefix: '/', headers: [] });
    expect(unmodelled).toEqual([]);
  });

  it('without a route everything is answered with 404, as in Envoy', () => {
    const { project } = read(configuration({ routes: '' }));
    expect(project.route.target).toEqual({ kind: 'direct-response', status: 404, body: '' });
  });

  it.each([
    'safe_regex: { regex: ".*" }',
    'prefix: /, headers: [{ name: a, present_match: true }]',
    'prefix: /, headers: [{ name: a, string_match: { prefix: b } }]',
    'prefix: /, headers: [{ name: a, string_match: { exact: b, ignore_case: true } }]',
    'prefix: /, headers: [{ name: a, exact_match: b, invert_match: true }]',
    'prefix: /, query_parameters: [{ name: a, present_match: true }]',
    'prefix: /, case_sensitive: false',
    'prefix: nothing-begins-so',
  ])('a route is left out that takes other requests than a Project can say: %s', (match) => {
    const routes = `{ name: v, domains: ["*"], routes: [{ match: { ${match} }, route: { cluster: other } }, { match: { prefix: / }, route: { cluster: shop } }] }`;
    const { project, unmodelled } = read(configuration({ routes }));
    expect(routesOf(project)).toHaveLength(1);
    expect(unmodelled.map(({ path }) => lastStep(path))).toEqual(['routes[0]']);
  });

  it('when all are left out, all requests go to the first cluster', () => {
    const routes =
      '{ name: v, domains: [a.example.com], routes: [{ match: { safe_regex: { regex: a } }, route: { cluster: shop } }] }';
    const { project, unmodelled } = read(configuration({ routes }));
    expect(project.route).toMatchObject({ virtualHost: 'v', target: { cluster: 'shop' } });
    expect(unmodelled.map(({ path }) => lastStep(path))).toEqual(['domains', 'routes']);
    expect(project.scenarios[0]?.exchanges[0]?.request.authority).toBe('a.example.com');
  });

  it('a cluster that is not in the file is made up', () => {
    const { project, unmodelled } = read(configuration({ clusters: '' }));
    expect(project.clusters.map(({ name }) => name)).toEqual(['shop']);
    expect(unmodelled).toMatchObject([{ path: expect.stringMatching(/\.route\.cluster$/) }]);
  });

  it('what a Project cannot hold is listed, and something stands in for it', () => {
    const clusters = '{ name: shop, connect_timeout: 3000s }';
    const { project, unmodelled } = read(configuration({ clusters }));
    expect(project.clusters[0]?.connectTimeoutMs).toBe(5000);
    expect(unmodelled).toEqual([
      {
        path: 'static_resources.clusters[0].connect_timeout',
        line: 13,
        reason: 'Sluice takes 0.001s to 600s here; 5s stands in for 3000s.',
      },
    ]);
  });

  it('another runtime is listed, and a filter of Envoy’s own is left out', () => {
    const wamr = wasm('', 'runtime: envoy.wasm.runtime.wamr, code: { local: { filename: /a/b } }');
    const inEnvoy = wasm('', 'runtime: envoy.wasm.runtime.null');
    const { project, unmodelled } = read(configuration({ filter: `${inEnvoy}, ${wamr}` }));
    expect(project.plugins).toMatchObject([
      { source: { name: 'b' }, moduleFileName: 'filter.wasm' },
    ]);
    expect(unmodelled.map(({ path }) => lastStep(path))).toEqual(['http_filters[0]', 'runtime']);
  });

  it('a ninth plugin is left out', () => {
    const { project, unmodelled } = read(configuration({ filter: Array(9).fill(wasm()).join() }));
    expect(project.plugins).toHaveLength(8);
    expect(unmodelled).toMatchObject([{ reason: 'Sluice has at most 8 filters in a chain.' }]);
  });

  it('a configuration of another type is listed', () => {
    const filter = wasm('configuration: { "@type": a/google.protobuf.ListValue, value: [1] },');
    const { project, unmodelled } = read(configuration({ filter }));
    expect(project.plugins[0]?.configuration.text).toBe('');
    expect(unmodelled).toMatchObject([{ path: expect.stringMatching(/\.configuration$/) }]);
  });

  it('of a dump of the configuration the bootstrap is read', () => {
    const bootstrap = configuration().replaceAll('\n', '\n      ');
    const dump = `configs:
  - "@type": type.googleapis.com/envoy.admin.v3.BootstrapConfigDump
    last_updated: "2026-01-01T00:00:00Z"
    bootstrap:${bootstrap}
  - "@type": type.googleapis.com/envoy.admin.v3.ClustersConfigDump`;
    const { project, unmodelled } = read(dump);
    expect(project.route.target).toMatchObject({ cluster: 'shop' });
    expect(unmodelled.map(({ path }) => path)).toEqual(['configs[1]']);
  });

  it.each([
    ['a filter alone', wasm(), ''],
    ['a list of filters', `[${wasm()}, { name: envoy.filters.http.router, zz: 1 }]`, '[1].zz'],
    ['filters', `http_filters: [${wasm()}]\nzz: 1`, 'zz'],
  ])('%s, as documents print them, gets a listener and an upstream', (_, text, path) => {
    const { project, unmodelled } = read(text);
    expect(project.plugins).toMatchObject([{ source: { name: 'a.wasm' } }]);
    expect(project.route.target).toMatchObject({ kind: 'cluster', cluster: 'upstream' });
    expect(project.clusters).toMatchObject([{ name: 'upstream' }]);
    expect(unmodelled.map((one) => one.path)).toEqual(path === '' ? [] : [path]);
  });

  it('further documents are listed, as Envoy reads the first alone', () => {
    const { project, unmodelled } = read(`---\n${wasm()}\n---\n# nothing\n---\na: 1\n---\nb: 1`);
    expect(project.plugins).toHaveLength(1);
    expect(unmodelled).toMatchObject([
      { path: 'document 2', line: 5 },
      { path: 'document 3', line: 7 },
    ]);
  });

  it('fields with names that every object has are fields like any other', () => {
    const { unmodelled } = read(
      configuration({ more: 'constructor: 1\n__proto__: 1\ntoString: 1' }),
    );
    expect(unmodelled.map(({ reason }) => reason)).toEqual(
      Array(3).fill('Sluice does not have this setting.'),
    );
  });

  it('filters on the way to an upstream are listed', () => {
    const options = 'envoy.extensions.upstreams.http.v3.HttpProtocolOptions';
    const { unmodelled } = read(
      configuration({
        clusters: `{ name: shop, typed_extension_protocol_options: { ${options}: { "@type": x/${options}, http_filters: [{ name: a }] } } }`,
      }),
    );
    expect(unmodelled).toMatchObject([
      { reason: expect.stringContaining('to an upstream') as string },
    ]);
  });

  it('of the admin interface the port counts', () => {
    const more = (address: string) =>
      `admin: { address: { socket_address: { address: ${address}, port_value: 9000 } } }`;
    const here = read(configuration({ more: more('127.0.0.1') }));
    expect(here.project.adminPort).toBe(9000);
    expect(here.unmodelled).toEqual([]);
    const everywhere = read(configuration({ more: more('0.0.0.0') }));
    expect(everywhere.unmodelled).toMatchObject([{ path: 'admin.address.socket_address.address' }]);
  });
});

describe('what cannot be taken is told in a sentence', () => {
  it.each([
    ['hello', 'It is no configuration of Envoy, which is a map with static_resources.'],
    ['[1]', 'nor a filter alone.'],
    ['name: a\ntyped_config: { "@type": a/b }', 'nor a filter alone.'],
    ['a: [1', 'Line 1: it is not YAML, at column '],
    ['static_resources: {}', 'there is no listener in static_resources.listeners'],
    ['dynamic_resources: { lds_config: { ads: {} } }', 'they come from a control plane'],
    [
      'apiVersion: v1\nkind: EnvoyFilter',
      'Give the filter alone, which is what stands in its value.',
    ],
    ['apiVersion: v1\nkind: ConfigMap', 'Give the envoy.yaml that is in its data.'],
    ['apiVersion: v1\nkind: Pod', 'a resource of Kubernetes (Pod), not a configuration of Envoy.'],
    ['a: ${PORT}\nb: {x: ${PORT}}', 'It looks like a template'],
    ['a: {{ .Values.port }}', 'It looks like a template: give the file that is made of it.'],
    ['configs: [{ dynamic_listeners: [] }]', 'It is a dump of Envoy’s configuration without its'],
    ['static_resources: [1]', 'Line 1: static_resources is a list, and Envoy wants a map there.'],
    [
      configuration({ filter: '{ name: envoy.filters.http.router }' }),
      'No listener in it has an HTTP filter of Wasm, envoy.extensions.filters.http.wasm.v3.Wasm. Its filters are envoy.filters.http.router.',
    ],
    [
      configuration({ filter: wasm('', '', 'disabled: true,') }),
      'http_filters[0] is disabled or compiled into Envoy, as is all Wasm beside it',
    ],
    [
      `static_resources:
  listeners:
  - filter_chains:
    - filters:
      - typed_config: { "@type": x/envoy.extensions.filters.network.wasm.v3.Wasm }`,
      'Line 5: static_resources.listeners[0].filter_chains[0].filters[0].typed_config is a Wasm filter of connections',
    ],
    [
      `a: [{ typed_config: { "@type": x/xds.type.v3.TypedStruct, type_url: x/envoy.extensions.filters.http.wasm.v3.Wasm } }]`,
      'Line 1: a[0].typed_config is a Wasm filter, but none of the http_filters of a listener',
    ],
    [
      'http_filters: [{ name: envoy.filters.http.wasm, config: { config: {} } }]',
      'http_filters[0] is of an API that Envoy no longer reads',
    ],
    [
      'http_filters: [{ typed_config: { "@type": x/envoy.config.filter.http.wasm.v2.Wasm } }]',
      'http_filters[0].typed_config is of an API that Envoy no longer reads',
    ],
    [
      configuration({ filter: wasm('name: 5,') }),
      'config.name is 5, and Envoy wants text there. In quotes it would be text.',
    ],
    [
      configuration({ filter: wasm('failure_policy: FAIL,') }),
      'failure_policy is "FAIL", and Envoy knows UNSPECIFIED, FAIL_RELOAD, FAIL_CLOSED, FAIL_OPEN there.',
    ],
    [
      configuration({ filter: wasm('fail_open: true, failure_policy: FAIL_OPEN,') }),
      'stands beside failure_policy; Envoy takes only one of them.',
    ],
    [configuration({ filter: wasm('fail_open: 1,') }), 'Envoy wants true or false there.'],
    [configuration({ filter: wasm('configuration: test,') }), 'configuration has no "@type"'],
    [
      configuration({ filter: wasm('', 'code: { local: { inline_bytes: "***" } }') }),
      'is not base64.',
    ],
    [configuration({ clusters: '{ name: shop, connect_timeout: 250ms }' }), 'such as 0.25s.'],
    [
      configuration({ clusters: '{ type: STATIC }' }),
      'Line 13: static_resources.clusters[0] has no name',
    ],
  ])('%#', (text, told) => {
    expect(problemOf(text)).toContain(told);
  });

  it('in JSON too, and when it is too much', () => {
    expect(problemOf('{', 'json')).toMatch(/^It is not JSON: /);
    expect(problemOf(`${'['.repeat(200)}${']'.repeat(200)}`, 'json')).toContain('100 levels');
    expect(problemOf('x'.repeat(17 * 1024 * 1024))).toContain('larger than 16 MiB');
  });
});
