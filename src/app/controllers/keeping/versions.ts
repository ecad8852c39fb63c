// The rules for earlier versions of a project: when what is written over becomes one, and which of them stay.

export interface Written {
  /** The visit that wrote it. */
  visit: string;
  /** When the newest version was made, or the project itself. */
  versionedAtMs: number;
  /** How often it was written since. */
  writes: number;
}

const longestMs = 15 * 60_000;
const mostWrites = 100;

/** Whether what stands there is worth keeping when it is written over now: a visit's last word, a quarter of an hour, many edits. */
export function isWorthAVersion(
  held: Written,
  { visit, nowMs }: { visit: string; nowMs: number },
): boolean {
  return (
    held.visit !== visit || nowMs - held.versionedAtMs >= longestMs || held.writes >= mostWrites
  );
}

export const mostVersions = 30;
export const mostVersionBytes = 4 * 1024 * 1024;

/** Which versions of a project have no room any more; they come the oldest first. */
export function versionsToDrop(versions: readonly { key: string; bytes: number }[]): string[] {
  let kept = 0;
  let bytes = 0;
  let full = false;
  return versions.toReversed().flatMap((version) => {
    full ||= kept === mostVersions || bytes + version.bytes > mostVersionBytes;
    if (full) return [version.key];
    kept += 1;
    bytes += version.bytes;
    return [];
  });
}
