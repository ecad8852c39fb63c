// What Envoy says when a module is taken and its plugin does not start.

import type { KnownMessage } from './known-message.ts';
import { linesWith, pluginField } from './places.ts';

export const startingMessages: readonly KnownMessage[] = [
  {
    id: 'configure-failed',
    by: 'Envoy',
    pattern: /Failed to configure (base|thread-local) Wasm plugin/,
    explain: (_, scene) => ({
      what: 'on_configure answered false, or trapped. Envoy takes that for a bad configuration and does not start, or keeps the configuration it had.',
      cure: 'Look at the plugin’s configuration: an empty one, another JSON than the filter expects, or a wrapper of another kind (StringValue hands the text over as it is, Struct as JSON). The lines that the filter logged just before tell more.',
      places: [...pluginField(scene, 'configuration'), ...linesWith(scene, 'onConfigure')],
    }),
  },
  {
    id: 'vm-start-failed',
    by: 'Envoy',
    pattern: /Failed to start (base|thread-local) Wasm/,
    explain: (_, scene) => ({
      what: 'on_vm_start answered false, or trapped.',
      cure: 'Look at the VM’s configuration and at what the filter does there. The plugin’s configuration is not to be had yet in on_vm_start; it is in on_configure.',
      places: [...pluginField(scene, 'VM'), ...linesWith(scene, 'onVmStart')],
    }),
  },
  {
    id: 'clone-failed',
    by: 'Envoy',
    pattern: /Failed to clone Base Wasm/,
    explain: () => ({
      what: 'The module worked in its first VM and could not be put into another one for a worker.',
      cure: 'Its start functions run once for each VM: what they do must work every time. Memory may be short as well.',
    }),
  },
  {
    id: 'unknown-runtime',
    by: 'Envoy',
    pattern: /Failed to create Wasm VM using (\S+) runtime/,
    explain: ([, runtime = '']) => ({
      what: `This Envoy was built without the Wasm engine ${runtime}.`,
      cure: 'Use runtime: envoy.wasm.runtime.v8 and an official image; distributions and slim builds leave Wasm out.',
    }),
  },
  {
    id: 'plugin-failed',
    by: 'Envoy',
    pattern: /Unable to create Wasm (?:plugin|HTTP filter) ?(\S*)|Plugin (\S+) failed to load/,
    explain: ([, created = '', failed = ''], scene) => ({
      what: `The plugin ${created || failed || '(without a name)'} could not be made, so Envoy refuses the whole configuration: at its start it ends, later it keeps the old one.`,
      cure: 'This line only sums up. The reason stands in the lines with [wasm] before it; with an agent in between, as in Istio, look into the log of the proxy itself.',
      places: pluginField(scene, 'configuration', created || failed),
    }),
  },
  {
    id: 'fail-closed',
    by: 'Envoy',
    pattern: /Plugin configured to fail closed failed to load/,
    explain: (_, scene) => ({
      what: 'The plugin is not there, and its failure policy is to let nothing pass: requests get 503, or Envoy does not start. While remote code is still being fetched this line appears too, and then it passes by itself.',
      cure: 'Find the reason in the lines before it. FAIL_OPEN does not help: a module that is at hand and does not load keeps Envoy from starting under each policy.',
      places: pluginField(scene, 'failure policy'),
    }),
  },
  {
    id: 'environment-twice',
    by: 'Envoy',
    pattern:
      /Key (\S+) is duplicated in envoy\.extensions\.wasm\.v3\.VmConfig\.environment_variables/,
    explain: ([, key = ''], scene) => ({
      what: `The environment variable ${key} is given twice: under host_env_keys and under key_values.`,
      cure: 'Keep one of them.',
      places: pluginField(scene, 'environment'),
    }),
  },
];
