#!/usr/bin/env node
// `sluice COMMAND PROJECT.json`, or `npm run sluice -- …` of the sources: the engine without a browser.

import { commandLine } from './command-line.ts';

process.exitCode = await commandLine(process.argv.slice(2), {
  print: (text) => void process.stdout.write(text),
  progress: (line) => void process.stderr.write(`${line}\n`),
});
