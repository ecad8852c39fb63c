// The bytes that a filter is given for a configuration: a Struct arrives as a serialised message, not as the JSON that one writes.

import { configurationBytes } from '#abi/configuration.ts';
import type { Configuration } from '#project/schema.ts';
import { hexDump } from '#trace/hex-lines.ts';
import { formatBytes } from '#trace/units.ts';

const mostBytes = 512;

export function ConfigurationBytes({ label, value }: { label: string; value: Configuration }) {
  const bytes = configurationBytes(value);
  return (
    <details className="configuration-bytes">
      <summary className="small t2">The filter gets {formatBytes(bytes.length)}</summary>
      {bytes.length === 0 ? (
        <p className="hint-text">No bytes: the size that it is told is 0.</p>
      ) : (
        // Scrolls, so it can have the focus of those who scroll by keys.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        <pre className="mono small" tabIndex={0} role="region" aria-label={`Bytes of the ${label}`}>
          {hexDump(bytes.subarray(0, mostBytes))}
          {bytes.length > mostBytes && '\n…'}
        </pre>
      )}
    </details>
  );
}
