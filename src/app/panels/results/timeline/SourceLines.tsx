// The line of source behind an event, with its neighbours.

import type { SourcePosition } from '#run/api.ts';
import { isOwnFile, positionText } from '#trace/summary.ts';
import { Button } from '../../../ui/Button.tsx';
import { sourceFiles } from '../../../store/edit-project.ts';
import { useResult, useWorkbench } from '../../../workbench.ts';

const around = 2;

export function SourceLines({ source }: { source: SourcePosition }) {
  const { store } = useWorkbench();
  // What was compiled for this run, not what is typed now.
  const result = useResult();
  const files = result === null ? [] : sourceFiles(result.project, source.plugin);
  const lines = files.find(({ path }) => path === source.file)?.text.split('\n') ?? [];
  const first = Math.max(1, source.line - around);
  if (!isOwnFile(source)) return null;
  return (
    <section className="source-lines" aria-label="Source">
      <div className="source-head">
        <span className="mono small">{positionText(source, true)}</span>
        <span className="grow" />
        <Button look="quiet" onClick={() => store.getState().revealSource(source)}>
          Show in editor
        </Button>
      </div>
      {lines.slice(first - 1, source.line + around).map((text, index) => {
        const line = first + index;
        return (
          <div className={`source-line ${line === source.line ? 'hit' : ''}`} key={line}>
            <span className="t3">{line}</span>
            <span>{text}</span>
          </div>
        );
      })}
    </section>
  );
}
