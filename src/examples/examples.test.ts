// Every example does what its scenarios say, as a debug build and as the release that is downloaded.

import { describe, expect, it } from 'vitest';
import { createNodeCompiler } from '#compile/node/node-compiler.ts';
import { createPositionLookup } from '#compile/source-map.ts';
import { runProject } from '#run/run-project.ts';
import { examples, readExample } from './node.ts';

const compiler = createNodeCompiler();

describe.each(examples.map(({ slug }) => slug))('%s', (slug) => {
  const project = readExample(slug);

  it.each(['debug', 'release'] as const)(
    'meets all its expectations (%s)',
    async (profile) => {
      const source = project.plugins[0]?.source;
      if (source?.kind !== 'assemblyscript') throw new Error('The example has no source.');
      const outcome = await compiler.compile({ revision: 1, files: source.files, profile });
      if (outcome.status !== 'compiled') throw new Error(JSON.stringify(outcome));
      expect(outcome.diagnostics).toEqual([]);
      const modules = [{ bytes: outcome.module, sourceMap: outcome.sourceMap }];
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
      for (const { notEmulated } of report.scenarios) expect(notEmulated).toEqual([]);
    },
    60_000,
  );

  it('has at least three scenarios, each with something to hold', () => {
    expect(project.scenarios.length).toBeGreaterThanOrEqual(3);
    for (const { expect: expectations } of project.scenarios) {
      expect(expectations.length).toBeGreaterThan(0);
    }
  });
});
