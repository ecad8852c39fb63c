// From an edit to a new result, warm, against asc alone: in the same process, and as its own command line.

import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeFiles } from '#cli/write-files.ts';
import type { Asc } from '#compile/asc.ts';
import { abiEntry, SOURCE_FOLDER } from '#compile/layout.ts';
import { createNodeCompiler, readSdk } from '#compile/node/node-compiler.ts';
import { commonOptions, profileOptions, toArguments } from '#compile/options.ts';
import { releaseFolder } from '#compile/release-layout.ts';
import { createPositionLookup } from '#compile/source-map.ts';
import type { Project } from '#project/schema.ts';
import { runProject } from '#run/run-project.ts';
import type { Figure } from './figures.ts';
import { takeTurns } from './measure.ts';

const ascCommand = fileURLToPath(
  new URL('../node_modules/assemblyscript/bin/asc.js', import.meta.url),
);

export async function editToResult(project: Project): Promise<Figure[]> {
  const source = project.plugins[0]?.source;
  if (source?.kind !== 'assemblyscript')
    throw new Error('the benchmark needs a filter in AssemblyScript');
  const [entry, ...others] = source.files;
  if (entry === undefined) throw new Error('the filter has no file');
  // Each round has another text, as each edit has.
  const edited = (round: number) => [{ ...entry, text: `${entry.text}\n// ${round}\n` }, ...others];

  const compiler = createNodeCompiler();
  const asc = (await import('assemblyscript/asc')) as unknown as Asc;
  const folder = mkdtempSync(join(tmpdir(), 'sluice-bench-'));
  const filesOf = (round: number) =>
    releaseFolder({
      files: edited(round),
      sdk: readSdk(),
      moduleFileName: 'filter.wasm',
      name: 'bench',
    });
  try {
    const inProcess = async (round: number): Promise<void> => {
      const sources = edited(round);
      const abi = abiEntry(sources);
      const files = new Map(sources.map(({ path, text }) => [SOURCE_FOLDER + path, text]));
      files.set(abi.path, abi.text);
      const options = { ...commonOptions, ...profileOptions.debug, outFile: 'filter.wasm' };
      const entries = [SOURCE_FOLDER + entry.path, abi.path];
      const { error, stderr } = await asc.main([...entries, ...toArguments(options)], {
        readFile: (name) => files.get(name) ?? null,
        writeFile: () => {},
        listFiles: () => [],
        reportDiagnostic: () => {},
        transforms: [],
      });
      if (error !== null) throw new Error(`asc: ${error.message}\n${stderr.toString()}`);
    };
    const commandLine = (round: number): Promise<void> => {
      writeFiles(folder, filesOf(round));
      const { status, stderr } = spawnSync(process.execPath, [ascCommand, '--target', 'debug'], {
        cwd: folder,
        encoding: 'utf8',
        timeout: 60_000,
      });
      if (status !== 0) throw new Error(`asc: ${stderr}`);
      return Promise.resolve();
    };
    const sluice = async (round: number): Promise<void> => {
      const outcome = await compiler.compile({
        revision: round,
        files: edited(round),
        profile: 'debug',
      });
      if (outcome.status !== 'compiled')
        throw new Error(`the compiler ended with ${outcome.status}`);
      const modules = [{ bytes: outcome.module, sourceMap: outcome.sourceMap }];
      // The scenario on the screen is the one that a person waits for.
      const request = { id: round, project, modules, options: { scenarios: [0] } };
      const report = runProject(request, () => {}, createPositionLookup);
      if (report.scenarios[0]?.loaded !== true) throw new Error('the scenario was not played');
    };
    const quick = await takeTurns(
      [
        { name: 'sluice', work: sluice },
        { name: 'asc', work: inProcess },
      ],
      { rounds: 15, warmUp: 6 },
    );
    const slow = await takeTurns([{ name: 'asc', work: commandLine }], { rounds: 3, warmUp: 1 });
    const value = quick.get('sluice') as number;
    const common = { name: 'edit-to-result', value, unit: 'ms' };
    return [
      {
        ...common,
        ratio: value / (quick.get('asc') as number),
        peer: 'asc in process',
        aim: '≤ 1.5',
      },
      {
        ...common,
        ratio: value / (slow.get('asc') as number),
        peer: 'asc command line',
        aim: '≤ 0.1',
      },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
