// Messages in a report: headers as text, bodies as text where they are, cut to a size that a page can hold.

import { isAscii, textOf, utf8OrNull } from '#abi/byte-string.ts';
import { encodeBase64 } from '#abi/base64.ts';
import type { Pair } from '#abi/pairs.ts';
import { BodyCapture } from '#sim/body-buffer.ts';
import type { MessageRecord } from '#sim/message-record.ts';
import type { HeaderPair, MessageReport, ReportedBody } from './api.ts';

export function reportPairs(pairs: readonly Pair[]): HeaderPair[] {
  // Most headers are ASCII, which reads the same as text: those entries are shared, as nobody changes one.
  return pairs.map((pair) =>
    isAscii(pair[0]) && isAscii(pair[1]) ? pair : [textOf(pair[0]), textOf(pair[1])],
  );
}

export function reportBody(capture: BodyCapture): ReportedBody {
  if (capture.sizeBytes === 0)
    return { sizeBytes: 0, encoding: 'text', data: '', truncated: false };
  const head = capture.head();
  const truncated = capture.sizeBytes > head.length;
  // The cut may have fallen into a character: up to three bytes of it are left out.
  for (let back = 0; back <= (truncated ? 3 : 0); back++) {
    const text = utf8OrNull(head.subarray(0, head.length - back));
    if (text !== null)
      return { sizeBytes: capture.sizeBytes, encoding: 'text', data: text, truncated };
  }
  return { sizeBytes: capture.sizeBytes, encoding: 'base64', data: encodeBase64(head), truncated };
}

export function reportMessage(record: MessageRecord): MessageReport {
  return {
    complete: record.complete,
    headers: reportPairs(record.headers),
    body: reportBody(record.body),
    trailers: reportPairs(record.trailers),
  };
}

export function reportPieces(pieces: readonly Uint8Array[]): ReportedBody {
  const capture = new BodyCapture();
  for (const piece of pieces) capture.add(piece);
  return reportBody(capture);
}
