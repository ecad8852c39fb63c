// The servers behind the real Envoy: the bundle's own mock server, told by the harness what to do and asked what it saw.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { mockServerText } from '#bundle/mock-server.ts';
import type { Body, ServerBehaviour } from '#project/schema.ts';

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
    behave: (request: WireRequest) => ServerBehaviour;
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

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** One server on one port that can be opened and closed, since a scenario may want that nobody listens. */
export class MockServer {
  readonly seen: WireRequest[] = [];
  readonly port: number;
  readonly #behave: (request: WireRequest) => ServerBehaviour;
  readonly #sockets = new Set<{ destroy(): void }>();
  #server: Server | null = null;

  constructor(port: number, behave: (request: WireRequest) => ServerBehaviour) {
    this.port = port;
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
      behave: (request) => {
        this.seen.push(request);
        return this.#behave(request);
      },
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
