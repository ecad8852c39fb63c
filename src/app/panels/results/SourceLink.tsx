// A place in the code that can be gone to; library code is named, but there is nothing to open.

import type { SourcePosition } from '#run/api.ts';
import { isOwnFile, positionText } from '#trace/summary.ts';
import { usePlaygroundContext } from '../../workbench.ts';

export interface SourceLinkProps {
  source: SourcePosition | null;
  column?: boolean;
}

export function SourceLink({ source, column = false }: SourceLinkProps) {
  const { store } = usePlaygroundContext();
  if (source === null) return null;
  if (!isOwnFile(source)) return <span className="small t3">SDK</span>;
  return (
    <button
      type="button"
      className="link mono"
      onClick={(event) => {
        event.stopPropagation();
        store.getState().revealSource(source);
      }}
    >
      {positionText(source, column)}
    </button>
  );
}
