// What the command line says of itself is true of it, and the document says the same.

import { readFileSync, writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { SLUICE_VERSION } from '#bundle/sluice-version.ts';
import { readArguments } from './arguments.ts';
import { cliDocument, commandHelp, commands, usage } from './help.ts';

const document = new URL('../../docs/cli.md', import.meta.url);

it('is the text of docs/cli.md', () => {
  if (process.env['SLUICE_WRITE_DOCS'] === '1') writeFileSync(document, cliDocument());
  expect(readFileSync(document, 'utf8')).toBe(cliDocument());
});

it('names every command', () => {
  expect(readArguments(['--help'])).toBe(usage);
  for (const command of commands) expect(usage).toContain(`\n  ${command} `);
});

it('tells the version', () => {
  expect(readArguments(['--version'])).toBe(`${SLUICE_VERSION}\n`);
});

it.each(commands)('of %s lists options that it takes', (command) => {
  const text = readArguments([command, '--help']);
  expect(text).toBe(commandHelp(command));
  const values: Record<string, string> = {
    'NAME=FILE.wasm': 'a=b',
    'text|tap|junit': 'tap',
    N: '8080',
    URL: 'https://sluice.example/',
  };
  const listed = [...commandHelp(command).matchAll(/^ {2}--([\w-]+)(?: (\S+))? {2}/gm)];
  expect(listed.length).toBeGreaterThan(0);
  for (const [, name = '', value] of listed) {
    const option = value === undefined ? [`--${name}`] : [`--${name}`, values[value] ?? 'text'];
    const needed = command === 'verify' ? ['--envoy'] : [];
    expect(readArguments([command, 'file', ...needed, ...option])).toMatchObject({ command });
  }
});
