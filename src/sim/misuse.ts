// What a filter may ask for that a real Envoy does not survive, or answers with something that nobody meant. None of it is imitated.

import { FilterHeadersStatus, FilterTrailersStatus } from '#abi/types.ts';
import type { Side, StreamContext } from './stream-context.ts';

export interface Misuse {
  kind: 'envoy-crash' | 'envoy-undefined';
  what: string;
}

/** Of `proxy_continue_stream`, when the callback that called it has returned; null when it is well. */
export function misuseOfResume(
  { phase, returning }: StreamContext,
  side: Side,
  hasResponse: boolean,
  isInHeaders: boolean,
): Misuse | null {
  if (side === 'response' && !hasResponse)
    return { kind: 'envoy-crash', what: 'continuing a response that does not exist yet' };
  const lets = returning === FilterTrailersStatus.Continue;
  if (side === 'response' && phase === 'response trailers' && lets) {
    const what = 'continuing the response in on_response_trailers and returning Continue';
    return { kind: 'envoy-crash', what };
  }
  if (!isInHeaders || returning !== FilterHeadersStatus.Continue) return null;
  const twice =
    side === 'request'
      ? 'sends the request to the upstream twice'
      : 'writes the response headers twice';
  const what = `continuing the ${side} in on_${side}_headers and returning Continue ${twice}`;
  return { kind: 'envoy-undefined', what };
}

export const resumedWithTrailers = (side: Side): Misuse => ({
  kind: 'envoy-undefined',
  what: `continuing the ${side} when nothing holds it and its trailers have come sends the trailers twice`,
});

export const overtakingBody = (side: Side): Misuse => ({
  kind: 'envoy-undefined',
  what: `continuing the ${side} once more while its headers pass the filters behind lets the body overtake them`,
});

export const resumedAfterEnd: Misuse = {
  kind: 'envoy-undefined',
  what: 'continuing a response that is held back when the stream has ended: Envoy goes on with it in contexts that it has deleted',
};

export const closedAfterReply: Misuse = {
  kind: 'envoy-undefined',
  what:
    'closing the stream after a local response in the same callback sends nothing, and Envoy then calls ' +
    'on_response_headers for a context that it has deleted',
};

export const continuedAfterReply: Misuse = {
  kind: 'envoy-undefined',
  what:
    'continuing the request after a local response in the same callback lets it go on to the upstream; where its headers have gone there ' +
    'before, Envoy writes a second answer to the client',
};

export const repliedAfterClose: Misuse = {
  kind: 'envoy-undefined',
  what:
    'a local response after closing the stream in the same callback sends nothing: Envoy calls on_response_headers for a context ' +
    'that it has deleted, and may crash',
};

export const overtakingTrailers: Misuse = {
  kind: 'envoy-undefined',
  what:
    'trailers added in the last on_request_body go on although the callback holds the body back: the upstream sees the request ' +
    'end without it, and a body that is released later is written behind the end',
};
