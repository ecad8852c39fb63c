#!/usr/bin/env node
// `sluice COMMAND PROJECT.json`, or `npm run sluice -- …` of the sources: the engine without a browser.

import { commandLine } from './command-line.ts';
import { terminalText } from './terminal-text.ts';

/** As of a program that the system ends for it (SIGPIPE). */
const endedByPipe = 141;

// Who reads may have had enough, as `head` has, or the disk may be full: then there is nobody left to tell, or one sentence to say.
for (const stream of [process.stdout, process.stderr])
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(endedByPipe);
    if (stream === process.stdout)
      process.stderr.write(`The result cannot be written: ${error.message}\n`);
    process.exit(2);
  });

/** A file or a pipe gets every byte as it is. */
function write(stream: NodeJS.WriteStream, text: string): void {
  stream.write(stream.isTTY ? terminalText(text) : text);
}

process.exitCode = await commandLine(process.argv.slice(2), {
  print: (text) => write(process.stdout, text),
  progress: (line) => write(process.stderr, `${line}\n`),
});
