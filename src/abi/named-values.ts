// Turns a table of ABI numbers into a lookup from number to name, for reports and messages.

/** The name of `value` in `table`, or `unknown (N)`. */
export function nameOf(table: Readonly<Record<string, number>>, value: number): string {
  for (const name in table) if (table[name] === value) return name;
  return `unknown (${value})`;
}
