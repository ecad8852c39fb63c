// Messages as Envoy 1.40 prints them, or as people have quoted them in issues: each is recognised, explained, and led back to the Project.

import { describe, expect, it, test } from 'vitest';
import { parseProject } from '#project/parse.ts';
import type { Project, ProjectInput } from '#project/schema.ts';
import { boilerplate, wat } from '../host/testing/guest.ts';
import { examineModule } from './examine.ts';
import { explainMessage, longestText } from './explain-message.ts';
import { knownMessages } from './known-messages/all.ts';

/** Id of the entry, the message, and a part of what must be said of it. */
const messages: readonly [id: string, line: string, part: string][] = [
  [
    'missing-import',
    '[2022-03-23 15:40:48.651][25551][error][wasm] [external/envoy/source/extensions/common/wasm/wasm_vm.cc:38] Failed to load Wasm module due to a missing import: wasi_snapshot_preview1.path_unlink_file',
    'path_unlink_file',
  ],
  [
    'missing-import',
    '[2026-11-21 16:26:01.807][7340][error][wasm] [source/extensions/common/wasm/wasm_vm.cc:38] Failed to load Wasm module due to a missing import: env.abort',
    '--use abort',
  ],
  [
    'import-type',
    'Failed to load Wasm module due to an import type mismatch: env.proxy_log, want: i32 i32 -> i32, but host exports: i32 i32 i32 -> i32',
    '(i32 i32 -> i32)',
  ],
  [
    'callback-type',
    'Bad function signature for: proxy_on_request_headers, want: i32 i32 i32 -> i32, but the module exports: i32 i32 -> i32',
    'end_of_stream',
  ],
  [
    'abi-version',
    '[error][wasm] Wasm VM failed Missing or unknown Proxy-Wasm ABI version',
    'cdylib',
  ],
  [
    'allocator',
    'Wasm VM failed Wasm module is missing malloc function.',
    'proxy_on_memory_allocate',
  ],
  [
    'corrupted',
    '[2026-11-21 16:00:12.555][12959][error][wasm] [source/extensions/common/wasm/wasm.cc:104] Wasm VM failed Failed to parse corrupted Wasm module',
    '00 61 73 6d',
  ],
  ['bytecode', 'Wasm VM failed Failed to load Wasm bytecode', 'wasm-validate'],
  ['instance', 'Failed to create new Wasm instance', '1 GiB'],
  ['start-function', 'Function: _start failed: Uncaught Error: restricted_callback', 'proc_exit'],
  [
    'start-function',
    'Function: _initialize failed: Uncaught RuntimeError: unreachable',
    'on_vm_start',
  ],
  [
    'not-initialized',
    '2022-08-31T13:01:30.941959Z\terror\tenvoy wasm\tWasm VM failed Failed to initialize Wasm code',
    'just above',
  ],
  [
    'trap',
    'error envoy wasm Function: proxy_on_context_create failed: Uncaught RuntimeError: unreachable',
    'gave up by itself',
  ],
  [
    'trap',
    'Function: proxy_on_request_body failed: Uncaught RuntimeError: memory access out of bounds',
    'outside of its memory',
  ],
  [
    'trap',
    'Function: proxy_on_log failed: Uncaught RangeError: Maximum call stack size exceeded',
    'without end',
  ],
  ['trap', 'Function: malloc failed: Uncaught Error: restricted_callback', 'allocator'],
  ['trap', 'Function: proxy_on_tick failed: Uncaught RuntimeError: divide by zero', 'divisor'],
  [
    'trap',
    'Function: proxy_on_tick failed: Uncaught RuntimeError: function signature mismatch',
    'pointer',
  ],
  [
    'unexpected-status',
    "[2021-02-24 23:03:59.403][25254][critical][wasm] [external/envoy/source/extensions/common/wasm/context.cc:1157] wasm log: panicked at 'unexpected status: 2', external/raze__proxy_wasm__0_1_3/src/hostcalls.rs:233:23",
    'BAD_ARGUMENT',
  ],
  [
    'unexpected-status',
    'apisix-1 | unexpected status: 12, client: 192.168.65.1, server: _',
    'UNIMPLEMENTED',
  ],
  [
    'rust-panic',
    "wasm log: panicked at 'called `Option::unwrap()` on a `None` value', src/lib.rs:42:18",
    'src/lib.rs, line 42',
  ],
  [
    'rust-panic',
    '[critical][wasm] wasm log: panicked at src/filter.rs:7:5:',
    'src/filter.rs, line 7',
  ],
  [
    'out-of-memory',
    '[critical][wasm] wasm log: memory allocation of 1048576 bytes failed',
    '1048576 bytes',
  ],
  ['out-of-memory', 'wasm log: panic: out of memory', '1 GiB'],
  [
    'connection-failed',
    '"GET / HTTP/1.1" 503 UF upstream_reset_before_response_started{remote_connection_failure,delayed_connect_error:_111}',
    'remote_connection_failure',
  ],
  ['go-panic', '  1:  0x1fca - runtime.nilPanic', 'SetVMContext'],
  ['go-panic', 'wasm log: panic: assignment to entry in nil map', 'nil map'],
  ['abort', 'wasm log hello: abort: index out of range at filter.ts:12:3', 'index out of range'],
  [
    'go-status',
    'istio-ingressgateway istio-proxy 2022-11-17T23:05:49.364677Z critical envoy wasm wasm log: dispatch httpcall failed: error status returned by host: bad argument outbound|80||test.default.svc.cluster.local',
    'no cluster of that name',
  ],
  [
    'go-status',
    'wasm log: failed to get header: error status returned by host: not found',
    'absent',
  ],
  [
    'restricted-capability',
    'Attempted call to restricted proxy-wasm capability: proxy_log',
    'proxy_log: {}',
  ],
  [
    'restricted-capability',
    'Attempted call to restricted WASI capability: fd_write',
    'fd_write: {}',
  ],
  [
    'fail-stream',
    '[2026-01-31T12:00:00.000Z] "GET / HTTP/1.1" 503 - wasm_fail_stream - "-" 0 0 1 - "-"',
    'first trap',
  ],
  [
    'required-headers',
    'filter_removed_required_request_headers{missing_required_header}',
    ':method and :path',
  ],
  ['required-headers', 'filter_removed_required_response_headers{:status}', 'three digits'],
  [
    'image-format',
    'could not fetch Wasm binary: the given image is in invalid format as an OCI image: 2 errors occurred:',
    '/plugin.wasm',
  ],
  [
    'image-layers',
    '\t* could not parse as oci variant: number of layers must be 2 but got 1',
    'has 1 layers',
  ],
  [
    'image-media-type',
    '\t* could not parse as compat variant: invalid media type application/vnd.oci.image.layer.v1.tar (expect application/vnd.oci.image.layer.v1.tar+gzip)',
    'gzip',
  ],
  [
    'image-denied',
    'error\twasm\terror in applying failopen rbac config: cannot fetch Wasm module oci://registry/plugins/token:1: could not fetch Wasm OCI image: could not fetch manifest: GET https://registry/v2/plugins/token/manifests/1: UNAUTHORIZED: authentication required',
    'imagePullSecret',
  ],
  [
    'image-missing',
    'cannot fetch Wasm module oci://higress-registry.cn-hangzhou.cr.aliyuncs.com/plugins/waf:2.0.0: could not fetch Wasm OCI image: could not fetch manifest: Get "https://higress-registry.cn-hangzhou.cr.aliyuncs.com/v2/": EOF',
    'oci://',
  ],
  [
    'checksum',
    'module downloaded from http://127.0.0.1:41/filter.wasm has checksum aa11, which does not match: bb22',
    'it is aa11, and bb22 is wanted',
  ],
  [
    'fetch-failed',
    'cannot fetch Wasm module https://example.com/filter.wasm: wasm module download failed after 5 attempts, last error: 404',
    'inside of the proxy',
  ],
  ['conversion', 'error in converting the wasm config to local:', 'hash'],
  [
    'remote-loading',
    '[2025-05-09 16:38:40.178][1][warning][wasm] [source/extensions/common/wasm/wasm.cc:351] createWasm: failed to load (cached) from https://envoy-gateway:18002/mZRMmtVhEl.wasm',
    'ten seconds',
  ],
  [
    'remote-loading',
    '2023-05-10T03:16:17.651669Z warning envoy wasm createWasm: failed to load (in progress) from https://raw.githubusercontent.com/HZHgagaga/wasm/main/work_thread.wasm',
    'work_thread.wasm',
  ],
  [
    'listener-rejected',
    '2022-08-31T13:01:30.945863Z\twarning\tenvoy config\tgRPC config for type.googleapis.com/envoy.config.listener.v3.Listener rejected: Error adding/updating listener(s) virtualInbound: Unable to create Wasm HTTP filter',
    'old configuration',
  ],
  [
    'unknown-type',
    "error initializing configuration 'x.yaml': Unable to parse JSON as proto (INVALID_ARGUMENT: could not find @type 'type.googleapis.com/envoy.extensions.filters.http.wasm.v3.Wasn'): {",
    'v3.Wasn',
  ],
  [
    'no-implementation',
    "Didn't find a registered implementation for 'envoy.filters.http.wasm' with type URL: ''",
    'image with Wasm',
  ],
  [
    'unknown-field',
    "Protobuf message (type envoy.config.bootstrap.v3.Bootstrap reason INVALID_ARGUMENT: invalid JSON in envoy.config.bootstrap.v3.Bootstrap @ static_resources.listeners[0].filter_chains[0].filters[0].typed_config.<any>.http_filters[0].typed_config.<any>.config: message  envoy.extensions.wasm.v3.PluginConfig,  near   1:295  (offset  294): no such   field: 'vm_confg') has unknown fields",
    'vm_confg that envoy.extensions.wasm.v3.PluginConfig',
  ],
  [
    'unknown-field',
    "error initializing configuration '/etc/envoy.yaml': Protobuf message (type envoy.config.bootstrap.v3.Bootstrap reason INVALID_ARGUMENT:(static_resources.clusters[0]) hosts: Cannot find field.) has unknown fields",
    'field hosts',
  ],
  [
    'empty-sha256',
    'caused by: invalid AsyncDataSource.Remote: embedded message failed validation | caused by: invalid RemoteDataSource.Sha256: value length must be at least 1 runes',
    'code.http.sha256',
  ],
  ['invalid-path', 'Invalid path: /var/local/lib/wasm-filters/http-trace-filter.wasm', 'chmod 644'],
  [
    'unknown-cluster',
    "error initializing configuration 'x.yaml': route: unknown cluster 'nowhere'",
    'the cluster nowhere',
  ],
  [
    'connection-failed',
    'upstream connect error or disconnect/reset before headers. reset reason: connection failure, transport failure reason: TLS_error',
    'connection failure',
  ],
  ['no-healthy-upstream', 'no healthy upstream', '/clusters'],
  ['timeout', 'upstream request timeout', 'Every Pause'],
  ['too-large', 'request_payload_too_large', 'per_connection_buffer_limit_bytes'],
  [
    'struct-configuration',
    "wasm log: failed to parse configuration: invalid character 'h' looking for beginning of value",
    'StringValue',
  ],
  [
    'struct-configuration',
    'wasm log my-plugin: the plugin configuration is not JSON',
    'BytesValue',
  ],
  [
    'configure-failed',
    '[2022-12-14 10:36:14.535][8273][error][wasm] [source/extensions/common/wasm/wasm.cc:109] Wasm VM failed Failed to configure base Wasm plugin',
    'on_configure',
  ],
  ['vm-start-failed', 'Wasm VM failed Failed to start base Wasm', 'on_vm_start'],
  ['clone-failed', 'Wasm VM failed Failed to clone Base Wasm', 'another one'],
  [
    'unknown-runtime',
    'Failed to create Wasm VM using envoy.wasm.runtime.wamr runtime. Envoy was compiled without support for it',
    'envoy.wasm.runtime.wamr',
  ],
  [
    'plugin-failed',
    "error initializing configuration 'x.yaml': Unable to create Wasm plugin istio-system.header-authorization",
    'istio-system.header-authorization',
  ],
  ['plugin-failed', 'Unable to create Wasm HTTP filter my-plugin', 'my-plugin'],
  [
    'plugin-failed',
    'Plugin istio-system.header-authorization failed to load',
    'header-authorization',
  ],
  [
    'fail-closed',
    '[critical][wasm] Plugin configured to fail closed failed to load',
    'under each policy',
  ],
  [
    'environment-twice',
    'Key MODE is duplicated in envoy.extensions.wasm.v3.VmConfig.environment_variables for my_plugin. All the keys must be unique.',
    'host_env_keys',
  ],
];

