// JSON typed by a person: the object, or one sentence with the line where it stops being JSON.

import type { Checked } from '#messages/rules.ts';

export type JsonObject = { [key: string]: JsonValue };
export type JsonValue = string | number | boolean | null | JsonValue[] | JsonObject;

export function jsonValue(text: string): Checked<JsonValue> {
  try {
    return { ok: true, value: JSON.parse(text) as JsonValue };
  } catch (error) {
    return { ok: false, problem: sentence(text, error instanceof Error ? error.message : '') };
  }
}

export function jsonObject(text: string): Checked<JsonObject> {
  if (text.trim() === '') return { ok: true, value: {} };
  const checked = jsonValue(text);
  if (!checked.ok) return checked;
  const { value } = checked;
  if (value === null || typeof value !== 'object' || Array.isArray(value)) {
    const kind = Array.isArray(value) ? 'a list' : value === null ? 'null' : `a ${typeof value}`;
    return { ok: false, problem: `An object in braces is needed here; this is ${kind}.` };
  }
  return { ok: true, value };
}

/** Engines word and place their messages differently, so the place is found again here. */
function sentence(text: string, message: string): string {
  const at = errorOffset(text);
  const before = text.slice(0, at);
  const line = before.split('\n').length;
  const trailing = /,\s*$/.exec(before);
  const char = text[at];
  if (trailing !== null && (char === '}' || char === ']')) {
    const commaLine = text.slice(0, trailing.index).split('\n').length;
    return `Line ${commaLine}: remove the comma before ${char}`;
  }
  if (char === undefined)
    return `Line ${line}: the text ends too early; is a brace or a quote missing?`;
  if (char === "'") return `Line ${line}: strings stand in double quotes`;
  if (/[A-Za-z_]/.test(char)) {
    const word = /^[A-Za-z_][\w-]*/.exec(text.slice(at))?.[0] ?? char;
    return `Line ${line}: "${word}" stands without quotes`;
  }
  if (char === '"') return `Line ${line}: a comma or a colon is missing before the quote`;
  if (char === '\n') return `Line ${line}: the string does not end on its line`;
  return message === '' ? `Line ${line}: not JSON` : `Line ${line}: "${char}" is not expected here`;
}

/** Where JSON parsing stops: the longest prefix that could still become JSON, by a scanner of the grammar. */
export function errorOffset(text: string): number {
  let at = 0;
  const skip = (): void => {
    while (/[ \t\r\n]/.test(text[at] ?? 'x')) at++;
  };
  const literal = /^(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)/;

  function string(): boolean {
    at++;
    while (at < text.length) {
      const char = text[at] as string;
      if (char === '"') {
        at++;
        return true;
      }
      if (char < ' ') return false;
      if (char === '\\') {
        const escape = /^\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/.exec(text.slice(at, at + 6));
        if (escape === null) return false;
        at += escape[0].length;
      } else at++;
    }
    return false;
  }

  function list(close: string, item: () => boolean): boolean {
    at++;
    skip();
    if (text[at] === close) {
      at++;
      return true;
    }
    for (;;) {
      if (!item()) return false;
      skip();
      if (text[at] === close) {
        at++;
        return true;
      }
      if (text[at] !== ',') return false;
      at++;
      skip();
    }
  }

  function member(): boolean {
    if (text[at] !== '"' || !string()) return false;
    skip();
    if (text[at] !== ':') return false;
    at++;
    skip();
    return value();
  }

  function value(): boolean {
    const char = text[at];
    if (char === '{') return list('}', member);
    if (char === '[') return list(']', value);
    if (char === '"') return string();
    const match = literal.exec(text.slice(at, at + 64));
    if (match === null) return false;
    at += match[0].length;
    return true;
  }

  skip();
  if (value()) skip();
  return at;
}

export function jsonText(value: JsonValue): string {
  return JSON.stringify(value, null, 2);
}

/** JSON on indented lines. Numbers and strings keep their spelling, which `JSON.parse` would lose. */
export function formattedJson(text: string): string {
  const tokens = text.match(/"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/g) ?? [];
  let depth = 0;
  let line = '';
  const breakLine = (): string => `\n${'  '.repeat(depth)}`;
  for (const [index, token] of tokens.entries()) {
    const next = tokens[index + 1];
    if (token === '{' || token === '[') {
      depth++;
      line += token + (next === '}' || next === ']' ? '' : breakLine());
    } else if (token === '}' || token === ']') {
      depth--;
      const before = tokens[index - 1];
      line += (before === '{' || before === '[' ? '' : breakLine()) + token;
    } else if (token === ',') line += token + breakLine();
    else line += token === ':' ? ': ' : token;
  }
  return line;
}
