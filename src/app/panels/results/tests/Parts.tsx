// A text with the parts marked that another text does not have.

import type { TextPart } from '#trace/text-difference.ts';

export function Parts({ parts, mark }: { parts: readonly TextPart[]; mark: 'added' | 'removed' }) {
  return parts.map(({ text, differs }, index) =>
    differs ? (
      // Parts of a text have no identity but their place.
      // oxlint-disable-next-line react/no-array-index-key
      <mark key={index} className={mark}>
        {text}
      </mark>
    ) : (
      // oxlint-disable-next-line react/no-array-index-key
      <span key={index}>{text}</span>
    ),
  );
}