test.each(messages)('%s: %s', (id, line, part) => {
  const { explained, unknown } = explainMessage(line, null);
  expect(explained.map((one) => one.id)).toEqual([id]);
  const [first] = explained;
  expect(`${first?.what} ${first?.cure}`).toContain(part);
  expect(unknown).toBe(0);
});

test('every entry has a message', () => {
  const tested = new Set(messages.map(([id]) => id));
  expect(knownMessages.map(({ id }) => id).filter((id) => !tested.has(id))).toEqual([]);
});

describe('what is not known', () => {
  it.each([
    '[2026-11-21 16:26:01.807][7340][info][main] all dependencies initialized. starting workers',
    '[2026-01-31 12:00:00.123][7][info][wasm] wasm log hello my_root: everything is fine',
    '[2026-01-31 12:00:00.123][7][trace][wasm] [host->vm] proxy_on_request_headers(2, 6, 1)',
    'GET /index.html HTTP/1.1',
    'error: something else',
  ])('%s', (line) => {
    expect(explainMessage(line, null)).toEqual({ explained: [], lines: 1, unknown: 1 });
  });

  it('nothing is said of nothing', () => {
    expect(explainMessage(' \n\n', null)).toEqual({ explained: [], lines: 0, unknown: 0 });
  });
});

