// Entries of a HAR file, as browsers and proxies save them, read as requests with their answers.

import { type FoundMessage, textBody, urlParts } from './message.ts';
import type { Answer } from './raw-message.ts';
import { bad, type Checked, good, type HeaderPair, headerName } from './rules.ts';

type JsonObject = { [key: string]: unknown };

/** Headers that speak of one connection, or of a body that HAR holds unpacked. */
const ofTheWire = new Set([
  'connection',
  'keep-alive',
  'proxy-connection',
  'transfer-encoding',
  'upgrade',
  'te',
]);

export function readHar(text: string): Checked<FoundMessage[]> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return bad(`This is no JSON: ${error instanceof Error ? error.message : String(error)}.`);
  }
  const found: FoundMessage[] = [];
  const entries = entriesOf(value);
  for (const [index, entry] of entries.entries()) {
    if (isOfAnotherScheme(entry)) continue;
    const read = readEntry(entry);
    if (!read.ok) return bad(`Entry ${index + 1}: ${read.problem}`);
    found.push(read.value);
  }
  if (found.length === 0 && entries.length > 0) return bad('No entry is a request over HTTP.');
  return found.length === 0
    ? bad('A HAR file has "log" with "entries"; an entry has "request" with "method" and "url".')
    : good(found);
}

/** Browsers save data: and blob: URLs and web sockets too. */
function isOfAnotherScheme(entry: unknown): boolean {
  const { url } = asObject(asObject(entry)['request']);
  return typeof url === 'string' && /^(?!https?:)[a-z][a-z0-9+.-]*:/i.test(url);
}

function entriesOf(value: unknown): unknown[] {
  if (Array.isArray(value)) return value;
  const object = asObject(value);
  const entries = asObject(object['log'])['entries'] ?? object['entries'];
  if (Array.isArray(entries)) return entries;
  if (object['request'] !== undefined) return [object];
  return object['method'] === undefined ? [] : [{ request: object }];
}

function readEntry(entry: unknown): Checked<FoundMessage> {
  const request = asObject(asObject(entry)['request']);
  const { method, url } = request;
  if (typeof method !== 'string' || typeof url !== 'string' || method === '') {
    return bad('its request has no "method" and "url".');
  }
  const parts = urlParts(url);
  if (parts === null) return bad(`${JSON.stringify(url)} is no URL of http or https.`);
  const notes: string[] = [];
  const all = pairsOf(request['headers']);
  const host = all.find(([name]) => name.toLowerCase() === 'host')?.[1];
  const sent = asObject(request['postData']);
  const mimeType = typeof sent['mimeType'] === 'string' ? sent['mimeType'] : '';
  const headers = keptHeaders(all, ['host', 'content-length'], notes, 'request');
  const body = typeof sent['text'] === 'string' ? sent['text'] : formText(sent['params']);
  if (
    body !== null &&
    mimeType !== '' &&
    !headers.some(([name]) => name.toLowerCase() === 'content-type')
  ) {
    headers.push(['content-type', mimeType]);
  }
  return good({
    request: {
      method,
      scheme: parts.scheme,
      authority: host ?? parts.authority,
      path: parts.path,
      headers,
      body:
        sent['encoding'] === 'base64' ? { ...textBody(body), encoding: 'base64' } : textBody(body),
      trailers: [],
    },
    answer: readResponse(asObject(asObject(entry)['response']), notes),
    notes,
  });
}

function readResponse(response: JsonObject, notes: string[]): Answer | null {
  const status = response['status'];
  if (typeof status !== 'number' || status < 200 || status > 599) return null;
  const content = asObject(response['content']);
  const text =
    typeof content['text'] === 'string' && content['text'] !== '' ? content['text'] : null;
  if (text === null && typeof content['size'] === 'number' && content['size'] > 0) {
    notes.push(`The body of the answer, ${content['size']} bytes, is not in the HAR.`);
  }
  const headers = keptHeaders(
    pairsOf(response['headers']),
    ['content-length', 'content-encoding'],
    notes,
    'answer',
  );
  return {
    kind: 'answer',
    status,
    headers,
    body:
      content['encoding'] === 'base64' ? { ...textBody(text), encoding: 'base64' } : textBody(text),
    trailers: [],
    delayMs: 0,
  };
}

/** Without pseudo headers, those of the connection, and those that no longer suit the body; all but pseudo headers are noted. */
function keptHeaders(
  all: readonly HeaderPair[],
  without: readonly string[],
  notes: string[],
  what: string,
): HeaderPair[] {
  const left: string[] = [];
  const kept = all.filter(([name]) => {
    const lower = name.toLowerCase();
    if (name.startsWith(':') || lower === 'host') return false;
    if (headerName(name) === null && !ofTheWire.has(lower) && !without.includes(lower)) return true;
    left.push(lower);
    return false;
  });
  if (left.length > 0) notes.push(`Left out of the ${what}: ${[...new Set(left)].join(', ')}.`);
  return kept;
}

function formText(params: unknown): string | null {
  if (!Array.isArray(params) || params.length === 0) return null;
  return pairsOf(params)
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
    .join('&');
}

function pairsOf(list: unknown): HeaderPair[] {
  if (!Array.isArray(list)) return [];
  return list.map((item): HeaderPair => {
    const { name, value } = asObject(item);
    return [typeof name === 'string' ? name : '', typeof value === 'string' ? value : ''];
  });
}

function asObject(value: unknown): JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as JsonObject)
    : {};
}
