// Chooses the lines that say most of what many texts have in common: the part of a link's dictionary that serves every project.

/** Deflate looks back no further. */
const mostBytes = 32_768;
/** So many characters in a row are worth pointing at instead of writing them. */
const runLength = 6;

interface Line {
  text: string;
  worth: number;
}

/** The most useful line comes last, where deflate reaches it most cheaply. */
export function commonText(texts: readonly string[]): string {
  const textsWith = countTexts(texts);
  const covered = new Set<string>();
  const worthOf = (line: string): number => {
    let sum = 0;
    for (const run of new Set(runsOf(line)))
      if (!covered.has(run)) sum += (textsWith.get(run) ?? 1) - 1;
    return sum / (line.length + 4);
  };
  const lines = new Set(texts.flatMap((text) => text.split(/(?<=\\n)/)));
  const pool: Line[] = [...lines]
    .map((text) => ({ text, worth: worthOf(text) }))
    .toSorted((one, other) => other.worth - one.worth);
  const chosen: string[] = [];
  let bytes = 0;
  // Worth only ever falls as runs are covered: a line that is still best when it is looked at again is the best of all.
  for (let best = pool.shift(); best !== undefined && bytes < mostBytes; best = pool.shift()) {
    const worth = worthOf(best.text);
    if (worth <= 0) continue;
    if (worth < (pool[0]?.worth ?? 0)) {
      const at = pool.findIndex((line) => line.worth <= worth);
      pool.splice(at < 0 ? pool.length : at, 0, { text: best.text, worth });
      continue;
    }
    chosen.push(best.text);
    bytes += new TextEncoder().encode(best.text).length;
    for (const run of runsOf(best.text)) covered.add(run);
  }
  return chosen.toReversed().join('');
}

function countTexts(texts: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const text of texts)
    for (const run of new Set(runsOf(text))) counts.set(run, (counts.get(run) ?? 0) + 1);
  return counts;
}

function runsOf(text: string): string[] {
  return Array.from({ length: Math.max(text.length - runLength + 1, 0) }, (_, at) =>
    text.slice(at, at + runLength),
  );
}
