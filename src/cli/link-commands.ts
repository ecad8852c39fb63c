// `sluice link PROJECT.json` and `sluice open LINK`: a project as a link, and a link as a project.

import { compactProject } from '#project/compact.ts';
import type { Project } from '#project/schema.ts';
import { claimsToBeLink } from '#share/claims-to-be-link.ts';
import { newestDictionary } from '#share/dictionary.ts';
import { readLink } from '#share/read-link.ts';
import { findSecrets, knownSamples, redact, type Secret } from '#share/secrets/find-secrets.ts';
import { writeLink } from '#share/write-link.ts';
import type { Arguments } from './arguments.ts';
import { CliProblem } from './problem.ts';
import { jsonText } from './told-report.ts';
import { writeProject } from './write-project.ts';

interface Result {
  output: string;
  notes: string[];
  ok: boolean;
}

export async function linkCommand(args: Arguments, own: Project): Promise<Result> {
  const dictionary = await newestDictionary();
  const secrets = findSecrets(own, knownSamples(dictionary));
  const undecided = secrets.length > 0 && args.secrets === 'refused';
  const project = args.secrets === 'redacted' ? redact(own, secrets) : own;
  const place =
    args.scenario === null ? null : { scenario: scenarioOf(own, args.scenario), seq: null };
  const fragment = writeLink(project, dictionary, place);
  if (fragment === null)
    throw new CliProblem(
      'The project is larger than a link may be (1 MiB as JSON); send the file.',
    );
  const link = undecided ? null : `${args.page?.replace(/#.*$/, '') ?? ''}#${fragment}`;
  return {
    output: args.json
      ? jsonText({ link, characters: link?.length ?? null, secrets: secrets.map(withoutValue) })
      : `${link ?? ''}${link === null ? '' : '\n'}`,
    notes: secretNotes(secrets, args.secrets),
    ok: !undecided,
  };
}

/** With `--out`, a path that ends in .json is a file, any other a folder. What is there already stays: a link may come from anybody. */
export async function openCommand({ files: [link], json, outFolder }: Arguments): Promise<Result> {
  // A mail or a terminal may have broken it into lines.
  const fragment = link.slice(link.indexOf('#') + 1).replace(/\s/g, '');
  if (!claimsToBeLink(fragment))
    throw new CliProblem('That is no link of Sluice: behind its # it begins with 1 and a dot.');
  const read = await readLink(fragment);
  if (!read.ok) throw new CliProblem(read.problem.message);
  const { project, place } = read;
  const whole = compactProject(project);
  const scenario = place === null ? null : (project.scenarios[place.scenario]?.name ?? null);
  const written = outFolder === null ? [] : writeProject(outFolder, project);
  const lines = written.map((path) => `${path}\n`).join('');
  return {
    output: json
      ? jsonText({ project: whole, scenario, event: place?.seq ?? null, files: written })
      : outFolder === null
        ? jsonText(whole)
        : lines,
    notes: moduleNotes(project),
    ok: true,
  };
}

function scenarioOf({ scenarios }: Project, name: string): number {
  const index = scenarios.findIndex((scenario) => scenario.name === name);
  if (index >= 0) return index;
  const names = scenarios.map((scenario) => `"${scenario.name}"`).join(', ');
  throw new CliProblem(`There is no scenario "${name}"; there are ${names}.`);
}

/** The report of a command is kept in logs, where a secret has no business. */
const withoutValue = ({ what, where }: Secret) => ({ what, where });

function secretNotes(secrets: readonly Secret[], decided: Arguments['secrets']): string[] {
  if (secrets.length === 0) return [];
  const found = secrets.map(({ what, where }) => `${where}: ${what}`);
  const end = {
    refused:
      'That looks secret, so there is no link. --redact leaves it out, --with-secrets takes it along.',
    redacted: 'That looks secret and is not in the link: REDACTED stands in its place.',
    kept: 'That looks secret and is in the link.',
  }[decided];
  return [...found, end];
}

function moduleNotes({ plugins }: Project): string[] {
  return plugins.flatMap(({ source }) =>
    source.kind === 'module'
      ? [
          `${source.name} is not in the link${source.sha256 === '' ? '' : `; its sha256 is ${source.sha256}`}. Give it with --module.`,
        ]
      : [],
  );
}
