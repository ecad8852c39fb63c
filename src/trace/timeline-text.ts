// The few words that stand in the lanes of a timeline.

import type { CallReport, MessageReport } from '#run/api.ts';
import { headerValue } from './header-value.ts';
import { formatBytes, plural } from './units.ts';

/** `7 headers, 24 B`. */
export function messageSize(message: MessageReport | null | undefined): string {
  if (message === null || message === undefined) return '';
  const headers = plural(message.headers.length, 'header');
  const { sizeBytes } = message.body;
  return sizeBytes === 0 ? headers : `${headers}, ${formatBytes(sizeBytes)}`;
}

/** `GET /check`, `auth.Check/Allow`. */
export function calloutTitle({ request, grpc }: CallReport): string {
  if (grpc !== null) return `${grpc.service}/${grpc.method}`;
  const value = (name: string): string => headerValue(request.headers, name) ?? '';
  return `${value(':method')} ${value(':path')}`;
}

/** `callout 4, timeout 200 ms`. */
export function calloutDetail({ callId, timeoutMs, grpc }: CallReport): string {
  if (grpc?.kind === 'stream') return `stream ${callId}`;
  return `callout ${callId}, timeout ${timeoutMs} ms`;
}

/** What came of a callout: its status, or why there is none. */
export function calloutResult({ outcome, response, grpc }: CallReport): string {
  if (outcome !== 'answered') return outcome === 'timed-out' ? 'timed out' : outcome;
  if (grpc !== null && grpc.status !== null) return `grpc-status ${grpc.status}`;
  return response?.headers.find((pair) => pair[0] === ':status')?.[1] ?? 'answered';
}

/** A callback without what all of them share: `request_headers`, `create`. */
export function shortCallback(name: string): string {
  return name.replace(/^(proxy_on_)?(context_)?_?/, '');
}
