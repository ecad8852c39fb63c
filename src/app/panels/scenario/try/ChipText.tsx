// The outcome of a run as words in their colour, with the mark that goes with it.

import type { Chip, Tone } from '#trace/summary.ts';
import { Glyph, type GlyphName } from '../../../ui/Glyph.tsx';

const glyphs: Partial<Record<Tone, GlyphName>> = {
  ok: 'ok',
  fault: 'fault',
  paused: 'paused',
  changed: 'warning',
};

export function ChipText({ chip }: { chip: Chip }) {
  const glyph = glyphs[chip.tone];
  return (
    <span className={`number tone-${chip.tone}`}>
      {glyph !== undefined && <Glyph name={glyph} />} {chip.text}
    </span>
  );
}
