// A text field with the numbers of its lines; the line of which a problem speaks ("Line 3: …") is marked.

import { type UIEvent, useRef } from 'react';

export interface LinedTextProps {
  id?: string;
  label: string;
  text: string;
  problem: string | null;
  describedBy?: string | undefined;
  onChange: (text: string) => void;
  /** Of a dialog: the keys go there when it opens. */
  focused?: boolean;
  /** The least number of lines it has room for. */
  rows?: number;
}

export function LinedText(props: LinedTextProps) {
  const { id, label, text, problem, describedBy, onChange, focused = false, rows = 6 } = props;
  const gutter = useRef<HTMLDivElement>(null);
  const count = text.split('\n').length;
  const marked = problemLine(problem);
  const shown = Math.min(Math.max(rows, count), 24);

  function follow(event: UIEvent<HTMLTextAreaElement>): void {
    if (gutter.current !== null) gutter.current.scrollTop = event.currentTarget.scrollTop;
  }

  return (
    <div className="lined" style={{ height: `${shown * 20 + 16}px` }}>
      <div className="lined-gutter" ref={gutter} aria-hidden>
        {Array.from({ length: count }, (_, index) => (
          <span key={index + 1} className={index + 1 === marked ? 'marked' : undefined}>
            {index + 1}
          </span>
        ))}
      </div>
      <textarea
        id={id}
        className="mono"
        {...(focused ? { 'data-autofocus': true } : {})}
        aria-label={label}
        aria-invalid={problem !== null}
        aria-describedby={describedBy}
        wrap="off"
        spellCheck={false}
        autoComplete="off"
        autoCapitalize="off"
        value={text}
        onChange={(event) => onChange(event.target.value)}
        onScroll={follow}
      />
    </div>
  );
}

function problemLine(problem: string | null): number | null {
  const match = problem === null ? null : /^Line (\d+):/.exec(problem);
  return match === null ? null : Number(match[1]);
}
