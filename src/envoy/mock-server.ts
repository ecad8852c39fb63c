// The servers behind the real Envoy: the bundle's own mock server, told by the harness what to do and asked what it saw.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { mockServerText } from '#bundle/mock-server.ts';
import type { Body, CallBehaviour, Cluster } from '#project/schema.ts';

/** A request as far as it has come; the rest may still arrive. */
export interface WireRequest {
  method: string;
  path: string;
  headers: [name: string, value: string][];
  body: Buffer;
  trailers: [name: string, value: string][];
}

interface Write {
  delayMs: number;
  bytes: Buffer;
}

interface MockModule {
  serve(options: {
    host: string;
    port: number;
    protocol: Cluster['protocol'];
    behave: (request: WireRequest) => CallBehaviour;
    started: (request: WireRequest) => void;
  }): Promise<Server>;
  messageWrites(
    startLine: string,
    headers: [string, string][],
    body: Body,
    trailers: [string, string][],
    options: { needsLength: boolean },
  ): Write[];
}

/** The code that goes out in every bundle; what is tested here is what people get. */
export const mockModule = await load();

async function load(): Promise<MockModule> {
  const folder = mkdtempSync(join(tmpdir(), 'sluice-mock-'));
  const file = join(folder, 'mock-server.mjs');
  writeFileSync(file, mockServerText);
  const loaded = (await import(pathToFileURL(file).href)) as MockModule;
  rmSync(folder, { recursive: true });
  return loaded;
}

const host = '127.0.0.1';

/** Below the ports that systems give to outgoing connections; processes begin at different places. */
const firstPort = 20_000;
const portCount = 8000;
let own = { from: 0, count: portCount };
let nextPort = (process.pid * 97) % portCount;

/** For processes that start servers at the same time: each then finds ports of its own. */
export function takeShareOfPorts(share: number, shares: number): void {
  const count = Math.floor(portCount / shares);
  own = { from: share * count, count };
  nextPort %= count;
}

/** A port that nobody uses, and that no other caller in this process gets. */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < own.count; tries += 1) {
    const port = firstPort + own.from + nextPort;
    nextPort = (nextPort + 1) % own.count;
    if (await isFree(port)) return port;
  }
  throw new Error('no port is free');
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, host, () => server.close(() => resolve(true)));
  });
}

/** One server on one port that can be opened and closed, since a scenario may want that nobody listens. */
export class MockServer {
  readonly port: number;
  readonly #protocol: Cluster['protocol'];
  readonly #behave: (request: WireRequest) => CallBehaviour;
  readonly #started: (request: WireRequest) => void;
  readonly #sockets = new Set<{ destroy(): void }>();
  #server: Server | null = null;

  constructor(
    port: number,
    protocol: Cluster['protocol'],
    started: (request: WireRequest) => void,
    behave: (request: WireRequest) => CallBehaviour,
  ) {
    this.port = port;
    this.#protocol = protocol;
    this.#started = started;
    this.#behave = behave;
  }

  async setOpen(open: boolean): Promise<void> {
    if (open === (this.#server !== null)) return;
    if (!open) {
      this.close();
      return;
    }
    this.#server = await mockModule.serve({
      host,
      port: this.port,
      protocol: this.#protocol,
      behave: this.#behave,
      started: this.#started,
    });
    this.#server.on('connection', (socket) => {
      this.#sockets.add(socket);
      socket.on('close', () => this.#sockets.delete(socket));
    });
  }

  close(): void {
    for (const socket of this.#sockets) socket.destroy();
    this.#server?.close();
    this.#server = null;
  }
}
