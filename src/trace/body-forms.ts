// In which forms a body can be shown: by what its headers say it is, and by what its bytes are.

import { decodeBase64 } from '#abi/base64.ts';
import { utf8 } from '#abi/byte-string.ts';
import type { HeaderPair, ReportedBody } from '#run/api.ts';

export type BodyForm = 'json' | 'fields' | 'image' | 'text' | 'hex';

/** What a browser shows without running anything. */
const imageTypes = new Set([
  'image/png',
  'image/jpeg',
  'image/gif',
  'image/webp',
  'image/avif',
  'image/svg+xml',
]);

/** The media type in small letters, without parameters; empty when there is none. */
export function mediaType(headers: readonly HeaderPair[]): string {
  return (headerOf(headers, 'content-type').split(';')[0] ?? '').trim().toLowerCase();
}

/** The outermost coding that hides the body, such as `gzip`; null for a plain one. */
export function hiddenBy(headers: readonly HeaderPair[]): string | null {
  const codings = headerOf(headers, 'content-encoding').toLowerCase().split(',');
  return (
    codings.map((one) => one.trim()).findLast((one) => one !== '' && one !== 'identity') ?? null
  );
}

/** All forms that suit, the best one first. The last is always `hex`. */
export function bodyForms(type: string, body: ReportedBody): BodyForm[] {
  const forms: BodyForm[] = [];
  if (imageTypes.has(type) && !body.truncated) forms.push('image');
  if (body.encoding === 'text') {
    if (isJson(type, body)) forms.push('json');
    if (type === 'application/x-www-form-urlencoded') forms.push('fields');
    forms.push('text');
  }
  return [...forms, 'hex'];
}

function isJson(type: string, { data, truncated }: ReportedBody): boolean {
  const saysSo = type.endsWith('/json') || type.endsWith('+json');
  if (truncated || (!saysSo && !/^\s*[[{]/.test(data))) return false;
  try {
    JSON.parse(data);
    return true;
  } catch {
    return false;
  }
}

/** The bytes that the report has; of a truncated body, the beginning. */
export function bodyBytes({ encoding, data }: ReportedBody): Uint8Array<ArrayBuffer> {
  return encoding === 'text' ? utf8(data).slice() : (decodeBase64(data) ?? new Uint8Array());
}

/** Names and values of a form, decoded; what is wrongly encoded stays as it is. */
export function formFields(text: string): [name: string, value: string][] {
  return text
    .split('&')
    .filter((part) => part !== '')
    .map((part) => {
      const equals = part.indexOf('=');
      return equals < 0
        ? [decoded(part), '']
        : [decoded(part.slice(0, equals)), decoded(part.slice(equals + 1))];
    });
}

function decoded(text: string): string {
  const spaced = text.replaceAll('+', ' ');
  try {
    return decodeURIComponent(spaced);
  } catch {
    return spaced;
  }
}

function headerOf(headers: readonly HeaderPair[], name: string): string {
  return headers
    .filter(([key]) => key.toLowerCase() === name)
    .map(([, value]) => value)
    .join(', ');
}
