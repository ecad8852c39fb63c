// Lets the service of `sluice serve` play the project in a real Envoy, and keeps what it tells as it comes.

import type { Project } from '#project/schema.ts';
import type { PluginModule } from '#run/api.ts';
import type { CheckMessage, CheckRequest, CheckService } from '#trace/envoy-check.ts';
import type { EnvoyCheckState } from '../store/check-slice.ts';
import type { PlaygroundStore } from '../store/playground-store.ts';
import type { CompileController } from './compile-controller.ts';

export interface EnvoyCheckController {
  /** Shows the check and begins it; one that is under way goes on. */
  start(): void;
  stop(): void;
}

export interface EnvoyCheckDeps {
  store: PlaygroundStore;
  compiler: CompileController;
  flushEditors: () => void;
  fetch: typeof fetch;
}

export function createEnvoyCheckController(deps: EnvoyCheckDeps): EnvoyCheckController {
  const { store, compiler } = deps;
  let current: AbortController | null = null;

  const set = (state: EnvoyCheckState): void => store.getState().setEnvoyCheck(state);

  async function check(signal: AbortSignal): Promise<void> {
    set({ status: 'preparing' });
    const service = await findService(deps.fetch, signal);
    if (service === null) return set({ status: 'no-service' });
    if (service.problem !== null) return set({ status: 'refused', reason: service.problem });
    const { project } = store.getState();
    const modules = await compiler.release();
    signal.throwIfAborted();
    if (typeof modules === 'string')
      return set({ status: 'refused', reason: `There is no release build: ${modules}.` });
    const answer = await deps.fetch('service/check', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-sluice-token': service.token },
      body: requestBody(project, modules),
      signal,
    });
    if (!answer.ok || answer.body === null)
      return set({ status: 'refused', reason: (await answer.text()).trim() });
    await follow(project, answer.body, set);
  }

  async function run(mine: AbortController): Promise<void> {
    try {
      await check(mine.signal);
    } catch (error) {
      if (mine.signal.aborted) broken(store, 'The check was stopped.');
      else broken(store, `The service went away: ${String(error)}.`);
    } finally {
      if (current === mine) current = null;
    }
  }

  return {
    start() {
      store.getState().show({ resultTab: 'compare', compareWith: 'envoy' });
      if (current !== null) return;
      deps.flushEditors();
      current = new AbortController();
      void run(current);
    },
    stop: () => current?.abort(),
  };
}

/** Null where the page is served by something else: from its files, which say so, or from a server that may answer anything. */
async function findService(get: typeof fetch, signal: AbortSignal): Promise<CheckService | null> {
  const answer = await get('service.json', { signal }).catch(() => null);
  signal.throwIfAborted();
  const isOurs = answer?.ok === true && answer.headers.get('content-type') === 'application/json';
  return isOurs ? ((await answer.json()) as CheckService | null) : null;
}

function requestBody(project: Project, modules: readonly PluginModule[]): string {
  const request: CheckRequest = { project, modules: modules.map(({ bytes }) => base64(bytes)) };
  return JSON.stringify(request);
}

/** Piece by piece, since a call takes only so many arguments. */
function base64(bytes: Uint8Array): string {
  let binary = '';
  const pieceBytes = 0x80_00;
  for (let at = 0; at < bytes.length; at += pieceBytes)
    binary += String.fromCharCode(...bytes.subarray(at, at + pieceBytes));
  return btoa(binary);
}

async function follow(
  project: Project,
  body: ReadableStream<Uint8Array<ArrayBuffer>>,
  set: (state: EnvoyCheckState) => void,
): Promise<void> {
  let state: Extract<EnvoyCheckState, { status: 'playing' | 'done' }> = {
    status: 'playing',
    project,
    playing: null,
    verdicts: [],
    problem: null,
  };
  set(state);
  for await (const message of messagesOf(body)) {
    switch (message.kind) {
      case 'started':
        state = { ...state, playing: message.index };
        break;
      case 'verdict':
        state = { ...state, playing: null, verdicts: [...state.verdicts, message.verdict] };
        break;
      case 'end':
        state = { ...state, status: 'done', playing: null, problem: message.problem };
        break;
    }
    set(state);
  }
  if (state.status === 'playing')
    set({
      ...state,
      status: 'done',
      playing: null,
      problem: 'The answer of the service broke off.',
    });
}

async function* messagesOf(
  body: ReadableStream<Uint8Array<ArrayBuffer>>,
): AsyncGenerator<CheckMessage> {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    const lines = (rest + value).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) yield JSON.parse(line) as CheckMessage;
  }
}

/** What has been told so far stays. */
function broken(store: PlaygroundStore, problem: string): void {
  const { envoyCheck, setEnvoyCheck } = store.getState();
  if (envoyCheck.status === 'playing')
    setEnvoyCheck({ ...envoyCheck, status: 'done', playing: null, problem });
  else setEnvoyCheck({ status: 'refused', reason: problem });
}