describe('a log', () => {
  const log = [
    '[1][error][wasm] Failed to load Wasm module due to a missing import: env.abort',
    '[1][error][wasm] Wasm VM failed Failed to initialize Wasm code',
    '[1][info][main] exiting',
    '[2][error][wasm] Failed to load Wasm module due to a missing import: env.abort',
  ].join('\r\n');

  it('is explained in its order, and what repeats is said once', () => {
    const { explained, lines, unknown } = explainMessage(log, null);
    expect(explained.map(({ id, count, lineNumber }) => [id, count, lineNumber])).toEqual([
      ['missing-import', 2, 1],
      ['not-initialized', 1, 2],
    ]);
    expect({ lines, unknown }).toEqual({ lines: 4, unknown: 1 });
  });

  it('a backtrace belongs to its trap', () => {
    const trap = [
      'Function: proxy_on_log failed: Uncaught RuntimeError: unreachable',
      'Proxy-Wasm plugin in-VM backtrace:',
      '  0:  0x1f2e - __rust_start_panic',
      ' 10:  0x1f2e - proxy_on_log',
    ].join('\n');
    expect(explainMessage(trap, null)).toMatchObject({ lines: 4, unknown: 0 });
  });

  it('is read up to a megabyte, in one long line too', () => {
    const long = `${'x'.repeat(longestText)}\nInvalid path: /a.wasm`;
    expect(explainMessage(long, null)).toEqual({ explained: [], lines: 1, unknown: 1 });
    const many = 'Function: proxy_on_log failed: Uncaught RuntimeError: unreachable\n'.repeat(
      15_000,
    );
    expect(explainMessage(many, null).explained[0]?.count).toBeGreaterThan(15_000 - 2);
  });

  it('a long line is shown cut', () => {
    const { explained } = explainMessage(`Invalid path: /${'a'.repeat(900)}`, null);
    expect(explained[0]?.line).toHaveLength(401);
  });
});

