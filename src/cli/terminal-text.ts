// What a terminal may be shown of texts that others wrote: names in a link, lines that a filter logs.

/** Signs that would move the cursor, change a title or hide what stands beside them become visible ones. */
export function terminalText(text: string): string {
  // oxlint-disable-next-line no-control-regex -- it is control characters that are looked for
  return text.replace(
    /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g,
    '\ufffd',
  );
}
