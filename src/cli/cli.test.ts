// The command line: what it takes, what it says, and with which exit code it ends.

import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
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

  it('take the files beside a project.json that has no sources', async () => {
    const { output, ok } = await sluice('test', 'src/examples/geo-chain/project.json');
    expect(output).toMatch(/\n\d+ hold, 0 do not\n$/);
    expect(ok).toBe(true);
  });

  it('say which of several projects fail', async () => {
    const good = 'src/examples/cors/project.json';
    const bad = projectFile((project) => {
      for (const scenario of project.scenarios)
        scenario.expect = [
          { subject: 'client.status', exchange: 0, key: '', compare: 'equals', value: 999 },
        ];
    });
    const { output, ok } = await sluice('test', good, bad);
    expect(ok).toBe(false);
    expect(output.endsWith(`1 of 2 projects pass\n  ${bad}\n`)).toBe(true);
    const { output: json } = await sluice('test', good, bad, '--json');
    expect(JSON.parse(json)).toMatchObject({
      held: 18,
      failed: 8,
      projects: [
        { file: good, held: 18, failed: 0, report: { format: 1 } },
        { file: bad, held: 0, failed: 8, report: { format: 1 } },
      ],
    });
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

  it('write the debug module when they are asked to', async () => {
    const out = join(folder, 'built-debug');
    await sluice('build', projectFile(), '--out', join(folder, 'built'));
    await sluice('build', projectFile(), '--out', out, '--debug');
    const release = readFileSync(join(folder, 'built', 'plugin.wasm'));
    expect(readFileSync(join(out, 'plugin.wasm')).length).toBeGreaterThan(release.length);
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

describe('bundle', () => {
  it('is not written over the project that it is made of', async () => {
    const file = projectFile();
    const before = readFileSync(file, 'utf8');
    await expect(sluice('bundle', file, '--out', folder)).rejects.toThrow('Choose another --out.');
    expect(readFileSync(file, 'utf8')).toBe(before);
  });

  it('is for one target, with what that target may be told', async () => {
    const out = join(folder, 'istio');
    const { output } = await sluice(
      'bundle',
      projectFile(),
      ...['--target', 'istio', '--image', 'ghcr.io/me/gate:3', '--out', out],
      ...['--page', 'https://sluice.test/'],
    );
    expect(output).toContain('files for Istio are in');
    expect(readFileSync(join(out, 'wasm-plugin.yaml'), 'utf8')).toContain('ghcr.io/me/gate:3');
    expect(readFileSync(join(out, 'README.md'), 'utf8')).toMatch(
      /Made with Sluice \d.*asc\)\.\n\n\[Open it in Sluice again\]\(https:\/\/sluice\.test\/#1\./,
    );
  });

  it.each([
    [['bundle', '--target', 'nomad'], 'There is no bundle target "nomad"; there are envoy, docker'],
    [['bundle', '--envoy-version', '1.2'], 'There is no bundle for Envoy "1.2"'],
    [['run', '--target', 'istio'], '--target is for bundle; run does not have it.'],
  ])('%j is refused in a sentence', async ([command = '', ...options], message) => {
    await expect(async () => sluice(command, projectFile(), ...options)).rejects.toThrow(message);
  });
});

describe('a run as Envoy logs it', () => {
  const firstScenario = (): string => {
    const name = readExample('allow-header').scenarios[0]?.name;
    if (name === undefined) throw new Error('no scenario');
    return name;
  };

  it('is printed scenario by scenario, or for one of them', async () => {
    const all = await sluice('run', projectFile(), '--trace');
    const one = await sluice('run', projectFile(), '--trace', '--scenario', firstScenario());
    expect(one.ok).toBe(true);
    expect(one.output).toMatch(
      /^\[2026-01-01 00:00:00\.000\]\[0\]\[trace\]\[wasm\] \[host->vm\] _initialize\(\)\n/,
    );
    expect(all.output.startsWith(one.output)).toBe(true);
    expect(all.output.length).toBeGreaterThan(one.output.length);
  });

  it('is identical to its own log, and differs in the call where the log does', async () => {
    const scenario = ['--scenario', firstScenario()];
    const { output } = await sluice('run', projectFile(), '--trace', ...scenario);
    const same = write('same.log', output);
    const other = write(
      'other.log',
      output.replace(/proxy_on_request_headers return: \d/, 'proxy_on_request_headers return: 7'),
    );
    const identical = await sluice('run', projectFile(), '--against', same, ...scenario);
    expect(identical).toMatchObject({ ok: true });
    expect(identical.output).toMatch(/^worker 0 and thread 0 of the log: \d+ .*, identical\n$/);
    const different = await sluice('run', projectFile(), '--against', other, ...scenario);
    expect(different.ok).toBe(false);
    expect(different.output).toContain(', 1 differ\n--- Sluice\n+++ Envoy\n');
    expect(different.output).toMatch(
      /\n- proxy_on_request_headers\(.*\) → 1\n\+ proxy_on_request_headers\(.*\) → 7\n/,
    );
  });

  it('cannot be held against what tells no calls, or against several scenarios at once', async () => {
    const log = write('no.log', 'hello');
    const scenario = ['--scenario', firstScenario()];
    await expect(sluice('run', projectFile(), '--against', log, ...scenario)).rejects.toThrow(
      '--component-log-level wasm:trace',
    );
    await expect(sluice('run', projectFile(), '--against', log)).rejects.toThrow('--scenario');
    await expect(sluice('run', projectFile(), '--scenario', 'x')).rejects.toThrow(
      `There is no scenario "x"; there are "${firstScenario()}"`,
    );
  });
});

describe('a module compiled elsewhere', () => {
  const foreign = (sha256 = '0'.repeat(64)): string =>
    projectFile((project) => {
      const [plugin] = project.plugins;
      if (plugin === undefined) throw new Error('no plugin');
      plugin.name = 'gate';
      plugin.source = { kind: 'module', name: 'filter.wasm', sha256 };
    });
  const built = async (): Promise<string> => {
    await sluice('build', projectFile(), '--out', folder);
    return join(folder, 'plugin.wasm');
  };

  it.each(['gate', 'filter.wasm', '0'])(
    'is read for the plugin that is called %s',
    async (name) => {
      const file = await built();
      const result = await sluice('run', foreign(), '--module', `${name}=${file}`, '--json');
      expect(result.ok).toBe(true);
      expect((JSON.parse(result.output) as RunReport).scenarios[0]?.loaded).toBe(true);
    },
  );

  it('is noted when it is another one than the Project names', async () => {
    const file = await built();
    const hash = createHash('sha256').update(readFileSync(file)).digest('hex');
    const other = await sluice('test', foreign(), '--module', `gate=${file}`);
    expect(other.notes).toEqual([expect.stringContaining(`its sha256 is ${hash}`)]);
    const same = await sluice('test', foreign(hash), '--module', `gate=${file}`);
    expect(same.notes).toEqual([]);
  });

  it('is missed when no file is named', async () => {
    await expect(sluice('run', foreign())).rejects.toThrow('--module gate=FILE.wasm');
  });

  it.each([
    [
      'nobody',
      'filter.wasm',
      '--module nobody=… fits no plugin; there are 0 "gate" (filter.wasm).',
    ],
    ['gate', 'nope.wasm', 'There is no file'],
    ['gate', 'project.json', 'is no WebAssembly module'],
  ])('%s=%s is refused', async (name, file, message) => {
    const run = sluice('run', foreign(), '--module', `${name}=${join(folder, file)}`);
    await expect(run).rejects.toThrow(CliProblem);
    await expect(run).rejects.toThrow(message);
  });
});

describe('doctor', () => {
  it('tells what a module is and what Envoy says, and ends badly when it is refused', async () => {
    const refused = await sluice(
      'doctor',
      write('plain.wat', '(module (memory (export "memory") 1))'),
    );
    expect(refused.ok).toBe(false);
    expect(refused.output).toContain('plain.wat: Envoy refuses it.');
    expect(refused.output).toContain(
      'Envoy: Wasm VM failed Missing or unknown Proxy-Wasm ABI version',
    );
  });

  it('ends well with what the gallery has, and prints JSON', async () => {
    const files = join(folder, 'doctor');
    const project = projectFile((one) => {
      for (const plugin of one.plugins) plugin.moduleFileName = 'built.wasm';
    });
    await sluice('build', project, '--out', files);
    const { ok, output } = await sluice('doctor', join(files, 'built.wasm'), '--json');
    expect(ok).toBe(true);
    expect(JSON.parse(output)).toMatchObject({ verdict: 'loads', findings: [] });
  });

  it('a file of another kind is refused as Envoy refuses it, a text with an error has its place', async () => {
    const page = await sluice('doctor', write('page.wasm', '<html><body></body></html>'));
    expect(page.ok).toBe(false);
    expect(page.output).toContain('It is a web page or XML.');
    const text = sluice('doctor', write('bad.wat', '(module\n  (funk))'));
    await expect(text).rejects.toThrow('bad.wat, line 2, column 4: unexpected token "funk"');
  });
});

describe('bad input is told in a sentence', () => {
  it.each([
    [[], 'Usage:'],
    [
      ['fly', 'p.json'],
      '"fly" is no command; there are run, test, verify, build, bundle, doctor, link, open, import, serve.',
    ],
    [['run'], 'run needs a project file.'],
    [['run', 'a.json', 'b.json'], 'What is "b.json"?'],
    [
      ['run', 'a.json', '--out', 'x'],
      '--out is for build, bundle, open and import; run does not have it.',
    ],
    [['test', 'a.json', '--watch', '--format', 'tap'], '--watch and --format do not go together'],
    [
      ['link', 'a.json', '--redact', '--with-secrets'],
      '--redact and --with-secrets do not go together; choose one.',
    ],
    [['run', 'a.json', '--module', 'x'], '--module takes NAME=FILE.wasm, not "x".'],
    [
      ['build', 'a.json', '--scenario', 'x'],
      '--scenario is for run, test, verify and link; build does not have it.',
    ],
    [['test', 'a.json', '--trace'], '--trace is for run; test does not have it.'],
    [['run', 'a.json', '--json', '--trace'], '--json and --trace do not go together; choose one.'],
    [
      ['link', 'project.json', '--page', 'javascript:alert(1)'],
      '"javascript:alert(1)" is no address of a page: give one with http:// or https://.',
    ],
    [['serve', '--port', '65536'], '"65536" is no port: give a number from 0 to 65535.'],
    [['doctor'], 'doctor needs a module file.'],
    [
      ['doctor', 'a.wasm', '--scenario', 'x'],
      '--scenario is for run, test, verify and link; doctor does not have it.',
    ],
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

  it('a file beside a project.json that no filter can have', async () => {
    const own = join(folder, 'own');
    mkdirSync(own);
    for (const name of ['project.json', 'filter.ts'])
      copyFileSync(join('src/examples/cors', name), join(own, name));
    writeFileSync(join(own, 'my notes.ts'), '');
    await expect(sluice('test', join(own, 'project.json'))).rejects.toThrow(
      'plugins.0.source.files.1.path: "my notes.ts" is no path like "filter.ts"',
    );
  });

  it('a folder, with the file in it that is meant', async () => {
    await expect(sluice('run', 'src/examples/cors')).rejects.toThrow(
      'src/examples/cors is a folder; take src/examples/cors/project.json.',
    );
    await expect(sluice('doctor', folder)).rejects.toThrow('is a folder');
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
