// How the servers behind Envoy read what it sends.

import { connect } from 'node:net';
import { once } from 'node:events';
import { expect, it } from 'vitest';
import { freePort, mockModule, type WireRequest } from './mock-server.ts';

it('reads a trailer whose name begins with a colon, as Envoy writes it', async () => {
  const seen: WireRequest[] = [];
  const port = await freePort();
  const server = await mockModule.serve({
    host: '127.0.0.1',
    port,
    protocol: 'http1',
    behave: (request) => {
      seen.push(request);
      return { kind: 'reset', after: 'request', delayMs: 0 };
    },
    started: () => {},
  });
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => {});
  socket.write(
    'PUT / HTTP/1.1\r\nhost: a:1\r\ntransfer-encoding: chunked\r\n\r\n1\r\nx\r\n0\r\n:authority: \r\nx-t: a:b\r\n\r\n',
  );
  await once(socket, 'close');
  server.close();
  expect(seen.map(({ headers, trailers }) => ({ headers, trailers }))).toEqual([
    {
      headers: [
        ['host', 'a:1'],
        ['transfer-encoding', 'chunked'],
      ],
      trailers: [
        [':authority', ''],
        ['x-t', 'a:b'],
      ],
    },
  ]);
});
