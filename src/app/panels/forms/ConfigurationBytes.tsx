// The bytes that a filter is given for a configuration: a Struct arrives as a serialised message, not as the JSON that one writes.

import { configurationBytes } from '#abi/configuration.ts';
import type { Configuration } from '#project/schema.ts';
import { formatBytes } from '#trace/units.ts';

const perLine = 16;
const mostLines = 32;

export function ConfigurationBytes({ label, value }: { label: string; value: Configuration }) {
  const bytes = configurationBytes(value);
  const lines = Array.from(
    { length: Math.min(Math.ceil(bytes.length / perLine), mostLines) },
    (_, line) => dumpLine(bytes, line * perLine),
  );
  return (
    <details className="configuration-bytes">
      <summary className="small t2">The filter gets {formatBytes(bytes.length)}</summary>
      {bytes.length === 0 ? (
        <p className="hint-text">No bytes: the size that it is told is 0.</p>
      ) : (
        // Scrolls, so it can have the focus of those who scroll by keys.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        <pre className="mono small" tabIndex={0} role="region" aria-label={`Bytes of the ${label}`}>
          {lines.join('\n')}
          {bytes.length > perLine * mostLines && '\n…'}
        </pre>
      )}
    </details>
  );
}

/** `00000010  7b 22 …  {"…`, as hexdump writes it. */
function dumpLine(bytes: Uint8Array, from: number): string {
  const line = Array.from(bytes.slice(from, from + perLine));
  const hex = line.map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
  const text = line.map((byte) => (byte >= 32 && byte < 127 ? String.fromCharCode(byte) : '.'));
  const offset = from.toString(16).padStart(8, '0');
  return `${offset}  ${hex.padEnd(perLine * 3 - 1)}  ${text.join('')}`;
}
