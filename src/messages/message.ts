// A message that came from elsewhere: the request, perhaps its answer, and what could not be taken over.

import type { Body, Request } from '#project/schema.ts';
import type { Answer } from './raw-message.ts';

export interface FoundMessage {
  request: Request;
  /** Null when the source says nothing about an answer. */
  answer: Answer | null;
  /** One sentence for each thing that is different from its source or was left out. */
  notes: string[];
}

export function textBody(text: string | null): Body {
  const chunks = text === null ? [] : [{ data: text, delayMs: 0, repeat: 1 }];
  return { encoding: 'text', chunks, framing: 'auto' };
}

/** The longest body that is taken over: a Project goes into links and the browser's storage. */
export const mostBodyBytes = 1024 * 1024;

/** The message without bodies that are too long; the notes say which. */
export function withoutLongBodies(message: FoundMessage): FoundMessage {
  const notes = [...message.notes];
  const bounded = (body: Body, whose: string): Body => {
    const length = body.chunks.reduce((sum, chunk) => sum + chunk.data.length, 0);
    if (length <= mostBodyBytes) return body;
    notes.push(`The body of the ${whose} is longer than 1 MB and left out.`);
    return { ...body, chunks: [] };
  };
  const { request, answer } = message;
  return {
    request: { ...request, body: bounded(request.body, 'request') },
    answer: answer === null ? null : { ...answer, body: bounded(answer.body, 'answer') },
    notes,
  };
}

export interface UrlParts {
  scheme: 'http' | 'https';
  /** `name:password`, percent-decoded; null when the URL has none. */
  user: string | null;
  authority: string;
  /** Path and query, with what is no ASCII percent-encoded. */
  path: string;
}

/** Null for what is no URL of http or https. A URL without a scheme is one of http. */
export function urlParts(url: string): UrlParts | null {
  const match = /^(?:(https?):\/\/)?(?:([^/?#@]*)@)?([^/?#@\s]+)([^#]*)/i.exec(url.trim());
  if (match === null || /^[a-z][a-z0-9+.-]*:\/\//i.test(url.trim()) !== (match[1] !== undefined)) {
    return null;
  }
  const [, scheme = 'http', user, authority = '', rest = ''] = match;
  const path = rest.startsWith('/') ? rest : `/${rest}`;
  return {
    scheme: scheme.toLowerCase() === 'https' ? 'https' : 'http',
    user: user === undefined ? null : percentDecoded(user),
    authority: authority.replace(scheme.toLowerCase() === 'https' ? /:443$/ : /:80$/, ''),
    path: path.replace(/[^!-~]/gu, percentEncoded),
  };
}

function percentEncoded(text: string): string {
  return Array.from(
    new TextEncoder().encode(text),
    (byte) => `%${byte.toString(16).padStart(2, '0').toUpperCase()}`,
  ).join('');
}

function percentDecoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
