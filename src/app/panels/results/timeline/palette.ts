// The page's colours and fonts as a canvas needs them: their values, read where the canvas stands.

import { type RefObject, useEffect, useState } from 'react';
import type { TimelineTone } from '#trace/timeline.ts';
import { watchTheme } from '../../../theme/use-dark.ts';

interface Bar {
  fill: string;
  edge: string;
  text: string;
}

export interface Palette {
  pane: string;
  sunken: string;
  chrome: string;
  line: string;
  lineStrong: string;
  control: string;
  text1: string;
  text2: string;
  text3: string;
  accent: string;
  onAccent: string;
  /** Of a callback's bar. */
  bars: Record<TimelineTone, Bar>;
  /** Of a pause. */
  hatch: Bar;
  /** Of ticks and arrows. */
  marks: Record<TimelineTone, string>;
  monoFont: string;
  sansFont: string;
}

function readPalette(element: Element): Palette {
  const style = getComputedStyle(element);
  const read = (name: string): string => style.getPropertyValue(`--sl-${name}`).trim();
  const bar = (name: string): Bar => ({
    fill: read(`${name}-bg`),
    edge: read(`${name}-mark`),
    text: read(`${name}-fg`),
  });
  const neutral = {
    fill: read('accent-soft'),
    edge: read('accent-line'),
    text: read('text-1'),
  };
  return {
    pane: read('pane'),
    sunken: read('sunken'),
    chrome: read('chrome'),
    line: read('line'),
    lineStrong: read('line-strong'),
    control: read('line-control'),
    text1: read('text-1'),
    text2: read('text-2'),
    text3: read('text-3'),
    accent: read('accent-solid'),
    onAccent: read('on-accent'),
    bars: {
      neutral,
      // That a callback pauses is shown by the pause behind it.
      paused: { ...neutral, edge: read('paused-mark') },
      fault: bar('fault'),
      changed: bar('changed'),
      ok: bar('ok'),
    },
    hatch: bar('paused'),
    marks: {
      neutral: read('accent-solid'),
      paused: read('paused-mark'),
      fault: read('fault-mark'),
      changed: read('changed-mark'),
      ok: read('ok-mark'),
    },
    monoFont: read('mono'),
    sansFont: read('sans'),
  };
}

/** The palette at an element, read anew when the theme changes; null before the first reading. */
export function usePalette(ref: RefObject<Element | null>): Palette | null {
  const [palette, setPalette] = useState<Palette | null>(null);
  useEffect(() => {
    const read = (): void => setPalette(ref.current === null ? null : readPalette(ref.current));
    read();
    return watchTheme(read);
  }, [ref]);
  return palette;
}
