// How long a link is, on a scale with where such links fit.

import { formatCount } from '#trace/units.ts';
import { Glyph } from '../../ui/Glyph.tsx';

/** Where it fits, up to how many characters, and how far along the scale that is. */
const marks = [
  { place: 'chat', most: 2000, at: 30 },
  { place: 'issue', most: 5000, at: 62 },
  { place: 'elsewhere', most: 8000, at: 100 },
] as const;

export function LengthScale({ characters }: { characters: number }) {
  const long = characters > marks[2].most;
  return (
    <>
      <div className="share-scale" aria-hidden>
        <span className="share-length" style={{ left: `${Math.min(along(characters), 78)}%` }}>
          {formatCount(characters)} characters
        </span>
        <i className={long ? 'long' : ''} style={{ width: `${along(characters)}%` }} />
        {marks.map(({ place, most, at }) => (
          <span key={place} className="share-mark" style={{ left: `${at}%` }}>
            {characters <= most && (
              <span className="tone-ok">
                <Glyph name="ok" />
              </span>
            )}{' '}
            {place} {formatCount(most)}
          </span>
        ))}
      </div>
      <p className="hidden-visually">
        {formatCount(characters)} characters.{' '}
        {long
          ? 'Longer than many programs take.'
          : `Fits ${marks
              .filter(({ most }) => characters <= most)
              .map(({ place, most }) => `${place} (${formatCount(most)})`)
              .join(', ')}.`}
      </p>
      {long && (
        <p className="small tone-changed">
          Many programs cut links of this length off. A file goes everywhere.
        </p>
      )}
    </>
  );
}

/** Percent of the scale; between two marks in proportion. */
function along(characters: number): number {
  let from = { most: 0, at: 0 };
  for (const mark of marks) {
    if (characters <= mark.most)
      return from.at + ((characters - from.most) / (mark.most - from.most)) * (mark.at - from.at);
    from = mark;
  }
  return 100;
}
