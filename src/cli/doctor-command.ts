// `sluice doctor FILE.wasm`: what the doctor says of a module, as text or as JSON.

import { basename } from 'node:path';
import type { Finding, ModuleExamination } from '#doctor/examination.ts';
import { featureNames } from '#doctor/feature-names.ts';
import { examineModule } from '#doctor/examine.ts';
import { readModuleFile } from '#doctor/read-file.ts';
import { inWords, kilobytes, mebibytes } from '#doctor/words.ts';
import { CliProblem } from './problem.ts';
import { readBytes } from './read-project.ts';
import { jsonText } from './told-report.ts';

const marks: Record<Finding['severity'], string> = {
  crash: '✗',
  refused: '✗',
  warning: '!',
  note: '·',
};

const verdicts: Record<ModuleExamination['verdict'], string> = {
  loads: 'Envoy takes it.',
  refused: 'Envoy refuses it.',
  crashes: 'It would crash Envoy.',
};

export async function doctorCommand(
  file: string,
  json: boolean,
): Promise<{ output: string; notes: string[]; ok: boolean }> {
  const examination = await examine(file);
  return {
    output: json
      ? jsonText({ file, ...examination })
      : examinationText(basename(file), examination),
    notes: [],
    ok: examination.verdict === 'loads',
  };
}

/** Of what is no module too, since Envoy has its words for that; a text with an error gives no module to look at. */
async function examine(file: string): Promise<ModuleExamination> {
  const bytes = readBytes(file);
  const read = await readModuleFile(basename(file), bytes);
  if (read.status === 'module') return read.examination;
  if (/\.(wat|wast)$/i.test(file)) throw new CliProblem(read.problem, { file });
  return examineModule(bytes);
}

function examinationText(name: string, examination: ModuleExamination): string {
  const { findings, verdict, envoyLines } = examination;
  const lines = [
    `${name}: ${verdicts[verdict]}`,
    ...facts(examination).map(([label, value]) => `  ${label.padEnd(11)} ${value}`),
    ...findings.flatMap(findingLines),
  ];
  if (envoyLines.length > 0)
    lines.push('Envoy would log:', ...envoyLines.map((line) => `  ${line}`));
  return `${lines.join('\n')}\n`;
}

function findingLines({ severity, what, cure, envoyLine }: Finding): string[] {
  return [
    `${marks[severity]} ${what}`,
    ...(cure === '' ? [] : [`    ${cure}`]),
    ...(envoyLine === null ? [] : [`    Envoy: ${envoyLine}`]),
  ];
}

function facts({
  sha256,
  sizes,
  origin,
  abiVersion,
  memory,
  start,
  imports,
  callbacks,
  features,
}: ModuleExamination): [label: string, value: string][] {
  const exported = callbacks.filter(({ state }) => state === 'exported').length;
  const guess = [origin.language, origin.sdk].filter((one) => one !== null);
  return [
    ['sha256', sha256],
    [
      'size',
      `${kilobytes(sizes.wholeBytes)}, of it ${kilobytes(sizes.codeBytes)} code in ${sizes.functions} functions and ${kilobytes(sizes.dataBytes)} data`,
    ],
    [
      'written in',
      guess.length === 0
        ? 'not known'
        : `${guess.join(', ')} (guessed)${origin.tools.length === 0 ? '' : `, with ${inWords(origin.tools)}`}`,
    ],
    ['ABI', abiVersion ?? 'none'],
    [
      'memory',
      memory === null
        ? 'none of its own'
        : `${mebibytes(memory.minPages)} at first, ${memory.maxPages === null ? 'as much as Envoy gives' : `at most ${mebibytes(memory.maxPages)}`}`,
    ],
    ['start', start === 'none' ? 'nothing runs' : start],
    [
      'imports',
      `${imports.length}, of which Envoy has ${imports.filter(({ envoyHas }) => envoyHas === 'yes').length}`,
    ],
    ['callbacks', `${exported} of ${callbacks.length}`],
    ['extensions', inWords(features.map((feature) => featureNames[feature].name))],
  ];
}
