// Sends a scenario's request over a raw socket, byte for byte, and reads what comes back.

import type { Socket } from 'node:net';
import type { Request } from '#project/schema.ts';
import { mockModule } from './mock-server.ts';

export interface WireResponse {
  status: number;
  headers: [name: string, value: string][];
  body: Buffer;
  trailers: [name: string, value: string][];
  /** False when the connection ended before the message did. */
  complete: boolean;
}

interface Exchange {
  /** Resolves with null when the connection ended without an answer, or when the time was over. */
  response: Promise<WireResponse | null>;
  close(): void;
}

/** Sends a request over a connection that is open. */
export function send(socket: Socket, request: Request, timeoutMs: number): Exchange {
  const { method, path, authority, headers, body, trailers } = request;
  const named = headers.some(([name]) => name.toLowerCase() === 'host');
  const all: [string, string][] = named ? headers : [['Host', authority], ...headers];
  const writes = mockModule.messageWrites(`${method} ${path} HTTP/1.1`, all, body, trailers, {
    needsLength: false,
  });
  const play = async (rest: typeof writes): Promise<void> => {
    for (const { delayMs, bytes } of rest) {
      if (delayMs > 0) await new Promise((resolve) => setTimeout(resolve, delayMs));
      if (socket.destroyed) return;
      socket.write(bytes);
    }
  };
  const response = new Promise<WireResponse | null>((resolve) => {
    let received = Buffer.alloc(0);
    const timer = setTimeout(() => resolve(read(received, method, false)), timeoutMs);
    const settle = (ended: boolean): void => {
      const message = read(received, method, ended);
      if (message === null && !ended) return;
      if (message !== null && !message.complete && !ended) return;
      clearTimeout(timer);
      resolve(message);
    };
    socket.on('data', (data) => {
      received = Buffer.concat([received, data]);
      settle(false);
    });
    socket.on('error', () => settle(true));
    socket.on('close', () => settle(true));
    void play(writes);
  });
  return { response, close: () => socket.destroy() };
}

/** Reads one response; null while not even its head is there. Informational ones (1xx) are passed over. */
function read(bytes: Buffer, method: string, ended: boolean): WireResponse | null {
  const end = bytes.indexOf('\r\n\r\n');
  if (end < 0) return null;
  const [start = '', ...lines] = bytes.subarray(0, end).toString('utf8').split('\r\n');
  const rest = bytes.subarray(end + 4);
  const status = Number(start.split(' ')[1]);
  if (status >= 100 && status < 200 && status !== 101) return read(rest, method, ended);
  const headers = lines.map(pair);
  const value = (name: string): string | undefined =>
    headers.find(([key]) => key.toLowerCase() === name)?.[1];
  const answer = { status, headers, trailers: [] as [string, string][] };
  if (method === 'HEAD' || status === 204 || status === 304) {
    // Nothing should follow; a filter's reply may be written with a body all the same.
    return { ...answer, body: rest, complete: true };
  }
  if (/chunked/i.test(value('transfer-encoding') ?? '')) return { ...answer, ...readChunked(rest) };
  const length = value('content-length');
  if (length === undefined) return { ...answer, body: rest, complete: ended };
  return {
    ...answer,
    // Whatever Envoy has written, also when it is more than the header says.
    body: rest,
    complete: rest.length >= Number(length),
  };
}

function readChunked(bytes: Buffer): Pick<WireResponse, 'body' | 'trailers' | 'complete'> {
  const pieces: Buffer[] = [];
  const trailers: [string, string][] = [];
  const unfinished = () => ({ body: Buffer.concat(pieces), trailers, complete: false });
  let at = 0;
  for (;;) {
    const end = bytes.indexOf('\r\n', at);
    if (end < 0) return unfinished();
    const size = Number.parseInt(bytes.subarray(at, end).toString('latin1'), 16);
    at = end + 2;
    if (size === 0) break;
    pieces.push(bytes.subarray(at, Math.min(at + size, bytes.length)));
    at += size + 2;
    if (at > bytes.length) return unfinished();
  }
  for (;;) {
    const end = bytes.indexOf('\r\n', at);
    if (end < 0) return unfinished();
    if (end === at) return { body: Buffer.concat(pieces), trailers, complete: true };
    trailers.push(pair(bytes.subarray(at, end).toString('utf8')));
    at = end + 2;
  }
}

function pair(line: string): [string, string] {
  const colon = line.indexOf(':', 1);
  return [line.slice(0, colon), line.slice(colon + 1).trim()];
}
