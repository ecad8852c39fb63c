// Numbers with their units, in the words that the page and the command line show.

const groups = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });

/** `1,234`. */
export function formatCount(count: number): string {
  return groups.format(count);
}

/** `3 hostcalls`, `1 hostcall`. */
export function plural(count: number, singular: string, many = `${singular}s`): string {
  return `${formatCount(count)} ${count === 1 ? singular : many}`;
}

/** `46 B`, `25.9 kB`, `20 MB`; powers of 1000. */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  if (bytes < 1_000_000) return `${trimmed(bytes / 1000)} kB`;
  return `${trimmed(bytes / 1_000_000)} MB`;
}

/** Virtual time: `38 ms`, `1.5 s`, `12 µs`. */
export function formatNs(ns: number): string {
  return formatMs(ns / 1_000_000);
}

export function formatMs(ms: number): string {
  if (ms === 0) return '0 ms';
  if (ms < 0.1) return `${trimmed(ms * 1000)} µs`;
  if (ms < 10_000) return `${ms < 10 ? trimmed(ms) : formatCount(Math.round(ms))} ms`;
  return `${trimmed(ms / 1000)} s`;
}

/** Memory in MiB, as limits are given. */
export function formatMiB(bytes: number): string {
  const mib = bytes / (1024 * 1024);
  return `${mib < 10 ? trimmed(mib) : formatCount(Math.round(mib))} MiB`;
}

function trimmed(value: number): string {
  return value < 10 ? String(Number(value.toFixed(1))) : formatCount(Math.round(value));
}
