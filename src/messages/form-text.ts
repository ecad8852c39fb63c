// The text of an HTML form (application/x-www-form-urlencoded) as rows of name and value, and back.

import type { HeaderPair } from './rules.ts';

/** Null when the text is no such form: a percent sign without two hexadecimal digits behind it. */
export function formRows(text: string): HeaderPair[] | null {
  const rows: HeaderPair[] = [];
  for (const part of partsOf(text)) {
    const row = rowOf(part);
    if (row === null) return null;
    rows.push(row);
  }
  return rows;
}

/** The rows as text. A row that is unchanged keeps the spelling it has in `before`. */
export function formText(rows: readonly HeaderPair[], before: string): string {
  const spellings = new Map(partsOf(before).map((part) => [JSON.stringify(rowOf(part)), part]));
  return rows
    .map(
      (row) => spellings.get(JSON.stringify(row)) ?? `${encodeForm(row[0])}=${encodeForm(row[1])}`,
    )
    .join('&');
}

/** As curl and browsers encode: all but letters, digits and `-._~`; a space is `+`. */
export function encodeForm(text: string): string {
  const whole = new TextDecoder().decode(new TextEncoder().encode(text));
  return encodeURIComponent(whole)
    .replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll('%20', '+');
}

function partsOf(text: string): string[] {
  return text.split('&').filter((part) => part !== '');
}

function rowOf(part: string): HeaderPair | null {
  const at = part.indexOf('=');
  const [name, value] = at < 0 ? [part, ''] : [part.slice(0, at), part.slice(at + 1)];
  try {
    return [
      decodeURIComponent(name.replaceAll('+', ' ')),
      decodeURIComponent(value.replaceAll('+', ' ')),
    ];
  } catch {
    return null;
  }
}
