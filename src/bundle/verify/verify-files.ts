// The part of a bundle that holds a running Envoy against what Sluice found.

import { encodeBase64 } from '#abi/base64.ts';
import { adminPort } from '../envoy-config.ts';
import { markdownBlock } from '../markdown.ts';
import type { TargetContext, TargetFile } from '../target.ts';
import { type PlannedScenario, verificationPlan } from './plan.ts';
import type { ScenarioStart } from './scenario-start.ts';
import type { ExpectedMessage } from './steady.ts';
import { verifyNodeText } from './verify-node.ts';
import { verifyShell } from './verify-shell.ts';

/**
 * None where no run has told what to expect.
 * @param mocks Where the mock servers take orders, as host and port.
 * @param starts How an Envoy is started for each scenario, where the target's files can do that.
 */
export function verifyFiles(
  context: TargetContext,
  mocks: string[],
  starts: ScenarioStart[] = [],
): TargetFile[] {
  if (!hasVerification(context)) return [];
  const plan = verificationPlan(context);
  const { listener, workers } = context.project;
  const places = { envoy: `localhost:${listener.port}`, mocks };
  return [
    {
      path: 'verify.sh',
      text: verifyShell(plan, places, starts.length > 0),
      about: 'sends every scenario with curl and checks what comes of it',
    },
    { path: 'verify.mjs', text: verifyNodeText, about: 'the same for Node' },
    {
      path: 'verify/expected.json',
      text: expectedText(
        plan,
        { ...places, admin: `127.0.0.1:${adminPort(context.project)}`, workers },
        starts,
      ),
      about: 'what verify.mjs expects',
    },
    ...plan.flatMap(bodyFiles),
    ...starts.flatMap(({ file }) => (file === null ? [] : [file])),
  ];
}

const hasVerification = ({ rehearsals }: TargetContext): boolean => rehearsals.length > 0;

export function verifySteps(context: TargetContext, starts = false): string[] {
  if (!hasVerification(context)) return [];
  const plan = verificationPlan(context);
  const left = plan.filter(({ leftOut }) => leftOut !== null);
  if (starts && left.length === plan.length)
    return [
      'No scenario can be asked of an Envoy that has been running for a while.',
      '',
      ...startSteps(plan),
    ];
  return [
    'Check it, while it runs:',
    '',
    ...markdownBlock('sh', 'sh verify.sh'),
    `That plays ${plan.length - left.length} of ${plan.length} scenarios and ends with 0 when every answer is as Sluice showed it; \`node verify.mjs\` does the same without curl.`,
    '',
    ...left.map(({ number, leftOut }) => `- Scenario ${number} is left out: ${leftOut}.`),
    ...(left.length > 0 ? [''] : []),
    ...(starts ? startSteps(plan) : []),
  ];
}

function startSteps(plan: readonly PlannedScenario[]): string[] {
  const left = plan.filter(({ alone }) => alone.leftOut !== null);
  return [
    'To check it from the start, let the script start an Envoy for each scenario, with the settings of that scenario, and end it again:',
    '',
    ...markdownBlock('sh', 'sh verify.sh --start'),
    `That plays ${plan.length - left.length} of ${plan.length} scenarios, from Envoy's first moment on, and checks the log too. \`ENVOY\` in the environment names the program where it is not on the PATH.`,
    '',
    ...left.map(({ number, alone }) => `- Scenario ${number} is left out: ${alone.leftOut}.`),
    ...(left.length > 0 ? [''] : []),
  ];
}

function bodyFiles({ number, exchanges }: PlannedScenario): TargetFile[] {
  return exchanges.flatMap(({ requestBody, answer }, index) => {
    const path = `verify/${number}-${index + 1}`;
    return [
      ...(requestBody.length > 0
        ? [{ path: `${path}.request`, bytes: requestBody, about: 'a body that verify.sh sends' }]
        : []),
      ...(answer.body === null
        ? []
        : [{ path: `${path}.answer`, bytes: answer.body, about: 'a body that it expects' }]),
    ];
  });
}

interface Places {
  envoy: string;
  admin: string;
  mocks: string[];
  workers: number;
}

function expectedText(
  plan: PlannedScenario[],
  places: Places,
  starts: readonly ScenarioStart[],
): string {
  const scenarios = plan.map((scenario, index) => ({
    ...scenario,
    alone: { ...scenario.alone, start: starts[index]?.start ?? null },
    exchanges: scenario.exchanges.map((exchange) => ({
      afterMs: exchange.afterMs,
      request: {
        method: exchange.request.method,
        path: exchange.request.path,
        authority: exchange.request.authority,
        headers: exchange.request.headers,
        body: exchange.request.body,
        trailers: exchange.request.trailers,
      },
      status: exchange.status,
      answer: messageJson(exchange.answer),
      upstream:
        exchange.upstream === null || exchange.upstream === 'none'
          ? exchange.upstream
          : { ...exchange.upstream, ...messageJson(exchange.upstream) },
    })),
  }));
  return `${JSON.stringify({ ...places, scenarios }, null, 2)}\n`;
}

function messageJson({ complete, headers, sizeBytes, body }: ExpectedMessage) {
  return { complete, headers, sizeBytes, body: body === null ? null : encodeBase64(body) };
}
