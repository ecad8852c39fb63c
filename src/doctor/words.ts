// Lists and numbers in sentences.

/** `a`, `a and b`, `a, b and c`; with more than `most`, `a, b and 7 more`. */
export function inWords(items: readonly string[], most = 12): string {
  if (items.length > most) {
    const shown = items.slice(0, most - 1);
    return `${shown.join(', ')} and ${items.length - shown.length} more`;
  }
  const last = items.at(-1);
  if (last === undefined) return 'none';
  return items.length === 1 ? last : `${items.slice(0, -1).join(', ')} and ${last}`;
}

export function mebibytes(pages: number): string {
  const size = pages / 16;
  if (size < 1) return `${pages * 64} KiB`;
  return `${size < 10 ? Math.round(size * 10) / 10 : Math.round(size)} MiB`;
}

export function kilobytes(bytes: number): string {
  return bytes < 10_000 ? `${bytes} bytes` : `${Math.round(bytes / 1000)} kB`;
}
