// The text of a file without an editor: while Monaco is on its way, and on a phone.

import { useEffect, useRef } from 'react';

export interface PlainCodeProps {
  text: string;
  /** A line to bring into view, from 1. */
  line?: number | undefined;
}

export function PlainCode({ text, line }: PlainCodeProps) {
  const marked = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    if (line !== undefined) marked.current?.scrollIntoView({ block: 'center' });
  }, [line]);
  return (
    // Long code scrolls, and scrolling must be possible by keyboard.
    <pre className="code-plain" tabIndex={0} aria-label="AssemblyScript source">
      {text.split('\n').map((code, index) => {
        const here = index + 1 === line;
        return (
          // oxlint-disable-next-line react/no-array-index-key
          <span key={index} {...(here ? { ref: marked, className: 'marked' } : {})}>
            {code}
          </span>
        );
      })}
    </pre>
  );
}
