// The text of mock-server.mjs, which stands for the servers behind Envoy: the ones of a scenario, byte for byte.
// It is plain JavaScript for Node, without dependencies, because it goes out with the bundle.

import { mockServerControlText } from './mock-server-control.ts';
import { mockServerHttp2Text } from './mock-server-http2.ts';

export const mockServerText: string = String.raw`// Stands for the servers behind Envoy and answers as the scenarios in mocks.json say.
//   node mock-server.mjs             every server, on 127.0.0.1
//   node mock-server.mjs CLUSTER     the server of one cluster, on all addresses
//   node mock-server.mjs --wait      ends when the servers that another one has started listen
// SCENARIO=2 plays the second scenario; the first is the default. The port that mocks.json calls control takes orders.

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer as createOrdersServer } from 'node:http';
import { createServer as createHttp2Server } from 'node:http2';
import { connect, createServer } from 'node:net';
import { pathToFileURL } from 'node:url';

/** The pieces of a body: those that arrive together are one. */
export function bodyPieces(body) {
  const pieces = [];
  for (const { data, delayMs = 0, repeat = 1 } of body?.chunks ?? []) {
    const bytes = Buffer.from(data, body.encoding === 'base64' ? 'base64' : 'utf8');
    const all = repeat === 1 ? bytes : Buffer.concat(Array(repeat).fill(bytes));
    pieces.push({ delayMs, bytes: all });
  }
  return pieces;
}

/** What is written for a message, one entry per write: head, body and trailers. */
export function messageWrites(startLine, headers, body, trailers, { needsLength, noBody = false }) {
  const pieces = bodyPieces(body);
  const own = (name) => headers.some(([key]) => key.toLowerCase() === name);
  const framed = own('content-length') || own('transfer-encoding');
  const total = pieces.reduce((sum, piece) => sum + piece.bytes.length, 0);
  const auto = pieces.length > 1 || trailers.length > 0 ? 'chunked' : 'content-length';
  const framing = body === undefined || body.framing === 'auto' ? auto : body.framing;
  const lines = headers.map(([name, value]) => name + ': ' + value);
  let chunked = framing === 'chunked' && (pieces.length > 0 || trailers.length > 0 || body?.framing === 'chunked');
  if (framed) chunked = headers.some(([key, value]) => key.toLowerCase() === 'transfer-encoding' && /chunked/i.test(value));
  else if (noBody) chunked = false;
  else if (chunked) lines.push('transfer-encoding: chunked');
  else if (total > 0 || needsLength || body?.framing === 'content-length') lines.push('content-length: ' + total);
  const head = Buffer.from([startLine, ...lines, '', ''].join('\r\n'), 'utf8');
  const writes = [{ delayMs: 0, bytes: head }];
  const append = (delayMs, bytes) => {
    if (delayMs > 0) writes.push({ delayMs, bytes });
    else writes[writes.length - 1].bytes = Buffer.concat([writes[writes.length - 1].bytes, bytes]);
  };
  if (noBody) return writes;
  for (const { delayMs, bytes } of pieces) {
    if (!chunked) append(delayMs, bytes);
    else if (bytes.length > 0) {
      append(delayMs, Buffer.concat([Buffer.from(bytes.length.toString(16) + '\r\n'), bytes, Buffer.from('\r\n')]));
    }
  }
  if (chunked) {
    const end = ['0', ...trailers.map(([name, value]) => name + ': ' + value), '', ''].join('\r\n');
    append(0, Buffer.from(end, 'utf8'));
  }
  return writes;
}

/** What a server writes for its behaviour, and what it does then. */
export function answerWrites(server, method) {
  if (server.kind === 'timeout') return { writes: [], then: 'keep' };
  if (server.kind === 'reset') {
    const head = 'HTTP/1.1 200 OK\r\ncontent-length: 1\r\n\r\n';
    const writes = server.after === 'headers' ? [{ delayMs: server.delayMs ?? 0, bytes: Buffer.from(head) }] : [];
    return { writes, then: 'close', delayMs: server.after === 'headers' ? 30 : (server.delayMs ?? 0) };
  }
  // A gRPC server that is spoken to in HTTP/1.1 closes the connection.
  if (server.kind === 'grpc') return { writes: [], then: 'close', delayMs: server.delayMs ?? 0 };
  const { status, headers, body, trailers, delayMs = 0 } = server;
  const bodyless = status === 204 || status === 304 || (status >= 100 && status < 200);
  const writes = messageWrites('HTTP/1.1 ' + status + ' OK', headers, body, trailers, {
    needsLength: !bodyless,
    noBody: bodyless || method === 'HEAD',
  });
  writes[0].delayMs = delayMs;
  return { writes, then: 'keep' };
}

/** Takes requests off the bytes of a connection; calls back when the head of one is there and when all of it is. */
export function requestReader(onStart, onRequest) {
  let buffer = Buffer.alloc(0);
  let request = null;
  const line = () => {
    const end = buffer.indexOf('\r\n');
    if (end < 0) return null;
    const text = buffer.subarray(0, end).toString('latin1');
    buffer = buffer.subarray(end + 2);
    return text;
  };
  // Envoy writes trailers that begin with a colon as they are.
  const pair = (text) => [text.slice(0, text.indexOf(':', 1)), text.slice(text.indexOf(':', 1) + 1).trim()];
  const done = () => {
    const complete = request;
    request = null;
    onRequest(complete);
  };
  const step = () => {
    if (request === null) {
      const end = buffer.indexOf('\r\n\r\n');
      if (end < 0) return false;
      const [start, ...lines] = buffer.subarray(0, end).toString('utf8').split('\r\n');
      buffer = buffer.subarray(end + 4);
      const [method, path] = start.split(' ');
      const headers = lines.map(pair);
      const value = (name) => headers.find(([key]) => key.toLowerCase() === name)?.[1];
      const chunked = /chunked/i.test(value('transfer-encoding') ?? '');
      const left = Number(value('content-length') ?? 0);
      request = { method, path, headers, body: Buffer.alloc(0), trailers: [], left, chunked, at: 'size' };
      onStart(request);
      if (!chunked && request.left === 0) done();
      return true;
    }
    if (!request.chunked || request.at === 'data') {
      if (buffer.length === 0) return false;
      const taken = buffer.subarray(0, request.left);
      buffer = buffer.subarray(taken.length);
      request.body = Buffer.concat([request.body, taken]);
      request.left -= taken.length;
      if (request.left > 0) return false;
      if (request.chunked) request.at = 'end';
      else done();
      return true;
    }
    const text = line();
    if (text === null) return false;
    if (request.at === 'end') request.at = 'size';
    else if (request.at === 'size') {
      request.left = Number.parseInt(text, 16);
      request.at = request.left > 0 ? 'data' : 'trailers';
    } else if (text === '') done();
    else request.trailers.push(pair(text));
    return true;
  };
  return (data) => {
    buffer = Buffer.concat([buffer, data]);
    while (step());
  };
}

${mockServerHttp2Text}
function http1Server(behave, started) {
  return createServer((socket) => {
    const timers = new Set();
    const later = (delayMs, work) => {
      if (delayMs <= 0) return work();
      const timer = setTimeout(() => {
        timers.delete(timer);
        work();
      }, delayMs);
      timers.add(timer);
    };
    const play = ({ writes, then, delayMs }) => {
      if (writes.length === 0) {
        if (then === 'close') later(delayMs, () => socket.destroy());
        return;
      }
      const [first, ...rest] = writes;
      later(first.delayMs, () => {
        socket.write(first.bytes);
        play({ writes: rest, then, delayMs });
      });
    };
    socket.setNoDelay(true);
    socket.on('error', () => {});
    socket.on('close', () => timers.forEach(clearTimeout));
    const answer = (request) => play(answerWrites(behave(request), request.method));
    socket.on('data', requestReader(started, answer));
  });
}

/** A server that asks its behave function what to do with each request. Resolves when it listens. */
export function serve({ host, port, protocol = 'http1', behave, started = () => {} }) {
  const server = protocol === 'http2' ? http2Server(behave, started) : http1Server(behave, started);
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => resolve(server));
  });
}

${mockServerControlText}
if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await main();
`;
