// The workflow, as GitHub's own parser reads it.

import { NoOperationTraceWriter, parseWorkflow } from '@actions/workflow-parser';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { bundleFor, demanding, textOf } from '../testing/target-bundle.ts';

describe('a workflow', () => {
  it('is one to the parser of GitHub Actions itself', () => {
    const content = textOf(
      bundleFor('github-actions', demanding()),
      '.github/workflows/verify.yml',
    );
    const errorsOf = (text: string): string[] =>
      parseWorkflow({ name: 'verify.yml', content: text }, new NoOperationTraceWriter())
        .context.errors.getErrors()
        .map(({ message }) => message);
    expect(errorsOf(content)).toEqual([]);
    expect(errorsOf(content.replace('runs-on', 'runs_on'))).not.toEqual([]);
  });

  it('builds what has sources, and starts and verifies what the compose file has', () => {
    const bundle = bundleFor('github-actions');
    const { jobs } = parse(textOf(bundle, '.github/workflows/verify.yml')) as {
      jobs: { verify: { steps: { run?: string }[] } };
    };
    const lines = jobs.verify.steps.flatMap(({ run }) => run ?? []);
    expect(lines).toContain('docker compose up --wait');
    expect(lines).not.toContain('npm install && npm run build');
    expect(bundle.notes).toContain(
      '`filter.wasm` has no sources here: the workflow takes it as it is.',
    );
    textOf(bundle, 'docker-compose.yaml');
  });

  it('has keys that a reader of YAML 1.1 takes for text too', () => {
    const text = textOf(bundleFor('github-actions'), '.github/workflows/verify.yml');
    expect(Object.keys(parse(text, { version: '1.1' }) as object)).toContain('on');
  });
});
