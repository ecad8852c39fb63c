// Brings node_modules in line with package-lock.json, so that any script can be the first command on a fresh clone.

import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { npm, root, tail } from './command.mjs';
import { Obstacle, say, seconds } from './say.mjs';

const oldestNode = [20, 19];

export async function ensureNodeModules() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major < oldestNode[0] || (major === oldestNode[0] && minor < oldestNode[1])) {
    throw new Obstacle(
      `Sluice needs Node ${oldestNode.join('.')} or newer; this is Node ${process.versions.node}.`,
    );
  }
  const installed = join(root, 'node_modules', '.package-lock.json');
  const wanted = join(root, 'package-lock.json');
  if (existsSync(installed) && statSync(installed).mtimeMs >= statSync(wanted).mtimeMs) return;
  const start = Date.now();
  say('Installing node modules …');
  const result = await npm(['ci', '--no-progress'], { timeoutMs: 600_000 });
  if (result.code === 0) {
    say(`Node modules are installed (${seconds(start)}).`);
    return;
  }
  if (result.code === null) throw new Obstacle('npm was not found; it comes with Node.');
  throw new Obstacle(
    noNetwork(result.output)
      ? 'The node modules could not be installed: the package registry cannot be reached. Is there a network?'
      : `The node modules could not be installed; npm ci said:\n${tail(result.output, 20)}`,
  );
}

/** Whether a program's output says that it could not get through to a server. */
export function noNetwork(output) {
  return /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|NewConnectionError|Name or service not known|Temporary failure in name resolution|Max retries exceeded|Connection refused/i.test(
    output,
  );
}
