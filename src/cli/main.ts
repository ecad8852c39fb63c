#!/usr/bin/env node
// `sluice COMMAND PROJECT.json`, or `npm run sluice -- …` of the sources: the engine without a browser.

import { commandLine } from './command-line.ts';

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

process.exitCode = await commandLine(process.argv.slice(2), {
  print: (text) => void process.stdout.write(text),
  progress: (line) => void process.stderr.write(`${line}\n`),
});
