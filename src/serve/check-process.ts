// A process of its own for one check: it reads a request from its folder, plays it and tells on standard output, a line of JSON each.
// Whatever a module does to it, the service can end it together with the Envoy that it started.

import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { verifyProject } from '#envoy/verify-project.ts';
import { parseProject } from '#project/parse.ts';
import type { CheckMessage, CheckRequest, ScenarioVerdict } from '#trace/envoy-check.ts';

/** Of each side's log; the verdict and the first difference are told in any case. */
const mostLogCharacters = 2_000_000;

const [folder, binary] = process.argv.slice(2);
if (folder === undefined || binary === undefined) throw new Error('which folder, which Envoy?');

// The service is at the other end: without it nobody wants to know, and nobody else would clean up.
process.stdin
  .on('close', () => {
    rmSync(folder, { recursive: true, force: true });
    process.exit(1);
  })
  .resume();
await check(folder, binary);
process.exit(0);

async function check(workFolder: string, envoy: string): Promise<void> {
  const request = JSON.parse(
    readFileSync(join(workFolder, 'request.json'), 'utf8'),
  ) as CheckRequest;
  const parsed = parseProject(request.project);
  if (!parsed.ok) {
    const [first] = parsed.problems;
    await say({ kind: 'end', problem: `${first?.path}: ${first?.message}` });
    return;
  }
  const { project } = parsed;
  const modules = request.modules.map((text) => ({
    bytes: new Uint8Array(Buffer.from(text, 'base64')),
    sourceMap: null,
  }));
  const verdicts = verifyProject({
    project,
    modules,
    scenarios: [...project.scenarios.keys()],
    binary: envoy,
    workFolder,
    started: (index) => void say({ kind: 'started', index }),
  });
  for await (const verdict of verdicts) await say({ kind: 'verdict', verdict: bounded(verdict) });
  await say({ kind: 'end', problem: null });
}

function bounded(verdict: ScenarioVerdict): ScenarioVerdict {
  const { logs } = verdict;
  const isLarge = Math.max(logs?.sluice.length ?? 0, logs?.envoy.length ?? 0) > mostLogCharacters;
  return isLarge ? { ...verdict, logs: null } : verdict;
}

function say(message: CheckMessage): Promise<void> {
  return new Promise((resolve) =>
    process.stdout.write(`${JSON.stringify(message)}\n`, () => resolve()),
  );
}
