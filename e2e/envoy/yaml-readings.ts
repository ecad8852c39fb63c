// What words of YAML mean: thousands of them in the metadata of a real Envoy's node, which tells on its admin interface what it has read.

import { mkdtempSync, writeFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { join } from 'node:path';
import fc from 'fast-check';
import { readYaml } from '#bootstrap/read-yaml.ts';
import { jsonOf } from '#bootstrap/tree.ts';
import { freePort } from '#envoy/mock-server.ts';
import { startEnvoy } from '#envoy/start-envoy.ts';
import { getEnvoy } from '../../scripts/get-envoy.mjs';

/** Of these are words that are nearly a boolean, a number, nothing or a date. */
const pieces = [
  ...['0', '1', '7', '9', '0x', '0o', 'a', 'F', '-', '+', '.', 'e', 'E', '_', ':', ' '],
  ...['y', 'Y', 'n', 'No', 'on', 'ON', 'off', 'oFF', 'true', 'True', 'false', 'null', '~', 'inf'],
  ...['2147483648', '99999999999999999999', '2026-01-01', 'é', '=', '/', '%', '@'],
];

const word = fc
  .array(fc.constantFrom(...pieces), { minLength: 1, maxLength: 4 })
  .map((parts) => parts.join(''));

const value = fc.oneof(
  { weight: 4, arbitrary: word },
  word.map((text) => `"${text}"`),
  word.map((text) => `!!str ${text}`),
  word.map((text) => `!!int "${text}"`),
  word.map((text) => `[${text}, { k: ${text} }]`),
  word.map((text) => `|\n  ${text}`),
  word.map((text) => `>-\n  ${text}\n  ${text}`),
);

const howMany = 3000;

/** Words that a YAML reader takes at all, a line or two each. */
function members(): string[] {
  const samples = fc.sample(value, { numRuns: howMany, seed: 1 });
  return samples.flatMap((text, index) => {
    const member = `k${index}: ${text}`;
    try {
      readYaml(member);
      return [member];
    } catch {
      return [];
    }
  });
}

/** What the two read differently, or null. */
export async function yamlReadingsProblem(workFolder: string): Promise<string | null> {
  const metadata = members().join('\n');
  const admin = await freePort();
  const folder = mkdtempSync(join(workFolder, 'readings-'));
  const text = `admin: { address: { socket_address: { address: 127.0.0.1, port_value: ${admin} } } }
node:
  id: readings
  metadata:
    ${metadata.replaceAll('\n', '\n    ')}
`;
  writeFileSync(join(folder, 'envoy.yaml'), text);
  const envoy = await startEnvoy({
    binary: await getEnvoy(),
    folder,
    config: 'envoy.yaml',
    adminPort: admin,
    workers: 1,
    wasmLevel: 'warning',
    name: 'readings',
  });
  try {
    if (!envoy.ready) return envoy.log();
    const told = JSON.parse(await envoy.admin('/server_info')) as {
      node: { metadata: Record<string, unknown> };
    };
    return differences(jsonOf(readYaml(metadata)) as Record<string, unknown>, told.node.metadata);
  } finally {
    await envoy.stop();
  }
}

function differences(
  ours: Record<string, unknown>,
  envoys: Record<string, unknown>,
): string | null {
  const lines = Object.keys(ours)
    .filter((key) => !isDeepStrictEqual(ours[key], envoys[key]))
    .map(
      (key) => `${key} is ${JSON.stringify(ours[key])}, in Envoy ${JSON.stringify(envoys[key])}`,
    );
  return lines.join('\n') || null;
}
