// The values that two runs of the same scenario never share. Each is replaced by a word, so that what is left must be equal.

type Rule = (line: string) => string;

/** Envoy writes the moment of an answer; its form, and so its length, is always the same. */
const date: Rule = (line) =>
  line.replace(/[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT/g, '<date>');

/** Envoy's x-request-id is random: a UUID of version 4. */
const uuid: Rule = (line) =>
  line.replace(/\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/g, '<uuid>');

/** Milliseconds that the upstream took. */
const serviceTime: Rule = (line) =>
  line.replace(
    /(x-envoy-upstream-service-time\W{1,4})(\d+)/g,
    (_all, name: string) => `${name}<ms>`,
  );

/** In every comparison, whatever else is known of the two runs. */
export const unsharedRules: Readonly<Record<string, Rule>> = { date, uuid, serviceTime };

/** Where servers and clients are: a log from elsewhere has other addresses than the Project. */
const address: Rule = (line) => line.replace(/\b\d{1,3}(?:\.\d{1,3}){3}:\d{1,5}\b/g, '<address>');

/** A moment between the years 2001 and 2286, in seconds to nanoseconds since 1970. */
const wallClock: Rule = (line) =>
  line.replace(/\b[1-9]\d{9}(?:\d{3}|\d{6}|\d{9})?\b/g, (digits) => `<clock ${digits.length}>`);

const rulesForLogs: readonly Rule[] = [...Object.values(unsharedRules), address, wallClock];

/** A line of a log that comes from elsewhere, without what it cannot share with a run in Sluice. */
export function withoutUnshared(line: string): string {
  return rulesForLogs.reduce((text, rule) => rule(text), line);
}
