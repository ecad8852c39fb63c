// The gallery, and the work that gave way to something else. Opening one never loses what is on the page.

import { IconSearch, IconX } from '@tabler/icons-react';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { type ExampleInfo, type ExampleTag, exampleTags, findExamples } from '#examples/index.ts';
import type { RecentWork } from '../../controllers/work-storage.ts';
import { Button, IconButton } from '../../ui/Button.tsx';
import { usePlayground, useWorkbench } from '../../workbench.ts';
import { Dialog } from './Dialog.tsx';

/** So much of Recent is shown above the examples; the rest on demand. */
const fewRecent = 2;

export function ExamplesDialog({ onClose }: { onClose: () => void }) {
  const { examples, projects } = useWorkbench();
  const name = usePlayground((state) => state.project.name);
  const edited = usePlayground((state) => state.edited);
  const [text, setText] = useState('');
  const [tag, setTag] = useState<ExampleTag | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const list = useRef<HTMLDivElement>(null);
  const found = findExamples(examples, text, tag);

  function open(opening: Promise<void>): void {
    opening.catch((error: unknown) =>
      setProblem(`It cannot be opened: ${error instanceof Error ? error.message : String(error)}`),
    );
  }

  const openExample = (slug: string): void => open(projects.openExample(slug));

  function onSearchKey(event: KeyboardEvent): void {
    const [first] = found;
    if (event.key === 'Enter' && first !== undefined) openExample(first.slug);
    if (event.key !== 'ArrowDown') return;
    event.preventDefault();
    list.current?.querySelector<HTMLElement>('.example-row')?.focus();
  }

  return (
    <Dialog title="Examples" size={860} onClose={onClose}>
      <div className="example-search">
        <span className="search-field">
          <IconSearch size={14} aria-hidden />
          <input
            className="input"
            type="search"
            aria-label="Search examples"
            placeholder="Search"
            data-autofocus
            value={text}
            onChange={(event) => setText(event.target.value)}
            onKeyDown={onSearchKey}
          />
        </span>
        <span className="small t2" role="status">
          {found.length === examples.length
            ? `${examples.length} examples`
            : `${found.length} of ${examples.length}`}
        </span>
        <TagFilter value={tag} onChange={setTag} />
      </div>
      <div className="example-list" ref={list}>
        {text === '' && tag === null && <RecentSection onOpen={open} />}
        <div role="list" aria-label="Examples" onKeyDown={moveFocus}>
          {found.map((example) => (
            <div role="listitem" key={example.slug}>
              <ExampleRow example={example} onOpen={openExample} />
            </div>
          ))}
        </div>
        {found.length === 0 && (
          <div className="empty">
            <p>No example is about that.</p>
            <Button
              onClick={() => {
                setText('');
                setTag(null);
              }}
            >
              Show all
            </Button>
          </div>
        )}
      </div>
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

function TagFilter(props: {
  value: ExampleTag | null;
  onChange: (tag: ExampleTag | null) => void;
}) {
  return (
    <div className="row wrap example-tags" role="group" aria-label="Tags">
      {exampleTags.map((tag) => (
        <button
          type="button"
          key={tag}
          className="chip outline"
          aria-pressed={props.value === tag}
          onClick={() => props.onChange(props.value === tag ? null : tag)}
        >
          {tag}
        </button>
      ))}
    </div>
  );
}

function ExampleRow(props: { example: ExampleInfo; onOpen: (slug: string) => void }) {
  const { slug, summary, tags } = props.example;
  return (
    <button type="button" className="example-row" onClick={() => props.onOpen(slug)}>
      <span className="mono strong">{slug}</span>
      <span>{summary}</span>
      <span className="small t3">{tags.join(', ')}</span>
    </button>
  );
}

function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  if (step === 0) return;
  event.preventDefault();
  const rows = [...event.currentTarget.querySelectorAll<HTMLElement>('.example-row')];
  const at = rows.indexOf(document.activeElement as HTMLElement);
  rows[at + step]?.focus();
}

function RecentSection({ onOpen }: { onOpen: (opening: Promise<void>) => void }) {
  const { projects } = useWorkbench();
  const [recent, setRecent] = useState<RecentWork[]>([]);
  const [showsAll, setShowsAll] = useState(false);

  useEffect(() => {
    let wanted = true;
    void projects.recent().then((entries) => {
      if (wanted) setRecent(entries);
    });
    return () => {
      wanted = false;
    };
  }, [projects]);

  if (recent.length === 0) return null;
  const shown = showsAll ? recent : recent.slice(0, fewRecent);
  return (
    <section aria-label="Recent">
      <div className="table-head">
        Recent, kept in this browser
        {shown.length < recent.length && (
          <Button look="quiet" onClick={() => setShowsAll(true)}>
            Show all {recent.length}
          </Button>
        )}
      </div>
      {shown.map((work) => (
        <div className="row" key={work.id} style={{ borderBottom: '1px solid var(--sl-line)' }}>
          <button
            type="button"
            className="example-row"
            style={{ borderBottom: 0 }}
            onClick={() => onOpen(projects.openRecent(work.id))}
          >
            <span className="strong cut">{work.project.name}</span>
            <span className="t2 cut">
              {work.project.scenarios.map((scenario) => scenario.name).join(', ')}
            </span>
            <span className="small t3">{savedText(work.savedAtMs)}</span>
          </button>
          <IconButton
            label={`Delete ${work.project.name} from Recent`}
            icon={<IconX size={14} />}
            onClick={() => {
              onOpen(projects.removeRecent(work.id));
              setRecent(recent.filter((one) => one.id !== work.id));
            }}
          />
        </div>
      ))}
      <div className="table-head">Examples</div>
    </section>
  );
}

function savedText(savedAtMs: number): string {
  if (savedAtMs === 0) return 'until this page closes';
  return new Date(savedAtMs).toLocaleString(undefined, {
    dateStyle: 'medium',
    timeStyle: 'short',
  });
}
