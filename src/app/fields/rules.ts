// What may stand in a field that is no part of an HTTP message, each rule with the sentence that is shown when it does not hold.

import { bad, good, quoteChar, type Rule } from '#messages/rules.ts';

export const anyText: Rule<string> = (text) => good(text);

/** A whole number between two bounds. */
export function wholeNumber(what: string, least: number, most: number): Rule<number> {
  return (text) => {
    const value = Number(text);
    const range = `from ${least.toLocaleString('en-US')} to ${most.toLocaleString('en-US')}`;
    return /^\d+$/.test(text) && value >= least && value <= most
      ? good(value)
      : bad(`${what} is a whole number ${range}.`);
  };
}

/** The same, where nothing may stand as well. */
export function optional<T>(rule: Rule<T>): Rule<T | null> {
  return (text) => (text.trim() === '' ? good(null) : rule(text));
}

export const delayMs: Rule<number> = (text) => {
  const value = Number(text);
  return /^\d+(\.\d+)?$/.test(text) && value <= 3_600_000
    ? good(value)
    : bad('A delay is a number of milliseconds, at most one hour.');
};

export function needed(what: string, most = 100): Rule<string> {
  return (text) => {
    const value = text.trim();
    if (value === '') return bad(`${what} cannot be empty.`);
    return value.length <= most ? good(value) : bad(`${what} has at most ${most} characters.`);
  };
}

export const base64: Rule<string> = (text) => {
  const bare = text.replace(/\s+/g, '');
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(bare)) {
    const wrong = Array.from(bare).find((char) => !/[A-Za-z0-9+/=]/.test(char));
    return bad(
      wrong === undefined
        ? 'In base64 "=" stands at the end only.'
        : `Base64 has no ${quoteChar(wrong)}.`,
    );
  }
  return bare.length % 4 === 0
    ? good(bare)
    : bad(`Base64 comes in groups of four characters; the last group has ${bare.length % 4}.`);
};

export const filePath: Rule<string> = (text) =>
  /^[A-Za-z0-9_-][A-Za-z0-9_.-]*(\/[A-Za-z0-9_-][A-Za-z0-9_.-]*)*\.ts$/.test(text)
    ? good(text)
    : bad('A file is called like "util.ts" or "lib/util.ts".');

export const environmentName = (text: string): string | null => {
  if (text === '') return 'A variable needs a name.';
  return /^[^=\0]+$/.test(text) ? null : 'The name of a variable cannot contain "=".';
};
