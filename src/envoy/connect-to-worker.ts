// Opens connections to a real Envoy that a certain worker thread serves, and tells it the addresses of the scenario.

import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { sleep } from './envoy-log.ts';
import type { RunningEnvoy } from './start-envoy.ts';

/** The addresses that Envoy is to see, told by a PROXY header in front of the request. */
export interface Addresses {
  source: { address: string; port: number };
  destination: { address: string; port: number };
}

function proxyHeader({ source, destination }: Addresses): string {
  const family = source.address.includes(':') ? 'TCP6' : 'TCP4';
  return `PROXY ${family} ${source.address} ${destination.address} ${source.port} ${destination.port}\r\n`;
}

interface Wanted {
  port: number;
  addresses: Addresses;
  worker: number;
  workers: number;
}

/** The kernel chooses the worker, so connections are made until it has chosen that one. */
export async function connectToWorker(envoy: RunningEnvoy, wanted: Wanted): Promise<Socket> {
  if (wanted.workers === 1) return openConnection(wanted.port, wanted.addresses);
  for (;;) {
    const before = await accepted(envoy, wanted);
    const socket = await openConnection(wanted.port, wanted.addresses);
    let now = before;
    while (sum(now) === sum(before)) {
      await sleep(5);
      now = await accepted(envoy, wanted);
    }
    if (now[wanted.worker] !== before[wanted.worker]) return socket;
    socket.destroy();
  }
}

/** `addresses` only where the listener wants a PROXY header. */
export async function openConnection(port: number, addresses: Addresses | null): Promise<Socket> {
  const socket = connect(port, '127.0.0.1');
  socket.setNoDelay(true);
  await once(socket, 'connect');
  if (addresses !== null) socket.write(proxyHeader(addresses));
  return socket;
}

/** Connections that each worker has accepted so far. */
async function accepted(envoy: RunningEnvoy, { port, workers }: Wanted): Promise<number[]> {
  const stats = await envoy.admin('/stats?filter=worker_.*downstream_cx_total');
  return Array.from({ length: workers }, (_, worker) => {
    const name = `_${port}.worker_${worker}.downstream_cx_total: `;
    const line = stats.split('\n').find((one) => one.includes(name));
    return Number(line?.split(': ')[1] ?? 0);
  });
}

const sum = (counts: number[]): number => counts.reduce((total, count) => total + count, 0);
