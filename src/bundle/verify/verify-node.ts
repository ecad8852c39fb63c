// The text of verify.mjs: what verify.sh does, for Node and without curl; and it can start the Envoys that it asks.

import { verifyNodeStartText } from './verify-node-start.ts';

export const verifyNodeText: string = String.raw`// Sends every scenario to an Envoy and checks the answers, and what reached the servers behind it.
//   node verify.mjs [ADDRESS]              to the Envoy that listens there
//   node verify.mjs --start [ADDRESS]      to an Envoy that is started for each scenario, and checks its log too
// MOCKS="HOST:PORT …" in the environment says where the mock servers take orders, ENVOY which program is started. It ends with 0 when
// everything is as expected, with 1 when something is not, with 2 when nobody answers.

import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { request as startRequest } from 'node:http';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const expected = JSON.parse(readFileSync(new URL('verify/expected.json', import.meta.url), 'utf8'));
const words = process.argv.slice(2);
const starts = words[0] === '--start';
const [envoy = expected.envoy] = starts ? words.slice(1) : words;
const mocks = process.env.MOCKS?.split(/\s+/).filter((one) => one !== '') ?? expected.mocks;
const hopByHop = new Set(['connection', 'keep-alive', 'transfer-encoding']);
let checks = 0;
let failures = 0;
let results = [];

function check(what, holds, found = '') {
  results.push({ what, holds, found });
}

/** A line of its own between the checks. */
function announce(text) {
  results.push({ text, holds: true });
}

/** Prints and counts what was checked since the last time. */
function tell() {
  for (const { text, what, holds, found } of results) {
    if (text !== undefined) {
      console.log('  ' + text);
      continue;
    }
    checks += 1;
    if (!holds) failures += 1;
    console.log(holds ? '    ok     ' + what : '    WRONG  ' + what + '\n           found ' + found);
  }
  results = [];
}

/** Who is not there yet gets half a minute to come. */
async function send(address, request, connection) {
  for (let tries = 0; ; tries += 1) {
    try {
      return await sendOnce(address, request, await connection?.());
    } catch (error) {
      if (error.code !== 'ECONNREFUSED' || tries === 30) throw error;
      await sleep(1000);
    }
  }
}

/** Those that come together are one. */
function bodyPieces({ encoding, chunks }) {
  const pieces = [];
  for (const { data, repeat, delayMs } of chunks) {
    const once = Buffer.from(data, encoding === 'base64' ? 'base64' : 'utf8');
    const bytes = repeat === 1 ? once : Buffer.concat(Array(repeat).fill(once));
    const last = pieces.at(-1);
    if (last === undefined || delayMs > 0) pieces.push({ delayMs, bytes });
    else last.bytes = Buffer.concat([last.bytes, bytes]);
  }
  return pieces;
}

/** The headers, with the host and with what says how the body is framed. */
function sentHeaders({ authority, headers = [], trailers = [], body }) {
  const has = (name) => headers.some(([key]) => key.toLowerCase() === name);
  const all = [['host', authority], ...headers];
  const { framing, chunks } = body;
  const isChunked = framing === 'chunked' || (framing === 'auto' && (chunks.length > 1 || trailers.length > 0));
  const size = bodyPieces(body).reduce((sum, { bytes }) => sum + bytes.length, 0);
  if (isChunked && !has('transfer-encoding')) all.push(['transfer-encoding', 'chunked']);
  else if (size > 0 && !isChunked && !has('content-length')) all.push(['content-length', String(size)]);
  return all.flat();
}

async function writeBody(sent, { body, trailers = [] }) {
  const pieces = bodyPieces(body);
  for (const [index, { delayMs, bytes }] of pieces.entries()) {
    if (delayMs > 0) {
      sent.flushHeaders();
      await sleep(delayMs);
    }
    if (index < pieces.length - 1 || trailers.length > 0) sent.write(bytes);
    else sent.end(bytes);
  }
  if (trailers.length > 0) sent.addTrailers(trailers);
  sent.end();
}

/** Resolves to the whole answer; headers as they came. */
function sendOnce(address, { body = { encoding: 'text', chunks: [], framing: 'auto' }, ...request }, connection) {
  const colon = address.lastIndexOf(':');
  return new Promise((resolve, reject) => {
    const sent = startRequest({
      host: address.slice(0, colon),
      port: address.slice(colon + 1),
      method: request.method,
      path: request.path,
      headers: sentHeaders({ ...request, body }),
      timeout: 20_000,
      ...(connection === undefined ? { agent: false } : { createConnection: () => connection }),
    });
    sent.on('error', reject);
    sent.on('timeout', () => sent.destroy(new Error('no answer within 20 s')));
    sent.on('response', (answer) => {
      const pieces = [];
      answer.on('data', (piece) => pieces.push(piece));
      // One that is cut off ends with an error, and may be what is expected.
      answer.on('error', () => {});
      answer.on('close', () => {
        const pairs = [];
        for (let at = 0; at < answer.rawHeaders.length; at += 2) pairs.push(answer.rawHeaders.slice(at, at + 2));
        resolve({ status: String(answer.statusCode), headers: pairs, body: Buffer.concat(pieces), complete: answer.complete });
        sent.destroy();
      });
    });
    void writeBody(sent, { ...request, body });
  });
}

async function order(method, path) {
  let text = '';
  for (const mock of mocks) {
    const answer = await send(mock, { method, path, authority: mock });
    if (answer.status !== '200') throw new Error('The mock servers at ' + mock + ' answer ' + answer.body);
    text += answer.body;
  }
  return text.split('\n').filter((line) => line !== '');
}

function checkAnswer({ status, answer }, found) {
  check('status ' + status, found.status === status, found.status);
  const lines = found.headers.map((pair) => pair.join(': '));
  for (const { name, value } of answer.headers) {
    const same = lines.filter((line) => line.toLowerCase().startsWith(name + ': '));
    if (value === null) check('header ' + name + ' (any value)', same.length > 0, 'none');
    else check('header ' + name + ': ' + value, lines.includes(name + ': ' + value), same.join(', ') || 'none');
  }
  const names = new Set(answer.headers.map((header) => header.name));
  const others = found.headers.filter(([name]) => !names.has(name) && !hopByHop.has(name));
  check('no other header', others.length === 0, others.map((pair) => pair.join(': ')).join(', '));
  const isSame = answer.body === null ? found.body.length === answer.sizeBytes : found.body.equals(Buffer.from(answer.body, 'base64'));
  if (!answer.complete) check('cut off', !found.complete, 'all of it');
  else if (!found.complete) check('all of it', false, 'it is cut off');
  check('body of ' + answer.sizeBytes + ' bytes', isSame, found.body.toString('utf8').slice(0, 500));
}

function checkServers(upstream, record) {
  if (upstream === null) return;
  if (upstream === 'none') {
    check('no server was asked', record.length === 0, record.join('\n'));
    return;
  }
  const { cluster, method, path, headers, body } = upstream;
  const lines = [{ text: method + ' ' + path }, ...headers.map(({ name, value }) => ({ text: name + ': ' + (value ?? ''), any: value === null }))];
  if (body !== null) {
    const bytes = Buffer.from(body, 'base64');
    lines.push({ text: 'body ' + bytes.length + ' ' + createHash('sha256').update(bytes).digest('hex') });
  }
  for (const { text, any } of lines) {
    const wanted = cluster + ': ' + text;
    const holds = any ? record.some((line) => line.startsWith(wanted)) : record.includes(wanted);
    check('server got ' + wanted + (any ? '(any value)' : ''), holds, record.join('\n           '));
  }
}

async function playExchange(exchange, connection) {
  await sleep(exchange.afterMs);
  const { method, path } = exchange.request;
  announce(method + ' ' + path);
  checkAnswer(exchange, await send(envoy, exchange.request, connection));
  checkServers(exchange.upstream, await order('GET', '/record'));
}

async function play({ number, name, leftOut, exchanges }) {
  console.log(number + '. ' + name);
  if (leftOut !== null) {
    console.log('    left out: ' + leftOut + '.');
    return;
  }
  await order('POST', '/scenario/' + number);
  for (const exchange of exchanges) {
    await playExchange(exchange);
    tell();
  }
}
${verifyNodeStartText}
try {
  if (starts) await playAllAlone();
  else for (const scenario of expected.scenarios) await play(scenario);
  console.log('\n' + checks + ' checks, ' + failures + ' wrong');
  process.exitCode = failures === 0 ? 0 : 1;
} catch (error) {
  console.error('Envoy at ' + envoy + ' or its servers cannot be asked: ' + error.message);
  process.exitCode = 2;
}
`;
