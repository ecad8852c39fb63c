// Messages as the text of HTTP/1.1, written and read back. What such a text cannot say is taken from the message it replaces.

import type { Body, Request, ServerBehaviour } from '#project/schema.ts';
import { bodyText, withBodyText } from './body-text.ts';
import {
  authority,
  bad,
  type Checked,
  good,
  type HeaderPair,
  headerName,
  headerValue,
  method,
  path,
  status,
} from './rules.ts';

export type Answer = Extract<ServerBehaviour, { kind: 'answer' }>;

export interface RawMessage {
  text: string;
  /** What the text does not show, one phrase each; reading the text back keeps it. */
  kept: string[];
}

export function writeRequest(request: Request): RawMessage {
  const { method, path, authority, headers } = request;
  const kept = keptParts(request);
  if (request.scheme === 'https') kept.unshift('the scheme https');
  return {
    text: headText(`${method} ${path} HTTP/1.1`, [['host', authority], ...headers], request.body),
    kept,
  };
}

export function writeAnswer(answer: Answer): RawMessage {
  const kept = keptParts(answer);
  if (answer.delayMs > 0) kept.push(`the delay of ${answer.delayMs} ms`);
  return { text: headText(`HTTP/1.1 ${answer.status}`, answer.headers, answer.body), kept };
}

function headText(first: string, headers: readonly HeaderPair[], body: Body): string {
  const lines = [first, ...headers.map(([name, value]) => `${name}: ${value}`)];
  const shown = bodyText(body);
  return `${lines.join('\n')}\n\n${shown.ok ? shown.text : ''}`;
}

function keptParts({ body, trailers }: { body: Body; trailers: HeaderPair[] }): string[] {
  const kept: string[] = [];
  const shown = bodyText(body);
  if (!shown.ok) kept.push(`the body, because ${shown.why}`);
  else if (body.chunks.length > 1) kept.push(`the cuts between ${body.chunks.length} pieces`);
  if (shown.ok && body.chunks.some((chunk) => chunk.delayMs > 0))
    kept.push('the delays of the body');
  if (body.framing !== 'auto') kept.push(`the framing ${body.framing}`);
  if (trailers.length > 0)
    kept.push(trailers.length === 1 ? '1 trailer' : `${trailers.length} trailers`);
  return kept;
}

export function readRequest(text: string, before: Request): Checked<Request> {
  const raw = splitMessage(text);
  const match = /^(\S+) +(\S.*?)(?: +HTTP\/([\d.]+))?$/.exec(raw.first);
  if (match === null) return bad('Line 1: a request begins like "GET /path HTTP/1.1".');
  const [, name = '', target = '', version = '1.1'] = match;
  if (version.startsWith('1.0'))
    return bad('Line 1: the client of Sluice speaks HTTP/1.1, not 1.0.');
  const methodSaid = method(name);
  if (!methodSaid.ok) return bad(`Line 1: ${methodSaid.problem}`);
  const absolute = /^(https?):\/\/([^/?#]*)(.*)$/.exec(target);
  const pathSaid = path(absolute === null ? target : absolute[3] || '/');
  if (!pathSaid.ok) return bad(`Line 1: ${pathSaid.problem}`);

  const headers = readHeaders(raw.headers);
  if (!headers.ok) return headers;
  const hostAt = headers.value.findIndex(([header]) => header.toLowerCase() === 'host');
  const host = absolute?.[2] ?? headers.value[hostAt]?.[1];
  if (host === undefined) {
    return bad(
      `Line ${raw.headers.length + 1}: a line with the host is missing; add "host: ${before.authority}".`,
    );
  }
  const hostSaid = authority(host);
  if (!hostSaid.ok) return bad(`Line ${hostAt + 2}: ${hostSaid.problem}`);
  const body = readBody(raw, before.body);
  if (!body.ok) return body;
  return good({
    ...before,
    method: methodSaid.value,
    scheme: absolute === null ? before.scheme : absolute[1] === 'https' ? 'https' : 'http',
    authority: hostSaid.value,
    path: pathSaid.value,
    headers: headers.value.filter((_, index) => index !== hostAt),
    body: body.value,
  });
}

export function readAnswer(text: string, before: Answer): Checked<Answer> {
  const raw = splitMessage(text);
  const match = /^HTTP\/[\d.]+ +(\S+)( .*)?$/.exec(raw.first);
  if (match === null) return bad('Line 1: an answer begins like "HTTP/1.1 200 OK".');
  const code = status(match[1] ?? '');
  if (!code.ok) return bad(`Line 1: ${code.problem}`);
  const headers = readHeaders(raw.headers);
  if (!headers.ok) return headers;
  const body = readBody(raw, before.body);
  if (!body.ok) return body;
  return good({ ...before, status: code.value, headers: headers.value, body: body.value });
}

interface SplitMessage {
  first: string;
  headers: string[];
  body: string;
}

function splitMessage(text: string): SplitMessage {
  const end = /\r?\n\r?\n/.exec(text);
  const head = end === null ? text.replace(/\r?\n$/, '') : text.slice(0, end.index);
  const [first = '', ...headers] = head.split(/\r?\n/);
  return {
    first: first.trimEnd(),
    headers,
    body: end === null ? '' : text.slice(end.index + end[0].length),
  };
}

function readHeaders(lines: readonly string[]): Checked<HeaderPair[]> {
  const pairs: HeaderPair[] = [];
  for (const [index, line] of lines.entries()) {
    const where = `Line ${index + 2}`;
    if (/^\s/.test(line)) return bad(`${where}: a header cannot begin with a space.`);
    const colon = line.indexOf(':', line.startsWith(':') ? 1 : 0);
    if (colon < 0) return bad(`${where}: a header is written "name: value"; there is no colon.`);
    const name = line.slice(0, colon);
    const value = line.slice(colon + 1).replace(/^ /, '');
    const problem = headerName(name) ?? headerValue(value);
    if (problem !== null) return bad(`${where}: ${problem}`);
    pairs.push([name, value]);
  }
  return good(pairs);
}

function readBody(raw: SplitMessage, before: Body): Checked<Body> {
  const shown = bodyText(before);
  if (shown.ok) return good(withBodyText(before, raw.body));
  if (raw.body === '') return good(before);
  const line = raw.headers.length + 3;
  return bad(
    `Line ${line}: the body stays as it is in the form, because ${shown.why}; remove what stands below the empty line, or change the body in the form.`,
  );
}
