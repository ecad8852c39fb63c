// asc's diagnostics as plain data, placed in the person's own files where that is possible.

import type { Diagnostic, SourceRange } from './api.ts';
import type { AscDiagnostic, AscRange } from './asc.ts';
import { personalPath, SOURCE_FOLDER } from './layout.ts';

const severities = ['info', 'info', 'warning', 'error'] as const;

/** Text of a file by asc's path; empty when nobody has it. */
export type TextOf = (path: string) => string;

/** Converts one diagnostic; null for a hint about library code, which nobody who writes a filter can act on. */
export function toDiagnostic(diagnostic: AscDiagnostic, textOf: TextOf): Diagnostic | null {
  const severity = severities[diagnostic.category] ?? 'error';
  const { range, relatedRange } = diagnostic;
  const place = (one: AscRange | null) => one && toRange(one, textOf(one.source.normalizedPath));
  const message = diagnostic.message.replaceAll(`'${SOURCE_FOLDER}`, "'");
  const common = { severity, source: 'asc' as const, code: codeOf(diagnostic), message };
  if (isPersonal(range)) return { ...common, range: place(range), related: place(relatedRange) };
  if (isPersonal(relatedRange)) {
    return { ...common, range: place(relatedRange), related: place(range) };
  }
  if (severity !== 'error') return null;
  return {
    ...common,
    message: range ? `${message} (in ${range.source.normalizedPath})` : message,
    range: null,
    related: place(range),
  };
}

/** asc's numbers below 1000 are its own, the others TypeScript's. */
function codeOf({ code }: AscDiagnostic): string {
  return code === 0 ? '' : `${code < 1000 ? 'AS' : 'TS'}${code}`;
}

function isPersonal(range: AscRange | null): boolean {
  return range?.source.normalizedPath.startsWith(SOURCE_FOLDER) ?? false;
}

export function toRange({ start, end, source }: AscRange, text: string): SourceRange {
  const lineStart = start === 0 ? 0 : text.lastIndexOf('\n', start - 1) + 1;
  return {
    file: personalPath(source.normalizedPath),
    start,
    end,
    line: text.slice(0, lineStart).split('\n').length,
    column: start - lineStart + 1,
  };
}
