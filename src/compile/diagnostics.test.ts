// Where a diagnostic is shown, for reports that a real compile rarely makes.

import { expect, it } from 'vitest';
import type { AscRange } from './asc.ts';
import { toDiagnostic } from './diagnostics.ts';

const textOf = (path: string) =>
  path === 'assembly/filter.ts' ? 'one\ntwo\nthree' : 'library\ncode';

const range = (normalizedPath: string, start: number): AscRange => ({
  start,
  end: start + 3,
  source: { normalizedPath },
});

const error = { message: 'wrong', code: 2322, category: 3 };
const inFilter = range('assembly/filter.ts', 4);
const inSdk = range('~lib/proxy-wasm/http.ts', 8);

it('shows an error in the library at the person’s line that led there', () => {
  expect(toDiagnostic({ ...error, range: inSdk, relatedRange: inFilter }, textOf)).toEqual({
    severity: 'error',
    source: 'asc',
    code: 'TS2322',
    message: 'wrong',
    range: { file: 'filter.ts', start: 4, end: 7, line: 2, column: 1 },
    related: { file: '~lib/proxy-wasm/http.ts', start: 8, end: 11, line: 2, column: 1 },
  });
});

it('keeps the related place of an error in the person’s file', () => {
  const diagnostic = toDiagnostic({ ...error, range: inFilter, relatedRange: inSdk }, textOf);
  expect(diagnostic?.range?.file).toBe('filter.ts');
  expect(diagnostic?.related?.file).toBe('~lib/proxy-wasm/http.ts');
});

it('has no place in the person’s files for an error that nobody’s line led to, and says where it is', () => {
  expect(toDiagnostic({ ...error, range: inSdk, relatedRange: null }, textOf)).toMatchObject({
    range: null,
    message: 'wrong (in ~lib/proxy-wasm/http.ts)',
    related: { line: 2 },
  });
  expect(toDiagnostic({ ...error, range: null, relatedRange: null }, textOf)).toMatchObject({
    range: null,
    related: null,
    message: 'wrong',
  });
});

it('leaves out hints and warnings about the library, but not those about the person’s files', () => {
  for (const category of [0, 1, 2]) {
    expect(
      toDiagnostic({ ...error, category, range: inSdk, relatedRange: null }, textOf),
    ).toBeNull();
    expect(
      toDiagnostic({ ...error, category, range: inFilter, relatedRange: null }, textOf)?.severity,
    ).toBe(category === 2 ? 'warning' : 'info');
  }
});
