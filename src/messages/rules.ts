// What may stand in the parts of an HTTP message, each rule with the sentence that is shown when it does not hold.

import type { Request } from '#project/schema.ts';

export type HeaderPair = Request['headers'][number];

export type Checked<T> = { ok: true; value: T } | { ok: false; problem: string };

export type Rule<T> = (text: string) => Checked<T>;

export function good<T>(value: T): Checked<T> {
  return { ok: true, value };
}

export function bad(problem: string): { ok: false; problem: string } {
  return { ok: false, problem };
}

/** HTTP's `token`: header names and methods. */
const token = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
const forbiddenInValue = /[\u0000-\u0008\u000a-\u001f\u007f]/;

export function quoteChar(char: string): string {
  const code = char.codePointAt(0) ?? 0;
  if (char === ' ') return 'a space';
  if (code === 10 || code === 13) return 'a line break';
  if (code < 32 || code === 127)
    return `the control character 0x${code.toString(16).padStart(2, '0')}`;
  return `"${char}"`;
}

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
