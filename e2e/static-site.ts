// The built page as any static server would give it: from a copy, beneath a folder of its own, until it is stopped.

import { cpSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join, normalize } from 'node:path';
import { test as base } from './fixtures.ts';

// Not every server knows what a .wasm is.
const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.webmanifest': 'application/manifest+json',
};

export interface StaticSite {
  /** Ends with a slash. */
  url: string;
  /** The copy that is served; tests may change it. */
  folder: string;
  /** From then on nobody answers at the address. */
  goAway(): Promise<void>;
  remove(): Promise<void>;
}

/** @param base Path that the page lies at, such as `/tools/sluice/`. */
async function serveSite(base: string): Promise<StaticSite> {
  const folder = mkdtempSync(join(tmpdir(), 'sluice-site-'));
  cpSync('dist', folder, { recursive: true });
  const server = createServer((request, response) => {
    const path = normalize(decodeURIComponent((request.url ?? '/').split(/[?#]/)[0] ?? '/'));
    const file = join(folder, path.slice(base.length) || 'index.html');
    if (!path.startsWith(base) || !statSync(file, { throwIfNoEntry: false })?.isFile()) {
      response.writeHead(404).end();
      return;
    }
    const type = types[extname(file)] ?? 'application/octet-stream';
    response.writeHead(200, { 'content-type': type }).end(readFileSync(file));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const goAway = (): Promise<void> =>
    new Promise((resolve) => {
      if (!server.listening) return resolve();
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return {
    url: `http://127.0.0.1:${port}${base}`,
    folder,
    goAway,
    async remove() {
      await goAway();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Tests on a page without any of Sluice's own servers, in a folder of somebody's site. */
export const test = base.extend<{ site: StaticSite }>({
  // oxlint-disable-next-line no-empty-pattern
  site: async ({}, give) => {
    const site = await serveSite('/tools/sluice/');
    await give(site);
    await site.remove();
  },
  baseURL: ({ site }, give) => give(site.url),
});
