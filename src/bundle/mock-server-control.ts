// The part of mock-server.mjs that plays a scenario of mocks.json, changes to another when it is told, and tells what it was asked.

export const mockServerControlText: string = String.raw`
/**
 * Of several answers for the same request the next is taken each time, and the last again and again. A request that the
 * scenario does not know gets what is there for such requests, or a closed connection.
 */
function chooser(rules, otherwise = { kind: 'reset', after: 'request' }) {
  const used = new Map();
  return ({ method, path }) => {
    const fits = rules.filter((rule) => (rule.method ?? method) === method && (rule.path ?? path) === path);
    const key = method + ' ' + path;
    const turn = used.get(key) ?? 0;
    used.set(key, turn + 1);
    return fits[Math.min(turn, fits.length - 1)]?.server ?? otherwise;
  };
}

/** A request in lines that begin with the cluster's name; what is in the body is told by its sha256. */
function recordLines(cluster, { method, path, headers, body }) {
  const hash = createHash('sha256').update(body).digest('hex');
  const lines = [method + ' ' + path, ...headers.map(([name, value]) => name + ': ' + value)];
  return [...lines, 'body ' + body.length + ' ' + hash].map((line) => cluster.replace(/[\r\n]+/g, ' ') + ': ' + line);
}

/** The servers of a scenario. Those that nobody is to reach do not listen. */
class Play {
  record = [];
  #open = new Map();
  #choosers = new Map();

  constructor(mocks, clusters, host) {
    this.mocks = mocks;
    this.clusters = clusters;
    this.host = host;
  }

  async begin(number) {
    const scenario = this.mocks.scenarios[number - 1];
    if (scenario === undefined) throw new Error('SCENARIO must be a number from 1 to ' + this.mocks.scenarios.length + '.');
    this.record = [];
    for (const { cluster, port, protocol } of this.clusters) {
      const rules = scenario.rules[cluster] ?? [];
      if (rules.every((rule) => rule.server.kind === 'refused')) {
        this.#close(cluster);
        console.log(cluster + ': nobody listens, as scenario "' + scenario.name + '" wants it');
        continue;
      }
      this.#choosers.set(cluster, chooser(rules, scenario.otherwise[cluster]));
      if (!this.#open.has(cluster)) await this.#listen(cluster, port, protocol);
      console.log(cluster + ': port ' + port + ', scenario "' + scenario.name + '"');
    }
  }

  async #listen(cluster, port, protocol) {
    const behave = (request) => {
      this.record.push(...recordLines(cluster, request));
      console.log(cluster + ': ' + request.method + ' ' + request.path + ' (' + request.body.length + ' bytes)');
      if (request.body.length > 0 && protocol !== 'http2') console.log(request.body.toString('utf8').slice(0, 2000));
      return this.#choosers.get(cluster)(request);
    };
    const server = await serve({ host: this.host, port, protocol, behave });
    const sockets = new Set();
    server.on('connection', (socket) => {
      sockets.add(socket);
      socket.on('close', () => sockets.delete(socket));
    });
    this.#open.set(cluster, { server, sockets });
  }

  #close(cluster) {
    const open = this.#open.get(cluster);
    if (open === undefined) return;
    this.#open.delete(cluster);
    open.server.close();
    for (const socket of open.sockets) socket.destroy();
  }
}

/** POST /scenario/2 begins the second scenario; GET /record tells what came since it was last asked, and forgets it. */
function takeOrders(play, port, host) {
  const server = createOrdersServer(async (request, response) => {
    const [, number] = /^\/scenario\/(\d+)$/.exec(request.url) ?? [];
    try {
      if (request.method === 'POST' && number !== undefined) {
        await play.begin(Number(number));
        response.end('playing\n');
      } else if (request.method === 'GET' && request.url === '/record') {
        response.end(play.record.map((line) => line + '\n').join(''));
        play.record = [];
      } else {
        response.writeHead(404).end('There are POST /scenario/N and GET /record.\n');
      }
    } catch (error) {
      response.writeHead(400).end(error.message + '\n');
    }
  });
  server.listen(port, host);
}

function isOpen(port) {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => resolve(true));
    socket.on('connect', () => socket.destroy()).on('error', () => resolve(false));
  });
}

/** The port for orders opens last. */
async function waitForServers(port) {
  for (let attempt = 0; !(await isOpen(port)); attempt += 1) {
    if (attempt === 200) throw new Error('The servers behind Envoy do not listen after 10 seconds.');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function main() {
  const mocks = JSON.parse(readFileSync(new URL('mocks.json', import.meta.url), 'utf8'));
  const [cluster] = process.argv.slice(2);
  const chosen = mocks.servers.filter((server) => cluster === undefined || server.cluster === cluster);
  if (chosen.length === 0 && cluster === '--wait') return waitForServers(mocks.control);
  if (chosen.length === 0 && cluster !== undefined) throw new Error('There is no cluster "' + cluster + '" in mocks.json.');
  const host = cluster === undefined ? '127.0.0.1' : '0.0.0.0';
  const play = new Play(mocks, chosen, host);
  await play.begin(Number(process.env.SCENARIO ?? '1'));
  takeOrders(play, mocks.control, host);
}
`;
