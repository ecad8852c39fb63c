// The part of a bundle that holds a running Envoy against what Sluice found.

import { encodeBase64 } from '#abi/base64.ts';
import { markdownBlock } from '../markdown.ts';
import type { TargetContext, TargetFile } from '../target.ts';
import { type ExpectedMessage, type PlannedScenario, verificationPlan } from './plan.ts';
import { verifyNodeText } from './verify-node.ts';
import { verifyShell } from './verify-shell.ts';

/** None where no run has told what to expect. `mocks` is where the mock servers take orders, as host and port. */
export function verifyFiles(context: TargetContext, mocks: string[]): TargetFile[] {
  if (!hasVerification(context)) return [];
  const plan = verificationPlan(context);
  const places = { envoy: `localhost:${context.project.listener.port}`, mocks };
  return [
    {
      path: 'verify.sh',
      text: verifyShell(plan, places),
      about: 'sends every scenario with curl and checks what comes of it',
    },
    { path: 'verify.mjs', text: verifyNodeText, about: 'the same for Node' },
    {
      path: 'verify/expected.json',
      text: expectedText(plan, places),
      about: 'what verify.mjs expects',
    },
    ...plan.flatMap(bodyFiles),
  ];
}

const hasVerification = ({ rehearsals }: TargetContext): boolean => rehearsals.length > 0;

export function verifySteps(context: TargetContext): string[] {
  if (!hasVerification(context)) return [];
  const plan = verificationPlan(context);
  const left = plan.filter(({ leftOut }) => leftOut !== null);
  return [
    'Check it, while it runs:',
    '',
    ...markdownBlock('sh', 'sh verify.sh'),
    `That plays ${plan.length - left.length} of ${plan.length} scenarios and ends with 0 when every answer is as Sluice showed it; \`node verify.mjs\` does the same without curl.`,
    '',
    ...left.map(({ number, leftOut }) => `- Scenario ${number} is left out: ${leftOut}.`),
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

function expectedText(plan: PlannedScenario[], places: { envoy: string; mocks: string[] }): string {
  const scenarios = plan.map((scenario) => ({
    ...scenario,
    exchanges: scenario.exchanges.map((exchange) => ({
      afterMs: exchange.afterMs,
      request: {
        method: exchange.request.method,
        path: exchange.request.path,
        authority: exchange.request.authority,
        headers: exchange.request.headers,
        chunked: exchange.request.body.framing === 'chunked',
        body: encodeBase64(exchange.requestBody),
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

function messageJson({ headers, sizeBytes, body }: ExpectedMessage) {
  return { headers, sizeBytes, body: body === null ? null : encodeBase64(body) };
}
