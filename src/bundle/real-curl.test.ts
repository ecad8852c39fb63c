// The real curl, where there is one: what it sends for a line that the bundle writes.

import { execFile, spawnSync } from 'node:child_process';
import { createServer } from 'node:net';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import type { Request } from '#project/schema.ts';
import { curlLine } from './curl.ts';
import { sampleProject } from './testing/sample-project.ts';

const hasCurl = spawnSync('curl', ['--version']).status === 0;

/** Answers one connection and gives what arrived on it. */
async function sentBy(request: Partial<Request>): Promise<string> {
  const project = sampleProject();
  let received = '';
  const server = createServer((socket) => {
    socket.on('data', (bytes) => {
      received += bytes.toString('utf8');
      const [head, body] = received.split('\r\n\r\n');
      const length = Number(/content-length: (\d+)/i.exec(head ?? '')?.[1] ?? 0);
      if (body === undefined || body.length < length) return;
      socket.end('HTTP/1.1 200 OK\r\ncontent-length: 0\r\nconnection: close\r\n\r\n');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const { command } = curlLine(
    {
      method: 'GET',
      scheme: 'http',
      authority: `localhost:${port}`,
      path: '/',
      headers: [],
      body: { encoding: 'text', chunks: [], framing: 'auto' },
      trailers: [],
      ...request,
    },
    { ...project, listener: { ...project.listener, port } },
  );
  try {
    await promisify(execFile)('sh', ['-c', command]);
  } finally {
    server.close();
  }
  return received.replaceAll(`localhost:${port}`, 'localhost');
}

test.skipIf(!hasCurl)('a path with a fragment arrives whole', async () => {
  expect(await sentBy({ path: '/a#b?c=%41' })).toBe(
    'GET /a#b?c=%41 HTTP/1.1\r\nHost: localhost\r\n\r\n',
  );
});

test.skipIf(!hasCurl)('a HEAD has its body, and one without has none', async () => {
  const body = {
    encoding: 'text' as const,
    chunks: [{ data: 'abc', delayMs: 0, repeat: 1 }],
    framing: 'auto' as const,
  };
  expect(await sentBy({ method: 'HEAD', body })).toBe(
    'HEAD / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\n\r\nabc',
  );
  expect(await sentBy({ method: 'HEAD' })).toBe('HEAD / HTTP/1.1\r\nHost: localhost\r\n\r\n');
});
