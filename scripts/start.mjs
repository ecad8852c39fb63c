// `npm start`: installs what is missing, builds the app, serves it on this machine alone and prints its address.

import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { npm, root, tail } from './lib/command.mjs';
import { ensureNodeModules } from './lib/node-modules.mjs';
import { main, Obstacle, say, seconds } from './lib/say.mjs';

const host = '127.0.0.1';

function wantedPort() {
  const args = process.argv.slice(2);
  const inline = args.find((arg) => arg.startsWith('--port='));
  const at = args.indexOf('--port');
  const text =
    inline?.slice('--port='.length) ??
    (at >= 0 ? args[at + 1] : undefined) ??
    process.env.PORT ??
    '5173';
  if (!/^\d+$/.test(text ?? '') || Number(text) < 1 || Number(text) > 65535) {
    throw new Obstacle(`"${text ?? ''}" is no port: give a number from 1 to 65535.`);
  }
  return Number(text);
}

function assertFree(port) {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', (error) =>
      reject(
        new Obstacle(
          error.code === 'EADDRINUSE'
            ? `Port ${port} is taken by another program; try "npm start -- --port ${port + 1}".`
            : `Port ${port} cannot be used: ${error.message}.`,
        ),
      ),
    );
    server.listen(port, host, () => server.close(resolve));
  });
}

async function build() {
  const start = Date.now();
  say('Building …');
  const result = await npm(['run', 'build'], { timeoutMs: 300_000 });
  if (result.code !== 0)
    throw new Obstacle(`The app could not be built:\n${tail(result.output, 30)}`);
  say(`Built (${seconds(start)}).`);
}

function serve(port) {
  return new Promise((resolve, reject) => {
    const sluice = join(root, 'src', 'cli', 'main.ts');
    const args = ['--import', 'tsx', sluice, 'serve', '--port', String(port)];
    const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    let announced = false;
    const listen = (data) => {
      output += data;
      if (announced || !output.includes(`:${port}`)) return;
      announced = true;
      say(output.trimEnd());
    };
    child.stdout.setEncoding('utf8').on('data', listen);
    child.stderr.setEncoding('utf8').on('data', listen);
    process.on('exit', () => child.kill());
    child.on('exit', (code) => {
      if (announced) resolve();
      else reject(new Obstacle(`The server did not start (exit ${code}):\n${tail(output, 15)}`));
    });
  });
}

await main(async () => {
  const port = wantedPort();
  await assertFree(port);
  await ensureNodeModules();
  await build();
  await serve(port);
});
