import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readCurl } from '#messages/read-curl.ts';
import { requests } from '../messages/testing/arbitrary.ts';
import { curlLine } from './curl.ts';
import { sampleProject } from './testing/sample-project.ts';

test('what curl can say comes back from the command line as it was', () => {
  const project = sampleProject();
  fc.assert(
    fc.property(requests, fc.boolean(), (whole, isHead) => {
      // Curl reads a file where the data begins with "@".
      const chunks = whole.body.chunks
        .slice(0, 1)
        .map((chunk) => ({ ...chunk, delayMs: 0, repeat: 1 }));
      fc.pre(chunks.every((chunk) => !chunk.data.startsWith('@') && !chunk.data.includes('\0')));
      const framing = chunks.length === 0 ? 'auto' : whole.body.framing;
      const request = {
        ...whole,
        method: isHead ? 'HEAD' : whole.method,
        scheme: 'http' as const,
        body: { ...whole.body, framing, chunks },
        trailers: [],
      };
      const { command, remarks } = curlLine(request, project);
      const waits = isHead && chunks.length > 0;
      expect(remarks).toEqual(waits ? ['curl waits for the body of the answer to HEAD.'] : []);
      const read = readCurl(command);
      if (!read.ok) throw new Error(`${command}: ${read.problem}`);
      expect(read.value.map((found) => found.request)).toEqual([request]);
    }),
  );
});
