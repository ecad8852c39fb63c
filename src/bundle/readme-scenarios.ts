// The README's part on the scenarios: for each its curl lines, what comes back and what Envoy logs, as verify.sh and verify.mjs check it.

import type { Project, Scenario } from '#project/schema.ts';
import { curlLine } from './curl.ts';
import { markdownBlock as block, markdownText } from './markdown.ts';
import {
  type FoundBody,
  type FoundExchange,
  type ScenarioOutcome,
  whyNotPlayed,
} from './outcome.ts';
import { overrideNames } from './overrides.ts';
import type { TargetContext } from './target.ts';
import { type PlannedScenario, verificationPlan } from './verify/plan.ts';
import { expected, type ExpectedMessage, valueOf } from './verify/steady.ts';

const shownBodyCharacters = 2000;
const shownLogLines = 20;
const shownLineCharacters = 300;
/** Stands for what is another each time, or was cut. */
const any = '…';

/**
 * @param files Paths of the target's own files.
 */
export function readmeScenarios(context: TargetContext, files: ReadonlySet<string>): string[] {
  const plan = verificationPlan(context);
  return context.project.scenarios.flatMap((scenario, index) => [
    `### ${index + 1}. ${markdownText(scenario.name)}`,
    '',
    ...settingsLines(scenario, index, files),
    ...playedLines(context.project, scenario, context.outcomes[index], plan[index]),
  ]);
}

function settingsLines(scenario: Scenario, index: number, files: ReadonlySet<string>): string[] {
  const lines: string[] = [];
  const changes = overrideNames(scenario);
  if (changes.length > 0) {
    const own = `This scenario has its own ${changes.join(' and ')}`;
    lines.push(`${own}${howToSet(scenario, index + 1, files)}`, '');
  }
  if (scenario.repeat > 1) {
    const rounds = scenario.repeat.toLocaleString('en-US');
    lines.push(`Sluice plays this scenario ${rounds} times in a row, on the same VMs.`, '');
  }
  return lines;
}

function howToSet({ overrides }: Scenario, number: number, files: ReadonlySet<string>): string {
  const config = `verify/${number}.envoy.json`;
  if (!files.has(config)) return '; set them in the configuration first.';
  if (overrides.attributes !== undefined)
    return ', which curl cannot have: `sh verify.sh --start` plays it.';
  return `: start Envoy with \`CONFIG=${config} SCENARIO=${number} sh run.sh\`.`;
}

function playedLines(
  project: Project,
  scenario: Scenario,
  outcome: ScenarioOutcome | undefined,
  planned: PlannedScenario | undefined,
): string[] {
  const reason = outcome === undefined ? null : whyNotPlayed(outcome);
  if (reason !== null) return [`${markdownText(reason)}.`, ''];
  if (outcome?.loaded === false)
    return ['Expected: Envoy refuses this configuration and does not start.', ''];
  return [
    ...scenario.exchanges.flatMap(({ request, afterMs }, index) => {
      const { command, remarks } = curlLine(request, project);
      const found = outcome?.exchanges[index];
      return [
        ...(afterMs > 0 ? [`After ${afterMs / 1000} s:`, ''] : []),
        ...block('sh', command),
        ...remarks.flatMap((remark) => [`Note: ${remark}`, '']),
        ...(found === undefined
          ? []
          : answerLines(found, planned?.exchanges[index]?.answer ?? null)),
      ];
    }),
    ...logBlock(planned?.alone.log ?? []),
  ];
}

/** A message as it is checked, or as it came where that cannot be checked. */
function answerLines(
  { verdictText, clientResponse }: FoundExchange,
  planned: ExpectedMessage | null,
): string[] {
  if (clientResponse === null) return [`Expected: no answer. ${verdictText}`, ''];
  const { headers } = planned ?? expected(clientResponse, []);
  const answer = [
    valueOf(clientResponse.headers, ':status') ?? '',
    ...headers.map(({ name, value }) => `${name}: ${value ?? any}`),
    '',
    bodyText(clientResponse.body),
    ...trailerLines(clientResponse.trailers),
  ].join('\n');
  const isCut = clientResponse.complete ? '' : ', and then the connection breaks off';
  return [`Expected${isCut}:`, '', ...block('', answer.trimEnd())];
}

function trailerLines(trailers: [name: string, value: string][]): string[] {
  if (trailers.length === 0) return [];
  return ['', ...trailers.map(([name, value]) => `trailer ${name}: ${value}`)];
}

function bodyText({ encoding, data, sizeBytes, truncated }: FoundBody): string {
  if (encoding === 'base64') return `(${sizeBytes} bytes)`;
  if (!truncated && data.length <= shownBodyCharacters) return data;
  return `${data.slice(0, shownBodyCharacters)}${any}\n(${sizeBytes} bytes in all)`;
}

function logBlock(log: readonly string[]): string[] {
  if (log.length === 0) return [];
  const lines = log
    .slice(0, shownLogLines)
    .map((line) =>
      line.length > shownLineCharacters ? `${line.slice(0, shownLineCharacters)}${any}` : line,
    );
  const more = log.length - lines.length;
  return [
    more > 0 ? `Envoy logs, with ${more} more lines like these:` : 'Envoy logs:',
    '',
    ...block('', lines.join('\n')),
  ];
}
