// The gallery, and the work that gave way to something else. Opening one never loses what is on the page.

import { IconX } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import type { RecentWork } from '../../controllers/work-storage.ts';
import { IconButton } from '../../ui/Button.tsx';
import { usePlayground, useWorkbench } from '../../workbench.ts';
import { Dialog } from './Dialog.tsx';

export function ExamplesDialog({ onClose }: { onClose: () => void }) {
  const { examples, projects } = useWorkbench();
  const name = usePlayground((state) => state.project.name);
  const edited = usePlayground((state) => state.edited);
  const [recent, setRecent] = useState<RecentWork[]>([]);
  const [problem, setProblem] = useState<string | null>(null);

  useEffect(() => {
    let wanted = true;
    void projects.recent().then((entries) => {
      if (wanted) setRecent(entries);
    });
    return () => {
      wanted = false;
    };
  }, [projects]);

  function open(opening: Promise<void>): void {
    opening.catch((error: unknown) =>
      setProblem(`It cannot be opened: ${error instanceof Error ? error.message : String(error)}`),
    );
  }

  return (
    <Dialog title="Examples" size={760} onClose={onClose}>
      <div role="list" aria-label="Examples">
        {examples.map((example) => (
          <div role="listitem" key={example.slug}>
            <button
              type="button"
              className="example-row"
              onClick={() => open(projects.openExample(example.slug))}
            >
              <span className="mono strong">{example.slug}</span>
              <span>{example.summary}</span>
              <span className="row wrap" style={{ gap: 4 }}>
                {example.tags.map((tag) => (
                  <span className="chip outline" key={tag}>
                    {tag}
                  </span>
                ))}
              </span>
            </button>
          </div>
        ))}
      </div>
      {recent.length > 0 && (
        <section aria-label="Recent">
          <div className="table-head">Recent, kept in this browser</div>
          {recent.map((work) => (
            <div className="row" key={work.id} style={{ borderBottom: '1px solid var(--sl-line)' }}>
              <button
                type="button"
                className="example-row"
                style={{ borderBottom: 0 }}
                onClick={() => open(projects.openRecent(work.id))}
              >
                <span className="strong cut">{work.project.name}</span>
                <span className="t2">
                  {work.project.scenarios.map((scenario) => scenario.name).join(', ')}
                </span>
                <span className="small t3">{savedText(work.savedAtMs)}</span>
              </button>
              <IconButton
                label={`Delete ${work.project.name} from Recent`}
                icon={<IconX size={14} />}
                onClick={() => {
                  open(projects.removeRecent(work.id));
                  setRecent(recent.filter((one) => one.id !== work.id));
                }}
              />
            </div>
          ))}
        </section>
      )}
      <div className="dialog-foot small t2">
        {problem !== null ? (
          <span className="tone-fault" role="alert">
            {problem}
          </span>
        ) : edited ? (
          <span>
            <span className="strong">Your {name} stays.</span> It is kept in this browser under
            Recent, with its scenarios. Undo brings it back.
          </span>
        ) : (
          <span>Each one comes with scenarios and what they must show.</span>
        )}
      </div>
    </Dialog>
  );
}

function savedText(savedAtMs: number): string {
  if (savedAtMs === 0) return 'until this page closes';
  return new Date(savedAtMs).toLocaleString(undefined, {
    dateStyle: 'medium',
    timeStyle: 'short',
  });
}
