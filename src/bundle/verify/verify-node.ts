// The text of verify.mjs: what verify.sh does, for Node and without curl.

export const verifyNodeText: string = String.raw`// Sends every scenario to a running Envoy and checks the answers, and what reached the servers behind it.
//   node verify.mjs [ADDRESS]      where Envoy listens
// MOCKS="HOST:PORT …" in the environment says where the mock servers take orders. It ends with 0 when everything is as
// expected, with 1 when something is not, with 2 when nobody answers.

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { request as startRequest } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

const expected = JSON.parse(readFileSync(new URL('verify/expected.json', import.meta.url), 'utf8'));
const [envoy = expected.envoy] = process.argv.slice(2);
const mocks = process.env.MOCKS?.split(/\s+/).filter((one) => one !== '') ?? expected.mocks;
const hopByHop = new Set(['connection', 'keep-alive', 'transfer-encoding']);
let checks = 0;
let failures = 0;

function check(what, holds, found) {
  checks += 1;
  if (!holds) failures += 1;
  console.log(holds ? '    ok     ' + what : '    WRONG  ' + what + '\n           found ' + found);
}

/** Who is not there yet gets half a minute to come. */
async function send(address, request) {
  for (let tries = 0; ; tries += 1) {
    try {
      return await sendOnce(address, request);
    } catch (error) {
      if (error.code !== 'ECONNREFUSED' || tries === 30) throw error;
      await sleep(1000);
    }
  }
}

/** Resolves to the whole answer; headers as they came. */
function sendOnce(address, { method, path, authority, headers = [], body = '', chunked = false }) {
  const colon = address.lastIndexOf(':');
  const bytes = Buffer.from(body, 'base64');
  const has = (name) => headers.some(([key]) => key.toLowerCase() === name);
  const all = [['host', authority], ...headers];
  if (chunked && !has('transfer-encoding')) all.push(['transfer-encoding', 'chunked']);
  else if (bytes.length > 0 && !chunked && !has('content-length')) all.push(['content-length', String(bytes.length)]);
  return new Promise((resolve, reject) => {
    const sent = startRequest({
      host: address.slice(0, colon),
      port: address.slice(colon + 1),
      method,
      path,
      headers: all.flat(),
      agent: false,
      timeout: 20_000,
    });
    sent.on('error', reject);
    sent.on('timeout', () => sent.destroy(new Error('no answer within 20 s')));
    sent.on('response', (answer) => {
      const pieces = [];
      answer.on('data', (piece) => pieces.push(piece));
      answer.on('error', reject);
      answer.on('end', () => {
        const pairs = [];
        for (let at = 0; at < answer.rawHeaders.length; at += 2) pairs.push(answer.rawHeaders.slice(at, at + 2));
        resolve({ status: String(answer.statusCode), headers: pairs, body: Buffer.concat(pieces) });
      });
    });
    sent.end(bytes);
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

async function play({ number, name, leftOut, exchanges }) {
  console.log(number + '. ' + name);
  if (leftOut !== null) {
    console.log('    left out: ' + leftOut + '.');
    return;
  }
  await order('POST', '/scenario/' + number);
  for (const exchange of exchanges) {
    await sleep(exchange.afterMs);
    console.log('  ' + exchange.request.method + ' ' + exchange.request.path);
    checkAnswer(exchange, await send(envoy, exchange.request));
    checkServers(exchange.upstream, await order('GET', '/record'));
  }
}

try {
  for (const scenario of expected.scenarios) await play(scenario);
  console.log('\n' + checks + ' checks, ' + failures + ' wrong');
  process.exitCode = failures === 0 ? 0 : 1;
} catch (error) {
  console.error('Envoy at ' + envoy + ' or its servers cannot be asked: ' + error.message);
  process.exitCode = 2;
}
`;
