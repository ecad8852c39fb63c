// Very many lines of text in one list, of which only those in sight are on the page.

import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef } from 'react';
import { Glyph, type GlyphName } from '../../ui/Glyph.tsx';

export interface TextLine {
  text: string;
  /** A class of the line. */
  tone: string;
  mark?: { glyph: GlyphName; label: string };
}

interface TextLinesProps {
  label: string;
  lines: readonly TextLine[];
  /** Index of the line to bring into sight, or null. */
  focus: number | null;
}

const rowHeight = 20;

export function TextLines({ label, lines, focus }: TextLinesProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 20,
    // Before the first layout the list is drawn as if it had this height.
    initialRect: { width: 600, height: 400 },
  });

  useEffect(() => {
    if (focus !== null) virtual.scrollToIndex(focus, { align: 'center' });
  }, [focus, virtual]);

  return (
    <div className="text-lines" ref={scroller} role="list" aria-label={label} tabIndex={0}>
      <div style={{ height: virtual.getTotalSize(), position: 'relative' }} role="presentation">
        {virtual.getVirtualItems().map((item) => {
          const line = lines[item.index];
          if (line === undefined) return null;
          return (
            <div
              key={item.index}
              role="listitem"
              aria-setsize={lines.length}
              aria-posinset={item.index + 1}
              className={`text-line ${line.tone} ${item.index === focus ? 'focused' : ''}`}
              style={{ top: item.start }}
            >
              {line.mark !== undefined && (
                <span className="mark">
                  <Glyph name={line.mark.glyph} /> {line.mark.label}
                </span>
              )}
              <span className="line-text">{line.text}</span>
            </div>
          );
        })}
      </div>
    </div>
  );
}
