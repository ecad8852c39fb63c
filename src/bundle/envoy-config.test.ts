// The exported configuration: every field of the Project has its place, and bad input a sentence.

import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { controlPort, moduleFileNames } from './envoy-config.ts';
import { envoyComposeConfig, envoyJson, envoyYaml, needsJson } from './envoy-yaml.ts';
import { BundleProblem } from './problem.ts';
import { samplePlugin, sampleProject } from './testing/sample-project.ts';

// The tests read deep into plain data.
// biome-ignore lint/suspicious/noExplicitAny: see above
type Loose = any; // oxlint-disable-line no-explicit-any

function config(project: ReturnType<typeof sampleProject>): Loose {
  return parse(envoyYaml(project), { version: '1.1' });
}

function wasmConfig(project: ReturnType<typeof sampleProject>, index = 0): Loose {
  const manager = config(project).static_resources.listeners[0].filter_chains[0].filters[0];
  return manager.typed_config.http_filters[index].typed_config.config;
}

it('gives no two modules names that are one on a disk that knows no capital letters', () => {
  const names = ['A.wasm', 'a.wasm', 'b.wasm'];
  const plugins = names.map((moduleFileName) => samplePlugin({ moduleFileName }));
  expect(moduleFileNames(sampleProject({ plugins }))).toEqual(['A.wasm', 'a-2.wasm', 'b.wasm']);
});

describe('envoy.yaml', () => {
  it('carries plugin and VM settings', () => {
    const plugin = samplePlugin({
      configuration: { encoding: 'string', text: '{"a":1}' },
      failurePolicy: 'fail-reload',
      reloadBackoffMs: 250,
      allowOnHeadersStopIteration: true,
      vm: {
        id: 'vm1',
        configuration: { encoding: 'bytes', text: 'AAE=' },
        environment: { MODE: 'on' },
      },
    });
    expect(wasmConfig(sampleProject({ plugins: [plugin] }))).toEqual({
      name: 'gate',
      root_id: 'gate_root',
      failure_policy: 'FAIL_RELOAD',
      reload_config: { backoff: { base_interval: '0.25s' } },
      allow_on_headers_stop_iteration: true,
      configuration: {
        '@type': 'type.googleapis.com/google.protobuf.StringValue',
        value: '{"a":1}',
      },
      vm_config: {
        vm_id: 'vm1',
        runtime: 'envoy.wasm.runtime.v8',
        code: { local: { filename: './filter.wasm' } },
        configuration: { '@type': 'type.googleapis.com/google.protobuf.BytesValue', value: 'AAE=' },
        environment_variables: { key_values: { MODE: 'on' } },
      },
    });
  });

  it('speaks HTTP/2 to the clusters that want it', () => {
    const clusters = [{ name: 'web' }, { name: 'grpc', protocol: 'http2' as const }];
    const found = config(sampleProject({ clusters })).static_resources.clusters.map(
      (cluster: Loose) =>
        cluster.typed_extension_protocol_options[
          'envoy.extensions.upstreams.http.v3.HttpProtocolOptions'
        ].explicit_http_config,
    );
    expect(found).toEqual([
      { http_protocol_options: { enable_trailers: true } },
      { http2_protocol_options: {} },
    ]);
  });

  it.each([
    ['fail-closed', { failure_policy: 'FAIL_CLOSED' }],
    ['fail-open', { failure_policy: 'FAIL_OPEN' }],
    ['legacy-fail-open', { fail_open: true }],
  ] as const)('spells %s as Envoy does', (failurePolicy, expected) => {
    const found = wasmConfig(sampleProject({ plugins: [samplePlugin({ failurePolicy })] }));
    expect(found).toMatchObject(expected);
  });

  it('lists the allowed capabilities, and none when nothing is restricted', () => {
    const plugin = samplePlugin({ allowedCapabilities: ['proxy_log', 'fd_write'] });
    expect(wasmConfig(sampleProject({ plugins: [plugin] })).capability_restriction_config).toEqual({
      allowed_capabilities: { proxy_log: {}, fd_write: {} },
    });
    expect(wasmConfig(sampleProject()).capability_restriction_config).toBeUndefined();
  });

  it('has one filter per plugin, and names modules of the same name apart', () => {
    const project = sampleProject({ plugins: [samplePlugin(), samplePlugin({ name: 'second' })] });
    expect(wasmConfig(project, 0).vm_config.code.local.filename).toBe('./filter.wasm');
    expect(wasmConfig(project, 1).vm_config.code.local.filename).toBe('./filter-2.wasm');
  });

  it('gives a Struct its JSON', () => {
    const plugin = samplePlugin({
      configuration: { encoding: 'struct', text: '{"n":"y","k":[1]}' },
    });
    expect(wasmConfig(sampleProject({ plugins: [plugin] })).configuration.value).toEqual({
      n: 'y',
      k: [1],
    });
  });

  it('looks servers up by address or by name', () => {
    const [web, auth] = config(sampleProject()).static_resources.clusters;
    expect([web.type, auth.type]).toEqual(['STATIC', 'STRICT_DNS']);
  });

  it('answers itself where the route says so', () => {
    const target = { kind: 'direct-response', status: 201, body: 'on' } as const;
    const project = sampleProject({ route: { name: 'r', metadata: { ns: { k: 'no' } }, target } });
    const manager = config(project).static_resources.listeners[0].filter_chains[0].filters[0];
    expect(manager.typed_config.route_config.virtual_hosts[0].routes).toEqual([
      {
        name: 'r',
        match: { prefix: '/' },
        metadata: { filter_metadata: { ns: { k: 'no' } } },
        direct_response: { status: 201, body: { inline_string: 'on' } },
      },
    ]);
  });

  it('tries the special routes first', () => {
    const metadata = { ns: { k: 'v' } };
    const target = { kind: 'cluster', cluster: 'web', timeoutMs: 1000 } as const;
    const project = sampleProject({
      route: { target, virtualHostMetadata: metadata },
      routes: [
        { name: 'exact', match: { path: '/a' }, metadata, target },
        { name: 'beta', match: { prefix: '/b', headers: [['x-beta', '1']] }, target },
      ],
    });
    const manager = config(project).static_resources.listeners[0].filter_chains[0].filters[0];
    const [host] = manager.typed_config.route_config.virtual_hosts;
    expect(host.metadata).toEqual({ filter_metadata: metadata });
    expect(host.routes.map((route: { match: unknown }) => route.match)).toEqual([
      { path: '/a' },
      { prefix: '/b', headers: [{ name: 'x-beta', string_match: { exact: '1' } }] },
      { prefix: '/' },
    ]);
    expect(host.routes[0].metadata).toEqual({ filter_metadata: metadata });
  });

  it('says of the upstream host what the Project says of the endpoint', () => {
    const metadata = { ns: { k: 'v' } };
    const endpoint = { metadata, locality: { region: 'r' }, localityMetadata: { of: { it: 1 } } };
    const project = sampleProject({ clusters: [{ name: 'web', endpoint }] });
    const [cluster] = config(project).static_resources.clusters;
    expect(cluster.load_assignment.endpoints[0]).toMatchObject({
      locality: { region: 'r' },
      metadata: { filter_metadata: { of: { it: 1 } } },
      lb_endpoints: [{ metadata: { filter_metadata: metadata } }],
    });
  });

  it('leaves out what is not given', () => {
    expect(config(sampleProject()).node).toEqual({});
    expect(wasmConfig(sampleProject())).not.toHaveProperty('configuration');
  });

  it('keeps its admin interface off the ports of the Project', () => {
    const project = sampleProject({ listener: { port: 9901 } });
    expect(config(project).admin.address.socket_address).toEqual({
      address: '127.0.0.1',
      port_value: 9902,
    });
  });

  it('has its admin interface where the Project wants it, and what else it needs beside it', () => {
    const admin = (project: ReturnType<typeof sampleProject>): number =>
      config(project).admin.address.socket_address.port_value;
    expect(admin(sampleProject({ adminPort: 8001 }))).toBe(8001);
    expect(admin(sampleProject({ adminPort: 80, listener: { containerPort: 80 } }))).toBe(81);
    expect(admin(sampleProject({ adminPort: 65_535, listener: { port: 65_535 } }))).toBe(1024);
    expect(controlPort(sampleProject({ adminPort: 19_901 }))).toBe(19_902);
  });
});

