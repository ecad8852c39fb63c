// The part of verify.mjs that starts an Envoy for each scenario, and ends it.

export const verifyNodeStartText: string = String.raw`
const folder = fileURLToPath(new URL('.', import.meta.url));
const program = process.env.ENVOY || 'envoy';
const attempts = 3;
const readyWithinMs = 30_000;

/** What was started and runs: it ends with this program, however that ends. */
const running = new Set();
process.on('exit', () => running.forEach((child) => child.kill('SIGKILL')));
for (const [signal, code] of [['SIGINT', 130], ['SIGTERM', 143], ['SIGHUP', 129]]) process.on(signal, () => process.exit(code));

/** Its output so far, and whether it has ended. */
function begin(program, args) {
  const child = spawn(program, args, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
  const one = { child, output: '', ended: false };
  running.add(child);
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (one.output += text));
  one.closed = new Promise((resolve) => {
    const close = (error) => {
      if (error instanceof Error) one.output += program + ' cannot be started: ' + error.message;
      running.delete(child);
      one.ended = true;
      resolve();
    };
    child.on('close', close);
    child.on('error', close);
  });
  return one;
}

async function end(one) {
  one.child.kill('SIGTERM');
  const timer = setTimeout(() => one.child.kill('SIGKILL'), 5000);
  await one.closed;
  clearTimeout(timer);
}

function connected(address) {
  const colon = address.lastIndexOf(':');
  return new Promise((resolve, reject) => {
    const socket = connect(Number(address.slice(colon + 1)), address.slice(0, colon));
    socket.setNoDelay(true);
    socket.once('error', reject);
    socket.once('connect', () => resolve(socket));
  });
}

async function assertFree(address) {
  const socket = await connected(address).catch(() => null);
  if (socket === null) return;
  socket.destroy();
  throw new Error('something listens at ' + address + ' already; end it first');
}

async function becomesReady(one) {
  const deadline = Date.now() + readyWithinMs;
  while (!one.ended) {
    if (Date.now() > deadline) throw new Error('Envoy is not ready after ' + readyWithinMs / 1000 + ' s');
    const answer = await sendOnce(expected.admin, { method: 'GET', path: '/ready', authority: expected.admin }).catch(() => null);
    if (answer !== null && answer.body.toString().startsWith('LIVE')) return true;
    await sleep(15);
  }
  return false;
}

/** Connections that each worker thread has accepted. */
async function accepted() {
  const path = '/stats?filter=worker_.*downstream_cx_total';
  const { body } = await sendOnce(expected.admin, { method: 'GET', path, authority: expected.admin });
  const port = envoy.slice(envoy.lastIndexOf(':') + 1);
  return Array.from({ length: expected.workers }, (_, worker) => {
    const name = '_' + port + '.worker_' + worker + '.downstream_cx_total: ';
    return Number(body.toString().split('\n').find((line) => line.includes(name))?.split(': ')[1] ?? 0);
  });
}

/** Which worker takes a connection is the system's choice: there are connections until it has chosen this one. */
async function connectionTo(worker, proxy) {
  for (;;) {
    const before = expected.workers > 1 ? await accepted() : [];
    const socket = await connected(envoy);
    let now = before;
    while (expected.workers > 1 && now.join() === before.join()) now = await accepted();
    if (expected.workers === 1 || now[worker] !== before[worker]) {
      if (proxy !== null) socket.write('PROXY ' + proxy + '\r\n');
      return socket;
    }
    socket.destroy();
  }
}

/** One scenario from Envoy's first moment to its last. */
async function playFromStart({ number, alone, exchanges }) {
  const { start, loads, log, lastsMs } = alone;
  await order('POST', '/scenario/' + number);
  await order('GET', '/record');
  const startedMs = Date.now();
  const threads = ['--concurrency', String(expected.workers), '--use-dynamic-base-id'];
  const one = begin(program, ['-c', start.config, ...threads, '-l', 'warning', '--component-log-level', 'wasm:' + start.level]);
  try {
    const isReady = await becomesReady(one);
    if (isReady !== loads) check(loads ? 'Envoy starts' : 'Envoy refuses to start', false, one.output.slice(-3000));
    else if (loads) {
      for (const [index, exchange] of exchanges.entries()) {
        const connection = () => connectionTo(index % expected.workers, start.proxy);
        await playExchange(exchange, connection);
      }
      const deadline = Math.max(Date.now(), startedMs + lastsMs) + 2000;
      while (Date.now() < deadline && !log.every((line) => one.output.includes(line))) await sleep(20);
    } else check('Envoy refuses to start', true);
  } finally {
    await end(one);
  }
  for (const line of log) check('log ' + line, one.output.includes(line), 'not in the log');
}

function whyLeftOut({ leftOut, holds, start }) {
  if (start === null) return 'these files start no Envoy';
  if (leftOut !== null || holds === null) return leftOut;
  const day = (ms) => new Date(ms).toISOString().slice(0, 10);
  return Date.now() < holds[0] || Date.now() > holds[1]
    ? 'its answers are known from ' + day(holds[0]) + ' to ' + day(holds[1])
    : null;
}

/** What happens at the same time may happen in another order on a busy machine; what is wrong is wrong each time. */
async function playAlone(scenario) {
  const leftOut = whyLeftOut(scenario.alone);
  console.log(scenario.number + '. ' + scenario.name);
  if (leftOut !== null) {
    console.log('    left out: ' + leftOut + '.');
    return;
  }
  for (let attempt = 1; ; attempt += 1) {
    await playFromStart(scenario);
    if (attempt === attempts || results.every((one) => one.holds)) break;
    results = [];
    console.log('    once more, in another Envoy');
  }
  tell();
}

async function assertEnvoy() {
  const one = begin(program, ['--version']);
  await one.closed;
  if (one.child.pid === undefined)
    throw new Error('there is no program ' + program + '; ENVOY in the environment names the Envoy to start');
}

async function playAllAlone() {
  await assertEnvoy();
  for (const address of [envoy, ...mocks]) await assertFree(address);
  let stopping = false;
  const servers = begin(process.execPath, ['mock-server.mjs']);
  servers.closed.then(() => {
    if (stopping) return;
    console.error('The servers behind Envoy have ended: ' + servers.output);
    process.exit(2);
  });
  try {
    for (const scenario of expected.scenarios) await playAlone(scenario);
  } finally {
    stopping = true;
    await end(servers);
  }
}
`;
