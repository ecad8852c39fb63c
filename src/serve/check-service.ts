// The one thing that the server does besides handing out files: it plays a project in a real Envoy, for its own page alone.

import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { CheckService } from '#trace/envoy-check.ts';
import { type CheckBounds, runCheck } from './run-check.ts';

export interface CheckServiceOptions {
  /** Path of the Envoy, or a sentence that says why there is none. */
  envoy: { binary: string } | { problem: string };
  bounds: CheckBounds;
}

/** With all modules, base64. */
export const mostRequestBytes = 32 * 1024 * 1024;

export type Answer = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** Answers `/service.json` and `/service/check`; whoever calls it has looked at the host. */
export function createCheckService({ envoy, bounds }: CheckServiceOptions): Answer {
  const token = randomBytes(24).toString('base64url');
  let isBusy = false;

  async function check(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if ('problem' in envoy) return refuse(response, 503, envoy.problem);
    if (isBusy) return refuse(response, 409, 'Another check is running; one runs at a time.');
    isBusy = true;
    try {
      const body = await readBody(request);
      if (body === null) {
        return refuse(
          response,
          413,
          `The project and its modules are larger than ${mostRequestBytes / 1024 / 1024} MiB.`,
        );
      }
      const left = new AbortController();
      response.on('close', () => left.abort());
      response.writeHead(200, { ...plain, 'Content-Type': 'application/x-ndjson' });
      await runCheck(
        body,
        envoy.binary,
        bounds,
        (line) => response.write(`${line}\n`),
        left.signal,
      );
      response.end();
    } finally {
      isBusy = false;
    }
  }

  return async (request, response) => {
    if (!isSameOrigin(request))
      return refuse(response, 403, 'Only the page of this server may ask that.');
    if (request.url === '/service.json' && request.method === 'GET') {
      const about: CheckService = { token, problem: 'problem' in envoy ? envoy.problem : null };
      response.writeHead(200, { ...plain, 'Content-Type': 'application/json' });
      response.end(JSON.stringify(about));
      return;
    }
    if (request.url !== '/service/check') return refuse(response, 404, 'There is no such service.');
    if (request.method !== 'POST') return refuse(response, 405, 'A check is asked for with POST.');
    if (!isToken(request.headers['x-sluice-token'], token))
      return refuse(
        response,
        403,
        'The token is missing or of an earlier start: load the page again.',
      );
    if (request.headers.origin === undefined)
      return refuse(response, 403, 'Only a page may ask that, and its browser says which.');
    await check(request, response);
  };
}

const plain = { 'Cache-Control': 'no-store', 'X-Content-Type-Options': 'nosniff' };

/** Browsers say where a request comes from: older ones with POST alone, newer ones always. */
function isSameOrigin({ headers }: IncomingMessage): boolean {
  const { host, origin } = headers;
  const site = headers['sec-fetch-site'];
  if (origin !== undefined && origin !== `http://${host}`) return false;
  return site === undefined || site === 'same-origin';
}

function isToken(given: string | string[] | undefined, token: string): boolean {
  if (typeof given !== 'string' || given.length !== token.length) return false;
  return timingSafeEqual(Buffer.from(given), Buffer.from(token));
}

/** Null when it is too large; what comes after the bound is not kept. */
async function readBody(request: IncomingMessage): Promise<string | null> {
  if (Number(request.headers['content-length'] ?? 0) > mostRequestBytes) return null;
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of request as AsyncIterable<Buffer>) {
    size += piece.length;
    if (size > mostRequestBytes) return null;
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString('utf8');
}

function refuse(response: ServerResponse, status: number, why: string): void {
  // What is still coming of the request is not read.
  response.writeHead(status, {
    ...plain,
    'Content-Type': 'text/plain; charset=utf-8',
    Connection: 'close',
  });
  response.end(`${why}\n`);
}
