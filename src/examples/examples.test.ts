// Every example does what its scenarios say, as a debug build and as the release that is downloaded.

import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createNodeCompiler } from '#compile/node/node-compiler.ts';
import { createPositionLookup } from '#compile/source-map.ts';
import { examineModule } from '#doctor/examine.ts';
import type { PluginModule, ScenarioReport } from '#run/api.ts';
import { runProject } from '#run/run-project.ts';
import { headersAt } from '#trace/header-replay.ts';
import { examples, readExample } from './node.ts';

const compiler = createNodeCompiler();

const readText = (slug: string, name: string): string =>
  readFileSync(new URL(`./${slug}/${name}`, import.meta.url), 'utf8');

/** Bytes of each plugin's release module, by example. */
const releaseSizes = new Map<string, number[]>();

/** Steps whose headers, computed anew from the hostcalls, are not those that the run reported. */
function replayDifferences(scenario: ScenarioReport): unknown[] {
  return scenario.exchanges.flatMap((exchange) =>
    exchange.steps.flatMap((step) => {
      if (step.after.length === 0) return [];
      const { headers, unknown } = headersAt(scenario, exchange, step, scenario.events.length);
      const same = unknown === '' && JSON.stringify(headers) === JSON.stringify(step.after);
      return same ? [] : [{ scenario: scenario.name, headers, unknown, after: step.after }];
    }),
  );
}

describe.each(examples.map(({ slug }) => slug))('%s', (slug) => {
  const project = readExample(slug);

  it.each(['debug', 'release'] as const)(
    'meets all its expectations (%s)',
    async (profile) => {
      const modules: PluginModule[] = [];
      for (const { source } of project.plugins) {
        if (source.kind !== 'assemblyscript') throw new Error('The example has no source.');
        const outcome = await compiler.compile({ revision: 1, files: source.files, profile });
        if (outcome.status !== 'compiled') throw new Error(JSON.stringify(outcome));
        expect(outcome.diagnostics).toEqual([]);
        const { findings } = examineModule(outcome.module);
        expect(findings.filter(({ severity }) => severity !== 'note')).toEqual([]);
        modules.push({ bytes: outcome.module, sourceMap: outcome.sourceMap });
      }
      if (profile === 'release')
        releaseSizes.set(
          slug,
          modules.map(({ bytes }) => bytes.length),
        );
      const report = runProject(
        { id: 0, project, modules, options: {} },
        () => {},
        createPositionLookup,
      );
      const failed = report.scenarios.flatMap((scenario) =>
        scenario.expectations
          .filter(({ holds }) => !holds)
          .map(({ index, actual }) => {
            const wanted = JSON.stringify(project.scenarios[scenario.index]?.expect[index]);
            return `${scenario.name}: ${wanted}, but: ${actual}`;
          }),
      );
      expect(failed).toEqual([]);
      expect(report.scenarios.flatMap(replayDifferences)).toEqual([]);
      for (const { notEmulated } of report.scenarios) expect(notEmulated).toEqual([]);
    },
    60_000,
  );

  it('has two scenarios or more, each with something to hold', () => {
    expect(project.scenarios.length).toBeGreaterThanOrEqual(2);
    for (const { expect: expectations } of project.scenarios) {
      expect(expectations.length).toBeGreaterThan(0);
    }
  });

  it('has a text that says what it teaches', () => {
    expect(readText(slug, 'README.md')).toMatch(/^# .+\n[^]+\*\*The trap\.\*\*/);
  });

  it('is of a length to be read', () => {
    for (const { source } of project.plugins) {
      if (source.kind !== 'assemblyscript') throw new Error('The example has no source.');
      for (const { text } of source.files) expect(text.split('\n').length).toBeLessThanOrEqual(121);
    }
  });
});

it('docs/examples.md lists them with the sizes of their modules', () => {
  const kilobytes = (slug: string): string =>
    (releaseSizes.get(slug) ?? []).map((bytes) => (bytes / 1000).toFixed(1)).join(' + ');
  const rows = examples.map(
    ({ slug, summary, tags }) =>
      `| [${slug}](../src/examples/${slug}) | ${summary} | ${tags.join(', ')} | ${kilobytes(slug)} |`,
  );
  const page = [
    '# The examples',
    '',
    'Each is a tutorial, a fixture and a test: its scenarios run in Sluice and in a real Envoy. The size is that of the module',
    'in a download (`asc` with `--shrinkLevel 2`); a chain has one module per filter. This page is written by a test:',
    '`SLUICE_WRITE_DOCS=1 npx vitest run src/examples`.',
    '',
    '| example | what it does | about | kB |',
    '|---|---|---|---|',
    ...rows,
    '',
  ].join('\n');
  const file = new URL('../../docs/examples.md', import.meta.url);
  if (process.env['SLUICE_WRITE_DOCS'] === '1') writeFileSync(file, page);
  expect(readFileSync(file, 'utf8')).toBe(page);
});