function project(changes: Partial<ProjectInput> = {}): Project {
  const code = `class Stream {
  onRequestHeaders(): void {
    this.dispatchHttpCall('missing', []);
  }
}`;
  const parsed = parseProject({
    format: 1,
    name: 'sample',
    plugins: [
      {
        name: 'gate',
        source: { kind: 'assemblyscript', files: [{ path: 'filter.ts', text: code }] },
      },
      { name: 'other', source: { kind: 'module', name: 'a.wasm', sha256: '0'.repeat(64) } },
    ],
    clusters: [{ name: 'web' }],
    route: { target: { kind: 'cluster', cluster: 'web' } },
    scenarios: [{ name: 'first', exchanges: [{ request: {} }] }],
    ...changes,
  });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.project;
}

describe('places in the Project', () => {
  const placesOf = (line: string, modules: Parameters<typeof explainMessage>[1] = null) =>
    explainMessage(line, modules ?? { project: project(), modules: [null, null] }).explained[0]
      ?.places;

  it('a trap leads to the method', () => {
    expect(
      placesOf('Function: proxy_on_request_headers failed: Uncaught RuntimeError: unreachable'),
    ).toEqual([{ kind: 'source', plugin: 0, file: 'filter.ts', line: 2 }]);
    expect(placesOf('Function: proxy_on_log failed: Uncaught RuntimeError: unreachable')).toEqual(
      [],
    );
  });

  it('an abort leads to its line, in a file that there is', () => {
    expect(placesOf('abort: no at assembly/filter.ts:4:1')).toEqual([
      { kind: 'source', plugin: 0, file: 'filter.ts', line: 4 },
    ]);
    expect(placesOf('abort: no at elsewhere.ts:4:1')).toEqual([]);
  });

  it('a bad argument leads to the calls and their mocks', () => {
    expect(placesOf('error status returned by host: bad argument')).toEqual([
      { kind: 'source', plugin: 0, file: 'filter.ts', line: 3 },
      { kind: 'form', form: 'calls' },
    ]);
  });

  it('a cluster leads to where it is named', () => {
    expect(placesOf("route: unknown cluster 'missing'")).toEqual([
      { kind: 'source', plugin: 0, file: 'filter.ts', line: 3 },
      { kind: 'form', form: 'upstream' },
    ]);
    const { explained } = explainMessage("route: unknown cluster 'web'", {
      project: project(),
      modules: [],
    });
    expect(explained[0]?.what).toContain('The project has one');
  });

  it('a plugin is found by its name, and all are when there is none of it', () => {
    expect(placesOf('Unable to create Wasm plugin other')).toEqual([
      { kind: 'plugin', plugin: 1, field: 'configuration' },
    ]);
    expect(placesOf('Unable to create Wasm plugin somebody')).toHaveLength(2);
  });

  it('a missing import leads to the module that has it', () => {
    const wanting = examineModule(
      wat(`(module (import "env" "abort" (func (param i32))) ${boilerplate})`),
    );
    const scene = { project: project(), modules: [null, wanting] };
    const line = 'Failed to load Wasm module due to a missing import: env.abort';
    expect(placesOf(line, scene)).toEqual([{ kind: 'module', plugin: 1 }]);
    expect(placesOf(line.replace('abort', 'other'), scene)).toEqual([]);
  });
});
