// The results of `sluice test` as other programs read them: TAP version 13 and JUnit's XML.

import type { Project } from '#project/schema.ts';
import type { RunReport } from '#run/api.ts';
import { expectationText } from './told-report.ts';

export interface TestedProject {
  file: string;
  project: Project;
  report: RunReport;
}

export interface Verdict {
  scenario: string;
  assertion: string;
  holds: boolean;
  found: string;
}

export function tapText(projects: readonly TestedProject[]): string {
  const lines: string[] = [];
  let count = 0;
  for (const project of projects) {
    lines.push(`# ${project.file}`);
    for (const { scenario, assertion, holds, found } of verdictsOf(project)) {
      count += 1;
      lines.push(`${holds ? 'ok' : 'not ok'} ${count} - ${tapName(`${scenario}: ${assertion}`)}`);
      if (!holds) lines.push('  ---', `  found: ${JSON.stringify(found)}`, '  ...');
    }
  }
  return `${['TAP version 13', `1..${count}`, ...lines].join('\n')}\n`;
}

/** A number sign would begin a directive, and a line end the next result. */
function tapName(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/[\\#]/g, '\\$&');
}

export function junitText(projects: readonly TestedProject[]): string {
  const suites = projects.map((project) => {
    const tests = verdictsOf(project);
    const failures = tests.filter(({ holds }) => !holds).length;
    const head = `  <testsuite name=${quoted(project.project.name)} file=${quoted(project.file)} tests="${tests.length}" failures="${failures}">`;
    return [head, ...tests.flatMap(junitCase), '  </testsuite>'].join('\n');
  });
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n${suites.join('\n')}\n</testsuites>\n`;
}

function junitCase({ scenario, assertion, holds, found }: Verdict): string[] {
  const head = `    <testcase classname=${quoted(scenario)} name=${quoted(assertion)}`;
  if (holds) return [`${head}/>`];
  return [`${head}>`, `      <failure message=${quoted(`found: ${found}`)}/>`, '    </testcase>'];
}

export function verdictsOf({ project, report }: TestedProject): Verdict[] {
  return report.scenarios.flatMap((scenario) =>
    scenario.expectations.map(({ index, holds, actual }) => {
      const wanted = project.scenarios[scenario.index]?.expect[index];
      const assertion = wanted === undefined ? '' : expectationText(wanted);
      return { scenario: scenario.name, assertion, holds, found: actual };
    }),
  );
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
};

/** XML has no way to write most control characters, nor half of a surrogate pair. */
function quoted(text: string): string {
  const plain = text
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu, '\ufffd')
    .replace(/[&<>"\t\n\r]/g, (one) => entities[one] ?? one);
  return `"${plain}"`;
}
