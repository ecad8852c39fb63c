// What may stand in a field, each rule with the sentence that is shown when it does not hold.

import type { HeaderPair } from '#run/api.ts';

export type Checked<T> = { ok: true; value: T } | { ok: false; problem: string };

export type Rule<T> = (text: string) => Checked<T>;

function good<T>(value: T): Checked<T> {
  return { ok: true, value };
}

function bad(problem: string): { ok: false; problem: string } {
  return { ok: false, problem };
}

/** HTTP's `token`: header names and methods. */
const token = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
const forbiddenInValue = /[\u0000-\u0008\u000a-\u001f\u007f]/;

function quoteChar(char: string): string {
  const code = char.codePointAt(0) ?? 0;
  if (char === ' ') return 'a space';
  if (code === 10 || code === 13) return 'a line break';
  if (code < 32 || code === 127)
    return `the control character 0x${code.toString(16).padStart(2, '0')}`;
  return `"${char}"`;
}

export const anyText: Rule<string> = (text) => good(text);

export const method: Rule<string> = (text) => {
  if (text === '') return bad('A method is needed, such as GET.');
  const wrong = Array.from(text).find((char) => !token.test(char));
  return wrong === undefined ? good(text) : bad(`A method cannot contain ${quoteChar(wrong)}.`);
};

export const authority: Rule<string> = (text) => {
  if (text === '') return bad('An authority is needed, such as localhost:10000.');
  const wrong = Array.from(text).find((char) => /[\s/?#@\\]/.test(char) || char.charCodeAt(0) < 32);
  return wrong === undefined
    ? good(text)
    : bad(`An authority is host:port; it cannot contain ${quoteChar(wrong)}.`);
};

export const path: Rule<string> = (text) => {
  if (text !== '*' && !text.startsWith('/')) return bad('A path starts with "/".');
  const wrong = Array.from(text).find((char) => {
    const code = char.codePointAt(0) ?? 0;
    return code <= 32 || code >= 127;
  });
  if (wrong === undefined) return good(text);
  const advice = `write it as ${encodeURIComponent(wrong)}`;
  return bad(`A path cannot contain ${quoteChar(wrong)}; ${advice}.`);
};

export function headerName(text: string): string | null {
  if (text === '') return 'A header needs a name.';
  if (text.startsWith(':')) {
    return `${text} comes from the fields above, not from the header list.`;
  }
  const wrong = Array.from(text).find((char) => !token.test(char));
  return wrong === undefined ? null : `A header name cannot contain ${quoteChar(wrong)}.`;
}

export function headerValue(text: string): string | null {
  const wrong = forbiddenInValue.exec(text)?.[0];
  return wrong === undefined ? null : `A header value cannot contain ${quoteChar(wrong)}.`;
}

export type CheckedPairs =
  | { ok: true; pairs: HeaderPair[] }
  | { ok: false; row: number; problem: string };

/** The pairs that can be sent; rows that are still empty are left out. The first problem, with its row. */
export function headerPairs(rows: HeaderPair[]): CheckedPairs {
  const pairs: HeaderPair[] = [];
  for (const [row, [name, value]] of rows.entries()) {
    if (name === '' && value === '') continue;
    const problem = headerName(name) ?? headerValue(value);
    if (problem !== null) return { ok: false, row, problem };
    pairs.push([name, value]);
  }
  return { ok: true, pairs };
}

export const status: Rule<number> = (text) => {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < 200 || value > 599) {
    return bad('The status of an answer is a whole number from 200 to 599.');
  }
  return good(value);
};

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
