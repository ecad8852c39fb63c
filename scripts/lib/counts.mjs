// Reads how many tests passed, failed and were skipped out of what each kind of test runner wrote down.

import { readFileSync } from 'node:fs';

export const none = { passed: 0, failed: 0, skipped: 0, again: 0 };

export function add(a, b) {
  return {
    passed: a.passed + b.passed,
    failed: a.failed + b.failed,
    skipped: a.skipped + b.skipped,
    again: a.again + b.again,
  };
}

/** A sentence such as `12 passed, 0 failed, 1 skipped`; `again` are those of the passed that needed a second try. */
export function sentence({ passed, failed, skipped, again }) {
  const rest = [
    skipped > 0 ? `, ${skipped} skipped` : '',
    again > 0 ? ` (${again} at the second try)` : '',
  ];
  return `${passed} passed, ${failed} failed${rest.join('')}`;
}

/** Vitest's JSON report. A file that could not even be read counts as one failure. */
export function vitestCounts(file) {
  const report = JSON.parse(readFileSync(file, 'utf8'));
  const broken = report.testResults.filter(
    (one) => one.status === 'failed' && one.assertionResults.length === 0,
  );
  return {
    ...none,
    passed: report.numPassedTests,
    failed: report.numFailedTests + broken.length,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

/** Playwright's JSON report. */
export function playwrightCounts(file) {
  const { stats, errors } = JSON.parse(readFileSync(file, 'utf8'));
  return {
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected + errors.length,
    skipped: stats.skipped,
    again: stats.flaky,
  };
}

/** A file that already says `{ passed, failed, skipped }`. */
export function plainCounts(file) {
  const { passed, failed, skipped } = JSON.parse(readFileSync(file, 'utf8'));
  return { ...none, passed, failed, skipped };
}

/** Lines of the form `check: NAME ok` and `check: NAME failed` in a program's output, one per tool. */
export function checkCounts(output) {
  const passed = output.match(/^check: .+ ok\b/gm) ?? [];
  const failed = output.match(/^check: .+ failed\b/gm) ?? [];
  return { ...none, passed: passed.length, failed: failed.length };
}
