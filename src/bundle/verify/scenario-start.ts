// How an Envoy is started for one scenario of a bundle: with a configuration of its own where the scenario has settings of its own, and with the
// addresses that a client tells it.

import { effectiveProject } from '#project/effective.ts';
import type { Project, Scenario } from '#project/schema.ts';
import { configHere, needsJson } from '../envoy-yaml.ts';
import type { JsonObject } from '../json.ts';
import { overrideNames } from '../overrides.ts';
import { wasmLevel } from '../run-script.ts';
import type { TargetFile } from '../target.ts';

export interface ScenarioStart {
  start: {
    /** The configuration, from the bundle's folder on. */
    config: string;
    /** Of the `wasm` logger. */
    level: string;
    /** What stands behind `PROXY` in front of each request; null where Envoy sees the client's own address. */
    proxy: string | null;
  };
  /** The configuration, where the scenario has one of its own. */
  file: TargetFile | null;
}

/** For each scenario of the Project, in its order. */
export function scenarioStarts(project: Project): ScenarioStart[] {
  return project.scenarios.map((scenario, index) => startOf(project, scenario, index));
}

function startOf(project: Project, scenario: Scenario, index: number): ScenarioStart {
  const own = effectiveProject(project, scenario);
  const level = wasmLevel(own);
  const proxy = proxyLine(own);
  const changes = overrideNames(scenario).filter((name) => !name.startsWith('log level'));
  if (changes.length === 0 && proxy === null) {
    const config = needsJson(project) ? 'envoy.json' : 'envoy.yaml';
    return { start: { config, level, proxy }, file: null };
  }
  const config = configHere(own);
  if (proxy !== null) readProxyLines(config);
  const path = `verify/${index + 1}.envoy.json`;
  const text = `${JSON.stringify(config, null, 2)}\n`;
  return { start: { config: path, level, proxy }, file: { path, text, about: 'its settings' } };
}

/** As the PROXY protocol has it, version 1. */
function proxyLine({ attributes, listener }: Project): string | null {
  if (Object.keys(attributes).length === 0) return null;
  const source = endpoint(String(attributes['source.address'] ?? '127.0.0.1:50000'));
  const destination = endpoint(
    String(attributes['destination.address'] ?? `127.0.0.1:${listener.port}`),
  );
  const family = source.address.includes(':') ? 'TCP6' : 'TCP4';
  return `${family} ${source.address} ${destination.address} ${source.port} ${destination.port}`;
}

function endpoint(text: string): { address: string; port: string } {
  const colon = text.lastIndexOf(':');
  return { address: text.slice(0, colon).replace(/^\[|\]$/g, ''), port: text.slice(colon + 1) };
}

function readProxyLines(config: JsonObject): void {
  const { listeners } = config['static_resources'] as { listeners: JsonObject[] };
  for (const listener of listeners) {
    listener['listener_filters'] = [
      {
        name: 'envoy.filters.listener.proxy_protocol',
        typed_config: {
          '@type':
            'type.googleapis.com/envoy.extensions.filters.listener.proxy_protocol.v3.ProxyProtocol',
        },
      },
    ];
  }
}
