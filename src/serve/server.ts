// The built page on this machine alone, with the headers of its policy, and the service that plays a project in a real Envoy.

import { createReadStream, existsSync, statSync } from 'node:fs';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize, sep } from 'node:path';
import { createCheckService, type CheckServiceOptions } from './check-service.ts';
import { siteHeaders } from './headers.ts';

export interface ServeOptions extends CheckServiceOptions {
  /** Folder of the built page. */
  site: string;
  /** 0 for any that is free. */
  port: number;
}

export interface Serving {
  /** With a slash at the end. */
  address: string;
  close(): Promise<void>;
}

const host = '127.0.0.1';

/** Rejects with the error of the socket when the port cannot be had. */
export async function serve(options: ServeOptions): Promise<Serving> {
  const service = createCheckService(options);
  const headersOf = siteHeaders(options.site);
  const server = createServer((request, response) => {
    // A page of another site whose name was made to lead here would otherwise count as our own.
    if (!isOwnHost(request.headers.host, server)) {
      response.writeHead(421, { 'Content-Type': 'text/plain; charset=utf-8', Connection: 'close' });
      response.end('This server answers for this machine alone.\n');
      return;
    }
    const path = (request.url ?? '/').split(/[?#]/)[0] ?? '/';
    if (path === '/service.json' || path.startsWith('/service/')) {
      service(request, response).catch(() => response.destroy());
      return;
    }
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.writeHead(405).end();
      return;
    }
    sendFile(response, options.site, path, headersOf(path));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, host, resolve);
  });
  return {
    address: `http://${host}:${portOf(server)}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}

function isOwnHost(given: string | undefined, server: Server): boolean {
  return [host, 'localhost'].some((name) => given === `${name}:${portOf(server)}`);
}

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.ttf': 'font/ttf',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
};

function sendFile(
  response: ServerResponse,
  site: string,
  path: string,
  headers: Record<string, string>,
): void {
  const file = fileOf(site, path);
  if (file === null) {
    response.writeHead(404, { ...headers, 'Content-Type': 'text/plain; charset=utf-8' });
    response.end('There is no such file.\n');
    return;
  }
  response.writeHead(200, {
    ...headers,
    'Content-Type': types[extname(file)] ?? 'application/octet-stream',
    'Content-Length': statSync(file).size,
  });
  createReadStream(file)
    .on('error', () => response.destroy())
    .pipe(response);
}

/** Null for what is not there or not beneath the folder. */
function fileOf(site: string, path: string): string | null {
  let plain: string;
  try {
    plain = decodeURIComponent(path);
  } catch {
    return null;
  }
  if (plain.includes('\0')) return null;
  const root = normalize(`${site}${sep}`);
  const file = normalize(join(root, plain.endsWith('/') ? `${plain}index.html` : plain));
  return file.startsWith(root) && existsSync(file) && statSync(file).isFile() ? file : null;
}
