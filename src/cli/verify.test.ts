// `sluice verify`: what it says of a real Envoy, where there is one, and of a program that is none.

import { chmodSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import { readExample } from '#examples/node.ts';
import type { ScenarioVerdict } from '#trace/envoy-check.ts';
import { findEnvoy } from '../../scripts/get-envoy.mjs';
import { readArguments } from './arguments.ts';
import { type CommandResult, runCommand } from './run-command.ts';

const folder = mkdtempSync(join(tmpdir(), 'sluice-verify-test-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
afterEach(() => vi.unstubAllEnvs());

const sluice = (...args: string[]): Promise<CommandResult> => runCommand(readArguments(args));
const allowHeader = 'src/examples/allow-header/project.json';

function projectWith(filter: string): string {
  const project = readExample('hello-header');
  const [plugin] = project.plugins;
  if (plugin === undefined) throw new Error('no plugin');
  plugin.source = { kind: 'assemblyscript', files: [{ path: 'filter.ts', text: filter }] };
  project.scenarios = project.scenarios.slice(0, 1);
  const file = join(folder, 'project.json');
  writeFileSync(file, JSON.stringify(project));
  return file;
}

/** Between two readings of its clock Sluice lets a microsecond pass; a real one is never that exact. */
const tellingThemApart = `
import { currentTimeNs, FilterHeadersStatus, HttpContext, registerRootContext, response, RootContext } from 'proxy-wasm';
class Root extends RootContext {
  createHttpContext(contextId: u32): HttpContext { return new Stream(contextId); }
}
class Stream extends HttpContext {
  onResponseHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    const before = currentTimeNs();
    response.headers.add('x-clock', currentTimeNs() - before == 1000 ? 'virtual' : 'real');
    return FilterHeadersStatus.Continue;
  }
}
registerRootContext((contextId: u32) => new Root(contextId));
`;

describe.skipIf(findEnvoy() === null && process.env['CI'] !== 'true')('against an Envoy', () => {
  it('finds a scenario identical, call for call', async () => {
    const { output, ok } = await sluice(
      'verify',
      '--envoy',
      allowHeader,
      '--scenario',
      'allow: true',
    );
    expect(output).toMatch(/^✓ allow: true: Identical \((\d+) of \1 calls\)\n/);
    expect(output).toMatch(/\n1 of 1 scenarios do in Envoy what they do in Sluice\n$/);
    expect(ok).toBe(true);
  });

  it('shows the first difference of each part, and ends badly', async () => {
    const { output, ok } = await sluice('verify', '--envoy', projectWith(tellingThemApart));
    expect(output).toContain('    S x-clock: virtual\n');
    expect(output).toContain('    E x-clock: real\n');
    expect(output).toMatch(/\n0 of 1 scenarios do in Envoy what they do in Sluice\n$/);
    expect(ok).toBe(false);
  });

  it('lets a filter that measures time be, but for what its numbers do to others', async () => {
    const { output, ok } = await sluice(
      'verify',
      '--envoy',
      'src/examples/traffic-metrics/project.json',
      '--scenario',
      '25 milliseconds',
    );
    // Now and then Envoy's clock gives the very number of Sluice's.
    expect(output).toMatch(
      /^✓ 25 milliseconds: Identical (?:but for numbers: |\(35 of 35 calls\))/,
    );
    expect(ok).toBe(true);
  });
});

describe('without an Envoy', () => {
  it('says what keeps the program from playing, and leaves no file behind', async () => {
    const program = join(folder, 'no-envoy');
    writeFileSync(program, '#!/bin/sh\necho this is no Envoy\nexit 3\n');
    chmodSync(program, 0o755);
    vi.stubEnv('ENVOY_BIN', program);
    vi.stubEnv('TMPDIR', mkdtempSync(join(folder, 'temporary-')));
    const { output, ok } = await sluice(
      'verify',
      '--envoy',
      allowHeader,
      '--json',
      '--scenario',
      'gRPC',
    );
    const { scenarios } = JSON.parse(output) as { scenarios: ScenarioVerdict[] };
    expect(scenarios.map(({ outcome }) => outcome)).toEqual(['failed']);
    expect(scenarios[0]?.text).toBe('Envoy ended with exit code 3; it said:\nthis is no Envoy');
    expect(ok).toBe(false);
    expect(readdirSync(process.env['TMPDIR'] ?? '')).toEqual([]);
  });

  it('says how to name one that is no program', async () => {
    vi.stubEnv('ENVOY_BIN', join(folder, 'missing'));
    await expect(sluice('verify', '--envoy', allowHeader)).rejects.toThrow(
      'ENVOY_BIN does not name a program that can be run.',
    );
  });

  it('serves no page that is not built, and says whose port is taken', async () => {
    await expect(sluice('serve', folder)).rejects.toThrow('"npm run build" makes it');
    writeFileSync(join(folder, 'index.html'), '<title>Sluice</title>');
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    await expect(sluice('serve', folder, '--port', String(port))).rejects.toThrow(
      `Port ${port} is taken by another program; try --port ${port + 1}.`,
    );
    other.close();
    expect(() => readArguments(['serve', '--port', 'x'])).toThrow('"x" is no port');
  });

  it('asks against what', () => {
    expect(() => readArguments(['verify', allowHeader])).toThrow(/^Against what\? Say --envoy/);
    expect(() => readArguments(['run', allowHeader, '--envoy'])).toThrow('--envoy is for verify');
  });
});
