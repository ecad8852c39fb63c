// Sends the curl lines of a bundle's README to a real Envoy and holds what comes back, and what Envoy logs, against what the README expects.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Project } from '#project/schema.ts';
import { runProgram } from './run-program.ts';

export interface ReadmePlaces {
  folder: string;
  project: Project;
  /** Where Envoy listens, as host and port. */
  address: string;
  control: number;
  log: () => string;
}

const timeoutMs = 30_000;
const hopByHop = /^(connection|keep-alive|transfer-encoding):/i;

/** Null when everything is as the README has it, for the scenarios of these numbers. */
export async function readmeProblem(
  places: ReadmePlaces,
  numbers: readonly number[],
): Promise<string | null> {
  const readme = readFileSync(join(places.folder, 'README.md'), 'utf8');
  const parts = readme.split(/^### (?=\d+\. )/m).slice(1);
  for (const number of numbers) {
    const problem = await scenarioProblem(places, number, parts[number - 1] ?? '');
    if (problem !== null) return `README, scenario ${number}: ${problem}`;
  }
  return null;
}

async function scenarioProblem(
  places: ReadmePlaces,
  number: number,
  part: string,
): Promise<string | null> {
  const { project, control, log } = places;
  const scenario = project.scenarios[number - 1];
  await fetch(`http://127.0.0.1:${control}/scenario/${number}`, { method: 'POST' });
  const blocks = [...part.matchAll(/^(`{3,})(\w*)\n([\s\S]*?)\n\1$/gm)].map(
    ([, , language, text = '']) => ({ language, text }),
  );
  for (const { afterMs } of scenario?.exchanges ?? []) {
    const [command, answer] = blocks.splice(0, 2);
    if (command?.language !== 'sh' || answer?.language !== '') return 'blocks are missing';
    await sleep(afterMs);
    const output = await curl(places, command.text);
    const problem = answerProblem(output, answer.text);
    if (problem !== null) return `${problem}\nexpected\n${answer.text}\nfound\n${output}`;
  }
  // A level of the scenario's own is not this Envoy's.
  if (scenario?.overrides.logLevel !== undefined) return null;
  for (const line of blocks[0]?.text.split('\n') ?? []) {
    const wanted = withoutStreams(line.replace(/…$/, ''));
    const isLogged = (): boolean => withoutStreams(log()).includes(wanted);
    for (let tries = 0; tries < 100 && !isLogged(); tries += 1) await sleep(20);
    if (!isLogged()) return `Envoy does not log ${line}`;
  }
  return null;
}

/** The number of a context says how many came before it, and this Envoy has answered others. */
function withoutStreams(text: string): string {
  return text.replace(/#\d+/g, '#');
}

/** As it stands there, but for where the name leads. */
async function curl({ folder, project, address }: ReadmePlaces, command: string): Promise<string> {
  const there = `localhost:${project.listener.port}:${address}`;
  const moved = command.replace('curl ', `curl --connect-to ${there} `);
  return (await runProgram(['sh', '-c', moved], { folder, timeoutMs })).output;
}

function answerProblem(output: string, wanted: string): string | null {
  const [head = '', ...rest] = output.split('\r\n\r\n');
  const [status = '', ...headers] = head.split('\r\n');
  const [wantedStatus, ...lines] = wanted.split('\n');
  if (status.split(' ')[1] !== wantedStatus) return `the status is ${status}`;
  const end = lines.indexOf('');
  const wantedHeaders = end < 0 ? lines : lines.slice(0, end);
  const found = headers.filter((line) => !hopByHop.test(line));
  if (found.length !== wantedHeaders.length) return 'there are more or fewer headers';
  for (const line of wantedHeaders) {
    const isThere = line.endsWith(': …')
      ? found.some((one) => one.startsWith(line.slice(0, -1)))
      : found.includes(line.trimEnd()) || found.includes(line);
    if (!isThere) return `there is no ${line}`;
  }
  const [text = '', trailers] = (end < 0 ? '' : lines.slice(end + 1).join('\n')).split(
    /\n\n(?=trailer [\w-]+: )/,
  );
  // curl prints them behind the body.
  const last = (trailers ?? '').replace(/^trailer (.*)$/gm, '$1\r');
  const all = rest.join('\r\n\r\n').trimEnd();
  if (!all.endsWith(last.trimEnd())) return 'the trailers are others';
  const body = all.slice(0, all.length - last.trimEnd().length);
  if (/\(\d+ bytes( in all)?\)$/.test(text)) {
    const cut = text.indexOf('…\n(');
    return body.startsWith(cut < 0 ? '' : text.slice(0, cut)) ? null : 'the body begins otherwise';
  }
  return body.trimEnd() === text ? null : 'the body is another one';
}
