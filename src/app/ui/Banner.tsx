// One bold line of what, one of why, at most one action.

import type { ReactNode } from 'react';
import { Glyph, type GlyphName } from './Glyph.tsx';

export type BannerTone = 'fault' | 'paused' | 'changed' | 'info';

const glyphs: Record<BannerTone, GlyphName> = {
  fault: 'fault',
  paused: 'paused',
  changed: 'warning',
  info: 'info',
};

export interface BannerProps {
  tone: BannerTone;
  what: ReactNode;
  why?: ReactNode;
  action?: ReactNode;
}

export function Banner({ tone, what, why, action }: BannerProps) {
  return (
    <div className={`banner ${tone}`} role={tone === 'fault' ? 'alert' : 'status'}>
      <Glyph name={glyphs[tone]} />
      <div>
        <div className="strong">{what}</div>
        {why !== undefined && <div>{why}</div>}
      </div>
      {action}
    </div>
  );
}
