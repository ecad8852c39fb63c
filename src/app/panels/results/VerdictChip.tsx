// How the exchange on screen went, in a few words and a colour.

import type { ScenarioReport } from '#run/api.ts';
import { type Tone, verdictChip, withTimeApart } from '#trace/summary.ts';
import { Glyph, type GlyphName } from '../../ui/Glyph.tsx';
import { usePlayground } from '../../workbench.ts';

const glyphs: Partial<Record<Tone, GlyphName>> = {
  ok: 'ok',
  fault: 'fault',
  paused: 'paused',
  changed: 'warning',
};

export function VerdictChip({ report }: { report: ScenarioReport | null }) {
  const chosen = usePlayground((state) => state.exchange);
  if (report === null) return null;
  const exchange = report.exchanges[Math.min(chosen, report.exchanges.length - 1)] ?? null;
  const chip = verdictChip(report, exchange);
  const glyph = glyphs[chip.tone];
  return (
    <span
      className={`chip ${chip.tone}`}
      role="status"
      aria-label={`Verdict: ${chip.text}`}
      title={chip.text}
    >
      {glyph !== undefined && <Glyph name={glyph} />}
      <span className="cut">{withTimeApart(chip).words}</span>
      <span className="chip-time">{withTimeApart(chip).time}</span>
    </span>
  );
}