describe('numbers that YAML cannot carry', () => {
  it.each([1.5, 3_000_000_000, 1e21])('asks for envoy.json for %d', (weight) => {
    const project = sampleProject({ node: { metadata: { deep: [{ weight }] } } });
    expect(needsJson(project)).toBe(true);
    expect(envoyYaml(project)).toContain(
      '# Envoy reads these numbers as text from YAML; envoy.json keeps them: node.metadata.deep.0.weight',
    );
    expect(JSON.parse(envoyJson(project)).node.metadata).toEqual({ deep: [{ weight }] });
    expect(JSON.parse(envoyComposeConfig(project)).node.metadata).toEqual({ deep: [{ weight }] });
  });

  it.each([1, -2_147_483_648, 0, true, '1.5', null])('is content with %j', (weight) => {
    expect(needsJson(sampleProject({ node: { metadata: { weight } } }))).toBe(false);
  });
});

describe('a Project that no Envoy could load', () => {
  it('without the cluster of its route', () => {
    const project = sampleProject({ clusters: [] });
    expect(() => envoyYaml(project)).toThrow(BundleProblem);
    expect(() => envoyYaml(project)).toThrow(
      'The route leads to the cluster "web", which the Project does not have.',
    );
  });

  it.each([
    ['{"a":', 'plugins.0.configuration is not JSON'],
    ['[1]', 'plugins.0.configuration must be a JSON object'],
  ])('with the Struct %s', (text, message) => {
    const plugin = samplePlugin({ configuration: { encoding: 'struct', text } });
    expect(() => envoyYaml(sampleProject({ plugins: [plugin] }))).toThrow(message);
  });

  it('with metadata that has no namespace', () => {
    const route = { metadata: { k: 'v' }, target: { kind: 'cluster', cluster: 'web' } } as const;
    expect(() => envoyYaml(sampleProject({ route }))).toThrow(
      'route.metadata.k must be a JSON object.',
    );
  });
});
