// Metadata as YAML, read and written. Loaded when somebody asks for YAML; JSON needs none of it.

import { parseDocument, stringify } from 'yaml';
import type { Checked } from '#messages/rules.ts';
import type { JsonObject } from './json.ts';

export function yamlText(value: JsonObject): string {
  return Object.keys(value).length === 0 ? '' : stringify(value);
}

export function yamlObject(text: string): Checked<JsonObject> {
  const document = parseDocument(text, { prettyErrors: true });
  const [error] = document.errors;
  if (error !== undefined) {
    const line = error.linePos?.[0].line ?? 1;
    const sentence = error.message.split(/ at line \d+/)[0] ?? error.message;
    return { ok: false, problem: `Line ${line}: ${sentence}` };
  }
  let value: unknown;
  try {
    value = document.toJS();
  } catch (thrown) {
    const why = thrown instanceof Error ? thrown.message : String(thrown);
    return { ok: false, problem: `Line 1: ${why}` };
  }
  if (value === null || value === undefined) return { ok: true, value: {} };
  if (typeof value !== 'object' || Array.isArray(value)) {
    return {
      ok: false,
      problem: 'Line 1: keys with values are needed here, such as "role: canary".',
    };
  }
  // What YAML has and JSON has not, such as infinity, becomes what JSON makes of it.
  return { ok: true, value: JSON.parse(JSON.stringify(value)) as JsonObject };
}
