// The target "github-actions": a workflow that builds the filter, starts Envoy in a container and lets verify.sh judge it.

import type { JsonObject } from '../json.ts';
import { markdownBlock } from '../markdown.ts';
import type { BundleTarget, TargetContext } from '../target.ts';
import { toYaml } from '../yaml.ts';
import { dockerTarget } from './docker.ts';

export const githubActionsTarget: BundleTarget = {
  name: 'github-actions',
  title: 'GitHub Actions',
  summary: 'build and verify',
  options: dockerTarget.options,
  files: (context) => [
    {
      path: '.github/workflows/verify.yml',
      text: toYaml(
        workflow(context),
        ' Builds the filter, starts Envoy with it and checks every scenario.',
      ),
      about: 'the workflow',
    },
    ...dockerTarget.files(context),
  ],
  steps: (context) => [
    'Put these files into the root of a repository and push it. The workflow does what these lines do:',
    '',
    ...markdownBlock(
      'sh',
      commands(context)
        .map(({ run }) => run)
        .join('\n'),
    ),
  ],
  notes: (context) => [
    ...dockerTarget.notes(context),
    ...context.modules
      .filter((one) => !one.rebuildable)
      .map(
        ({ fileName }) => `\`${fileName}\` has no sources here: the workflow takes it as it is.`,
      ),
  ],
};

function commands({ modules, rehearsals }: TargetContext): { name: string; run: string }[] {
  const builds = modules.flatMap(({ rebuildable, fileName }, index) => {
    if (!rebuildable) return [];
    const build = 'npm install && npm run build';
    const folder = `plugins/${index + 1}`;
    return [
      modules.length === 1 ? build : `(cd ${folder} && ${build}) && cp ${folder}/${fileName} .`,
    ];
  });
  return [
    ...(builds.length > 0 ? [{ name: 'Build', run: builds.join('\n') }] : []),
    { name: 'Hold the modules against their hashes', run: 'sha256sum --check sha256sums.txt' },
    { name: 'Start Envoy', run: 'docker compose up --wait' },
    ...(rehearsals.length > 0 ? [{ name: 'Verify', run: 'sh verify.sh' }] : []),
  ];
}

function workflow(context: TargetContext): JsonObject {
  return {
    name: 'Verify the filter',
    on: { push: {}, pull_request: {} },
    permissions: { contents: 'read' },
    jobs: {
      verify: {
        'runs-on': 'ubuntu-latest',
        'timeout-minutes': 15,
        steps: [
          { uses: 'actions/checkout@v4' },
          { uses: 'actions/setup-node@v4', with: { 'node-version': 20 } },
          ...commands(context),
          { name: 'What Envoy said', if: 'always()', run: 'docker compose logs' },
        ],
      },
    },
  };
}
