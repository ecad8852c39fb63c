// What is wrong with text that should be JSON, with its line where the engine tells the place.

export interface JsonProblem {
  /** Such as `Expected ':' after property name, at line 3, column 7`. */
  message: string;
  /** From 1; null where it is not known. */
  line: number | null;
  column: number | null;
}

/** `error` is what JSON.parse threw. */
export function jsonProblem(text: string, error: unknown): JsonProblem {
  const told = error instanceof Error ? error.message : String(error);
  const position = positionOf(text, told);
  if (position === null) return { message: inOneLine(told), line: null, column: null };
  const lines = text.slice(0, position).split('\n');
  const line = lines.length;
  const column = (lines.at(-1) ?? '').length + 1;
  const [reason = ''] = told.split(' in JSON at position ');
  return { message: `${reason}, at line ${line}, column ${column}`, line, column };
}

function positionOf(text: string, told: string): number | null {
  const [, position] = / in JSON at position (\d+)/.exec(told) ?? [];
  if (position !== undefined) return Number(position);
  return told.startsWith('Unexpected end') ? text.length : null;
}

/** It may quote what stands around the place, whatever that is. */
function inOneLine(text: string): string {
  return text.replace(/[\s\p{Cc}]+/gu, ' ');
}
