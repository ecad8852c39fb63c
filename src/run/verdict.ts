// How an exchange ended, in one word and in one sentence.

import type { HttpStream } from '#sim/http-stream.ts';
import type { World } from '#sim/world.ts';
import type { Verdict } from './api.ts';

const seconds = (ns: number): string => `${Math.round(ns / 1_000_000)} ms`;

export function judge(world: World, stream: HttpStream): { verdict: Verdict; verdictText: string } {
  const { info } = stream;
  const status = info.responseCode;
  const name = (plugin: number): string => {
    const given = world.project.plugins[plugin]?.name ?? '';
    return given === '' ? 'The filter' : given;
  };
  const say = (verdict: Verdict, verdictText: string) => ({ verdict, verdictText });
  if (stream.ended === 'crashed' || (stream.ended === null && world.crashed))
    return say('reset', 'A real Envoy crashes here.');
  if (stream.ended === 'client-left') {
    const held = stream.holder();
    if (held !== null) {
      return say(
        'hung',
        `Paused at ${held.side} ${held.phase} by ${name(held.plugin)}; nothing will resume it.`,
      );
    }
    return say('hung', 'The client waits for an answer that will not come.');
  }
  if (stream.ended === 'reset') return say('reset', `The connection was closed: ${info.details}.`);
  const reply = stream.localReply;
  if (reply !== null && stream.failedClosed) {
    return say(
      'failed-closed',
      `${name(reply.by ?? 0)} has failed; the failure policy answered ${status}.`,
    );
  }
  if (reply?.by != null) return say('local-reply', `${name(reply.by)} answered ${status} itself.`);
  if (info.details === 'response_timeout')
    return say('timed-out', `The upstream did not answer in time; Envoy answered ${status}.`);
  if (reply !== null && info.details !== 'direct_response') {
    return say('completed', `Envoy answered ${status} itself: ${info.details}.`);
  }
  const from =
    info.details === 'direct_response' ? 'Envoy answered directly with' : 'The upstream answered';
  const took = (info.endNs ?? info.startNs) - info.startNs;
  return say('completed', `${from} ${status}${took > 0 ? ` after ${seconds(took)}` : ''}.`);
}
