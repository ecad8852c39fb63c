// A Wasm filter of the configuration as a plugin of the Project.

import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { decodeBase64 } from '#abi/base64.ts';
import type { FailurePolicy, ProjectInput } from '#project/schema.ts';
import { anyMessage } from './any-message.ts';
import type { Part } from './part.ts';
import { reasonFor } from './reasons.ts';

export const wasmFilterType = 'envoy.extensions.filters.http.wasm.v3.Wasm';

type PluginInput = ProjectInput['plugins'][number];
type ConfigurationInput = PluginInput['configuration'];

/** The module of a plugin, as far as the configuration tells. */
export interface ModuleInFile {
  /** Where Envoy finds it, as the file says; null for one that is not in a file. */
  filename: string | null;
  /** When the file holds it. */
  bytes: Uint8Array<ArrayBuffer> | null;
}

export interface PluginInFile {
  plugin: PluginInput;
  module: ModuleInFile;
}

/** Null for a filter that is compiled into Envoy, which has no module. */
export function wasmPlugin(fields: Part | null): PluginInFile | null {
  const config = fields?.member('config') ?? null;
  const vm = config?.member('vm_config') ?? null;
  if (vm?.textOf('runtime') === 'envoy.wasm.runtime.null') return null;
  runtimeOf(vm);
  const { name, digest, module } = moduleOf(vm);
  const plugin: PluginInput = {
    name: config?.textOf('name') ?? '',
    rootId: config?.textOf('root_id') ?? '',
    source: { kind: 'module', name, sha256: digest },
    moduleFileName: bundleName(name),
    configuration: configurationOf(config),
    ...failureOf(config),
    allowOnHeadersStopIteration: config?.member('allow_on_headers_stop_iteration')?.flag() ?? false,
    ...capabilitiesOf(config),
    vm: {
      id: vm?.textOf('vm_id') ?? '',
      configuration: configurationOf(vm),
      environment: environmentOf(vm),
    },
  };
  return { plugin, module };
}

function runtimeOf(vm: Part | null): void {
  const runtime = vm?.member('runtime') ?? null;
  const name = runtime?.text() ?? '';
  if (name !== '' && name !== 'envoy.wasm.runtime.v8')
    runtime?.setAside('Sluice runs modules as Envoy does with V8, envoy.wasm.runtime.v8.');
}

interface FoundModule {
  name: string;
  digest: string;
  module: ModuleInFile;
}

function moduleOf(vm: Part | null): FoundModule {
  const code = vm?.member('code') ?? null;
  const local = code?.member('local') ?? null;
  const inline = local?.member('inline_bytes') ?? null;
  if (inline !== null) return inlineModule(inline);
  const filename = local?.member('filename')?.text() ?? null;
  if (filename !== null)
    return { name: lastPart(filename), digest: '', module: { filename, bytes: null } };
  const remote = code?.member('remote') ?? null;
  const place = remote?.member('http_uri') ?? null;
  const uri = place?.textOf('uri') ?? '';
  place?.setAside(reasonFor(place));
  return {
    name: lastPart(uri.replace(/[?#].*$/, '')),
    digest: digestOf(remote),
    module: { filename: null, bytes: null },
  };
}

const lastPart = (path: string): string =>
  path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1) || 'filter.wasm';

function inlineModule(part: Part): FoundModule {
  const bytes = decodeBase64(part.text());
  if (bytes === null) throw part.problem('is not base64.');
  const digest = bytesToHex(sha256(bytes));
  return { name: 'filter.wasm', digest, module: { filename: null, bytes } };
}

function digestOf(remote: Part | null): string {
  const part = remote?.member('sha256') ?? null;
  const digest = part?.text().toLowerCase() ?? '';
  if (digest === '' || /^[0-9a-f]{64}$/.test(digest)) return digest;
  part?.setAside('A sha256 has 64 hexadecimal digits.');
  return '';
}

/** A name that every place of a bundle can have. */
function bundleName(name: string): string {
  const safe = name.replace(/[^A-Za-z0-9_.-]/g, '-');
  return /.\.wasm$/.test(safe) ? safe : 'filter.wasm';
}

function configurationOf(config: Part | null): ConfigurationInput {
  const part = config?.member('configuration') ?? null;
  if (part === null) return { encoding: 'string', text: '' };
  const message = anyMessage(part);
  if (message === null)
    throw part.problem(
      'has no "@type", and Envoy wants one there, such as type.googleapis.com/google.protobuf.StringValue.',
    );
  const value = part.member('value');
  switch (message.type) {
    case 'google.protobuf.StringValue':
      return { encoding: 'string', text: value?.text() ?? '' };
    case 'google.protobuf.BytesValue':
      return { encoding: 'bytes', text: value?.text() ?? '' };
    case 'google.protobuf.Struct':
      return { encoding: 'struct', text: JSON.stringify(value?.jsonObject() ?? {}, null, 2) };
    default:
      part.setAside(
        `Sluice gives filters a StringValue, a BytesValue or a Struct, not a ${message.type}.`,
      );
      return { encoding: 'string', text: '' };
  }
}

const failurePolicies = ['UNSPECIFIED', 'FAIL_RELOAD', 'FAIL_CLOSED', 'FAIL_OPEN'] as const;
const policyNames: Record<(typeof failurePolicies)[number], FailurePolicy> = {
  UNSPECIFIED: 'fail-closed',
  FAIL_RELOAD: 'fail-reload',
  FAIL_CLOSED: 'fail-closed',
  FAIL_OPEN: 'fail-open',
};

function failureOf(
  config: Part | null,
): Pick<PluginInput, 'failurePolicy'> & Partial<Pick<PluginInput, 'reloadBackoffMs'>> {
  const policy = config?.member('failure_policy')?.word(failurePolicies) ?? 'UNSPECIFIED';
  const legacy = config?.member('fail_open') ?? null;
  if (legacy?.flag() === true) {
    if (policy === 'UNSPECIFIED') return { failurePolicy: 'legacy-fail-open' };
    throw legacy.problem('stands beside failure_policy; Envoy takes only one of them.');
  }
  const backoff = config?.member('reload_config')?.member('backoff')?.member('base_interval');
  return {
    failurePolicy: policyNames[policy],
    ...(backoff == null
      ? {}
      : { reloadBackoffMs: backoff.milliseconds(1000, { least: 1, most: 3_600_000 }) }),
  };
}

/** Names without further settings; an empty map allows everything. */
function capabilitiesOf(config: Part | null): Pick<PluginInput, 'allowedCapabilities'> {
  const allowed = config?.member('capability_restriction_config')?.member('allowed_capabilities');
  const names = allowed?.entries().map(([name, settings]) => {
    if (settings.tree.kind === 'map') settings.entries();
    return name;
  });
  return names === undefined || names.length === 0 ? {} : { allowedCapabilities: names };
}

function environmentOf(vm: Part | null): Record<string, string> {
  const values = vm?.member('environment_variables')?.member('key_values')?.entries() ?? [];
  return Object.fromEntries(values.map(([name, value]) => [name, value.text()]));
}
