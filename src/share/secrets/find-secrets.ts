// Finds in a Project what looks like a secret, and makes the Project without it. What every Sluice carries in its examples is none.

import { parseProject } from '#project/parse.ts';
import type { Project } from '#project/schema.ts';
import type { Dictionary } from '../dictionary.ts';
import { mapTexts } from './map-texts.ts';
import { secretsInText } from './secret-rules.ts';
import { whereIs } from './where-is.ts';

export interface Secret {
  /** Such as "a JSON web token". */
  what: string;
  /** Such as `Scenario "allowed", request, header authorization`. */
  where: string;
  value: string;
}

/** A shorter one is replaced where it was found and nowhere else: it may be a part of other words. */
const shortestUnique = 8;

/** Without the secrets that stand in `known`. */
export function findSecrets(project: Project, known: ReadonlySet<string>): Secret[] {
  const secrets: Secret[] = [];
  mapTexts(project, ({ path, name, text }) => {
    for (const { what, start, end } of secretsInText(text, name)) {
      const value = text.slice(start, end);
      if (!known.has(value))
        secrets.push({ what, where: whereIs(project, path, text, start), value });
    }
    return text;
  });
  return secrets;
}

/** The samples in the examples: they are in everybody's copy of Sluice. */
export function knownSamples(dictionary: Dictionary): ReadonlySet<string> {
  const projects = Object.values(dictionary.examples).map((text) => parseProject(JSON.parse(text)));
  return new Set(
    projects.flatMap((parsed) =>
      parsed.ok ? findSecrets(parsed.project, new Set()).map(({ value }) => value) : [],
    ),
  );
}

/** Equal secrets become equal words wherever they stand, so that a filter that compares them still finds them equal. */
export function redact(project: Project, secrets: readonly Secret[]): Project {
  const values = [...new Set(secrets.map(({ value }) => value))];
  const words = new Map(values.map((value, index) => [value, wordFor(index, values.length)]));
  const longestFirst = values
    .filter((value) => value.length >= shortestUnique)
    .toSorted((one, other) => other.length - one.length);
  return mapTexts(project, ({ name, text }) => {
    let next = text;
    for (const { start, end } of secretsInText(text, name).toReversed()) {
      const word = words.get(text.slice(start, end));
      if (word !== undefined) next = next.slice(0, start) + word + next.slice(end);
    }
    for (const value of longestFirst) next = next.replaceAll(value, words.get(value) ?? '');
    return next;
  });
}

const wordFor = (index: number, count: number): string =>
  count === 1 ? 'REDACTED' : `REDACTED-${index + 1}`;
