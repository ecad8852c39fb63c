// The target "envoy": an Envoy on this machine, with mock servers behind it.

import type { Project } from '#project/schema.ts';
import { envoyJson, envoyYaml, needsJson } from '../envoy-yaml.ts';
import { fittedTo, versionNotes } from '../envoy-versions.ts';
import { markdownBlock } from '../markdown.ts';
import { mockServerText } from '../mock-server.ts';
import { mocksText } from '../mocks.ts';
import { runScript } from '../run-script.ts';
import type { BundleTarget, TargetContext, TargetFile } from '../target.ts';
import { controlPort } from '../envoy-config.ts';
import { scenarioStarts } from '../verify/scenario-start.ts';
import { verifyFiles, verifySteps } from '../verify/verify-files.ts';

export const envoyTarget: BundleTarget = {
  name: 'envoy',
  title: 'Envoy',
  summary: 'config and module',
  options: ['envoyVersion'],
  files(context) {
    const project = fittedTo(context.project, context.options.envoyVersion);
    return [
      {
        path: 'envoy.yaml',
        text: envoyYaml(project),
        about: `configuration for Envoy ${context.options.envoyVersion}`,
      },
      ...(needsJson(project)
        ? [
            {
              path: 'envoy.json',
              text: envoyJson(project),
              about:
                'the same, with numbers that Envoy would read as text from YAML; take this one',
            },
          ]
        : []),
      {
        path: 'run.sh',
        text: runScript(project),
        about: 'lets Envoy check the configuration, then starts it with its servers',
      },
      ...serverFiles(context),
      ...verifyFiles(context, [`localhost:${controlPort(project)}`], scenarioStarts(project)),
    ];
  },
  steps: (context) => [
    ...markdownBlock('sh', 'sh run.sh'),
    ...(context.project.clusters.length > 0
      ? [
          'The servers play the first scenario. `SCENARIO=2` in the environment plays the second.',
          '',
        ]
      : []),
    ...byHandSteps(context.project),
    ...logLevelSteps('the terminal'),
    ...verifySteps(context, true),
  ],
  notes: ({ project, options }) => versionNotes(project, options.envoyVersion),
};

/** For those who have a way of their own to start Envoy. */
function byHandSteps(project: Project): string[] {
  const config = needsJson(project) ? 'envoy.json' : 'envoy.yaml';
  const servers = project.clusters.length > 0 ? '`node mock-server.mjs` beside ' : '';
  return [
    `By hand that is ${servers}\`envoy -c ${config}\`; with \`-l debug\` Envoy tells all that it does.`,
    '',
  ];
}

/** `place` is where the log is read. */
export function logLevelSteps(place: string): string[] {
  return [
    `What the filter logs comes to ${place}; \`WASM_LOG_LEVEL=trace\` in the environment shows all of it.`,
    '',
  ];
}

/** What stands behind Envoy on every machine of one's own. */
export function serverFiles({ project }: TargetContext): TargetFile[] {
  return [
    {
      path: 'mock-server.mjs',
      text: mockServerText,
      about: 'the servers behind Envoy',
    },
    { path: 'mocks.json', text: mocksText(project), about: 'what they answer in each scenario' },
  ];
}
