// The debugger of the page's runner worker, as DevTools has it: over the protocol that both speak.

import type { Page } from '@playwright/test';

interface Script {
  url: string;
  sourceMapURL: string;
}

export interface WorkerDebugger {
  send(method: string, params: object): Promise<void>;
  /** The first WebAssembly script whose source map is wanted. */
  script(wanted: (sourceMapUrl: string) => boolean): Promise<Script>;
  /** Where the guest stands, once it has stopped. */
  paused(): Promise<{ functionName: string; column: number }>;
}

interface Message {
  id?: number;
  method?: string;
  params?: Record<string, unknown>;
  error?: { message: string };
}

export async function attachToRunner(page: Page): Promise<WorkerDebugger> {
  const session = await page.context().newCDPSession(page);
  const attached = new Promise<string>((resolve) => {
    session.on('Target.attachedToTarget', ({ sessionId, targetInfo }) => {
      if (targetInfo.type === 'worker' && targetInfo.title === 'runner') resolve(sessionId);
    });
  });
  // Messages to the worker go through the page's own session, wrapped.
  await session.send('Target.setAutoAttach', {
    autoAttach: true,
    waitForDebuggerOnStart: false,
    flatten: false,
  });
  const sessionId = await attached;
  const seen: Message[] = [];
  const listeners = new Set<() => void>();
  session.on('Target.receivedMessageFromTarget', (event) => {
    if (event.sessionId !== sessionId) return;
    seen.push(JSON.parse(event.message) as Message);
    for (const listener of listeners) listener();
  });

  function first<T>(find: (message: Message) => T | null): Promise<T> {
    return new Promise((resolve) => {
      const look = (): void => {
        for (const message of seen) {
          const found = find(message);
          if (found === null) continue;
          listeners.delete(look);
          resolve(found);
          return;
        }
      };
      listeners.add(look);
      look();
    });
  }

  let lastId = 0;
  async function send(method: string, params: object): Promise<void> {
    const id = ++lastId;
    const message = JSON.stringify({ id, method, params });
    await session.send('Target.sendMessageToTarget', { sessionId, message });
    const answer = await first((one) => (one.id === id ? one : null));
    if (answer.error !== undefined) throw new Error(`${method}: ${answer.error.message}`);
  }

  await send('Debugger.enable', {});
  return {
    send,
    script: (wanted) =>
      first(({ method, params }) => {
        if (method !== 'Debugger.scriptParsed') return null;
        const script = params as unknown as Script;
        return wanted(script.sourceMapURL) ? script : null;
      }),
    paused: () =>
      first(({ method, params }) => {
        if (method !== 'Debugger.paused') return null;
        const { callFrames } = params as {
          callFrames?: { functionName: string; location: { columnNumber: number } }[];
        };
        const top = callFrames?.[0];
        return top === undefined
          ? null
          : { functionName: top.functionName, column: top.location.columnNumber };
      }),
  };
}
