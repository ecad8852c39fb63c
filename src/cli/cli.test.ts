// The command line: what it takes, what it says, and with which exit code it ends.

import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readExample } from '#examples/node.ts';
import type { Project } from '#project/schema.ts';
import type { RunReport } from '#run/api.ts';
import { readArguments } from './arguments.ts';
import { CliProblem } from './problem.ts';
import { type CommandResult, runCommand } from './run-command.ts';

const folder = mkdtempSync(join(tmpdir(), 'sluice-cli-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function write(name: string, content: string): string {
  const file = join(folder, name);
  writeFileSync(file, content);
  return file;
}

function projectFile(change: (project: Project) => void = () => {}): string {
  const project = readExample('allow-header');
  change(project);
  return write('project.json', JSON.stringify(project));
}

function sluice(...args: string[]): Promise<CommandResult> {
  return runCommand(readArguments(args));
}

describe('run and test', () => {
  it('tell what happened, and end well when all assertions hold', async () => {
    const result = await sluice('run', projectFile());
    expect(result.ok).toBe(true);
    expect(result.output).toContain('GET /status/418 → 403, 43 bytes.');
    expect(result.output).toContain('wasm-rust: on_http_request_headers');
  });

  it('end badly when one does not hold, and say what was found', async () => {
    const file = projectFile((project) => {
      const [first] = project.scenarios;
      if (first === undefined) throw new Error('no scenario');
      first.expect = [
        { subject: 'client.status', exchange: 0, key: '', compare: 'equals', value: 200 },
      ];
    });
    const result = await sluice('test', file);
    expect(result.ok).toBe(false);
    expect(result.output).toContain('✗ client.status equals 200\n      found: 403');
    expect(result.output).toMatch(/\d+ hold, 1 do not\n$/);
  });

  it('print the report as JSON', async () => {
    const { output } = await sluice('run', projectFile(), '--json');
    const report = JSON.parse(output) as RunReport;
    expect(report.scenarios[0]?.exchanges[0]?.verdict).toBe('local-reply');
  });
});

describe('build and bundle', () => {
  it('write the module whose hash they tell', async () => {
    const { output } = await sluice('build', projectFile(), '--out', join(folder, 'built'));
    const bytes = readFileSync(join(folder, 'built', 'plugin.wasm'));
    const hash = createHash('sha256').update(bytes).digest('hex');
    expect(output).toBe(`${hash}  plugin.wasm  ${bytes.length} bytes\n`);
  });

  it('write all files, with what the release module answers', async () => {
    const out = join(folder, 'bundled');
    const { ok } = await sluice('bundle', projectFile(), '--out', out);
    expect(ok).toBe(true);
    expect(readFileSync(join(out, 'README.md'), 'utf8')).toContain('403\ncontent-type: text/plain');
    expect(readFileSync(join(out, 'envoy.yaml'), 'utf8')).toContain('./plugin.wasm');
    expect(readFileSync(join(out, 'assembly', 'filter.ts'), 'utf8')).toContain('proxy-wasm');
  });
});

describe('a module compiled elsewhere', () => {
  const foreign = (): string =>
    projectFile((project) => {
      const [plugin] = project.plugins;
      if (plugin === undefined) throw new Error('no plugin');
      plugin.name = 'gate';
      plugin.source = { kind: 'module', name: 'gate.wasm', sha256: '0'.repeat(64) };
    });

  it('is read from the file that is named', async () => {
    await sluice('build', projectFile(), '--out', folder);
    const result = await sluice(
      'run',
      foreign(),
      '--module',
      `gate=${join(folder, 'plugin.wasm')}`,
    );
    expect(result.ok).toBe(true);
  });

  it('is missed when no file is named', async () => {
    await expect(sluice('run', foreign())).rejects.toThrow('--module gate=FILE.wasm');
  });
});

describe('bad input is told in a sentence', () => {
  it.each([
    [[], 'Usage:'],
    [['fly', 'p.json'], '"fly" is no command; there are run, test, build, bundle.'],
    [['run'], 'run needs a project file.'],
    [['run', 'a.json', 'b.json'], 'What is "b.json"?'],
    [['run', 'a.json', '--out', 'x'], 'run writes no files'],
    [['build', 'a.json', '--json'], 'build has no report'],
    [['run', 'a.json', '--module', 'x'], '--module takes NAME=FILE.wasm, not "x".'],
    [['run', 'a.json', '--fast'], "Unknown option '--fast'"],
  ])('%j', (args, message) => {
    expect(() => readArguments(args)).toThrow(CliProblem);
    expect(() => readArguments(args)).toThrow(message);
  });

  it.each([
    ['{"format":', 'not JSON'],
    ['{"format":1}', 'plugins: '],
    ['{"format":2}', 'format: '],
  ])('the project %s', async (text, message) => {
    const run = sluice('run', write('bad.json', text));
    await expect(run).rejects.toThrow(CliProblem);
    await expect(run).rejects.toThrow(message);
  });

  it('a file that is not there', async () => {
    await expect(sluice('run', join(folder, 'nope.json'))).rejects.toThrow('There is no file');
  });

  it('a filter that does not compile, with the place', async () => {
    const file = projectFile((project) => {
      const [plugin] = project.plugins;
      if (plugin?.source.kind !== 'assemblyscript') throw new Error('no source');
      plugin.source.files = [{ path: 'filter.ts', text: 'export const a: i32 = "text";\n' }];
    });
    await expect(sluice('run', file)).rejects.toThrow(/filter\.ts:1:\d+ error TS\d+: /);
  });
});
