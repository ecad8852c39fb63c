// Results for other programs: each assertion is one result, and no text can break the form.

import { describe, expect, it } from 'vitest';
import { readExample } from '#examples/node.ts';
import { scenario } from '#trace/testing/report.ts';
import { readArguments } from './arguments.ts';
import { runCommand } from './run-command.ts';
import { junitText, type TestedProject, tapText } from './test-formats.ts';

function tested(name: string, found: string): TestedProject {
  const project = readExample('hello-header');
  project.name = name;
  const [first] = project.scenarios;
  if (first === undefined) throw new Error('no scenario');
  first.expect = [
    { subject: 'client.status', exchange: 0, key: '', compare: 'equals', value: 200 },
    { subject: 'client.status', exchange: 0, key: '', compare: 'equals', value: 201 },
  ];
  const expectations = [
    { index: 0, holds: true, actual: '200' },
    { index: 1, holds: false, actual: found },
  ];
  const report = {
    format: 1 as const,
    project: name,
    scenarios: [scenario({ index: 0, name, expectations })],
  };
  return { file: 'p.json', project, report };
}

describe('TAP', () => {
  it('has a line for each assertion, and what was found where one does not hold', () => {
    expect(tapText([tested('a # b\n c', 'x\ny')])).toBe(
      [
        'TAP version 13',
        '1..2',
        '# p.json',
        'ok 1 - a \\# b c: client.status equals 200',
        'not ok 2 - a \\# b c: client.status equals 201',
        '  ---',
        '  found: "x\\ny"',
        '  ...',
        '',
      ].join('\n'),
    );
  });
});

describe('JUnit', () => {
  it('has a suite for each project, with its failures', () => {
    expect(junitText([tested('<a> & "b"', '\u0001\ud800\n')])).toBe(
      [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<testsuites>',
        '  <testsuite name="&lt;a&gt; &amp; &quot;b&quot;" file="p.json" tests="2" failures="1">',
        '    <testcase classname="&lt;a&gt; &amp; &quot;b&quot;" name="client.status equals 200"/>',
        '    <testcase classname="&lt;a&gt; &amp; &quot;b&quot;" name="client.status equals 201">',
        '      <failure message="found: \ufffd\ufffd&#10;"/>',
        '    </testcase>',
        '  </testsuite>',
        '</testsuites>',
        '',
      ].join('\n'),
    );
  });
});

it('are what --format chooses, for several projects in one', async () => {
  const cors = 'src/examples/cors/project.json';
  const { output, ok } = await runCommand(readArguments(['test', cors, cors, '--format', 'tap']));
  const [, plan = ''] = output.split('\n');
  const results = output.split('\n').filter((line) => line.startsWith('ok '));
  expect(results.length).toBeGreaterThan(2);
  expect(plan).toBe(`1..${results.length}`);
  expect(ok).toBe(true);
  expect(() => readArguments(['test', cors, '--format', 'xml'])).toThrow('"xml" is no format');
  expect(() => readArguments(['run', cors, '--format', 'tap'])).toThrow('--format is for test');
});
