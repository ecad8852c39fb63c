// The gallery: what to look for on the left, what was found in the middle, what the chosen one teaches on the right.
// Opening one never loses what is on the page.

import { useId, useState } from 'react';
import { type ExampleInfo, exampleGroups, findExamples } from '#examples/index.ts';
import { Button } from '../../../ui/Button.tsx';
import { SearchField } from '../../../ui/SearchField.tsx';
import { OptionRow } from '../../../ui/OptionRow.tsx';
import { useMedia, usePlayground, useWorkbench } from '../../../workbench.ts';
import { Dialog } from '../Dialog.tsx';
import { ExampleDetailPane } from './ExampleDetailPane.tsx';
import { type Facet, Facets } from './Facets.tsx';

export function ExamplesDialog({ onClose }: { onClose: () => void }) {
  const { examples, projects } = useWorkbench();
  const narrow = useMedia('(width < 900px)');
  const [text, setText] = useState('');
  const [facet, setFacet] = useState<Facet>(null);
  const [chosen, setChosen] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const listId = useId();

  const found = findExamples(examples, text, facet);
  const selected = found.find(({ slug }) => slug === chosen) ?? found[0];

  function open(opening: Promise<void>): void {
    opening.catch((error: unknown) =>
      setProblem(`It cannot be opened: ${error instanceof Error ? error.message : String(error)}`),
    );
  }

  const openExample = (slug: string): void => open(projects.openExample(slug));

  return (
    <Dialog title="Examples" size={1160} onClose={onClose}>
      <div className="gallery-search">
        <SearchField
          label="Search examples"
          listId={listId}
          activeId={selected === undefined ? undefined : rowId(listId, selected)}
          value={text}
          onChange={setText}
          found={found}
          selected={selected}
          onSelect={(example) => setChosen(example?.slug ?? null)}
          onOpen={({ slug }) => openExample(slug)}
        />
        <span className="small t2" role="status">
          {`${found.length} of ${examples.length}`}
        </span>
      </div>
      <div className="gallery">
        <Facets value={facet} onChange={setFacet} text={text} />
        {/* Scrolls, so it can have the focus of those who scroll by keys. */}
        {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
        <div className="gallery-list" tabIndex={0} role="region" aria-label="Found">
          <div role="listbox" aria-label="Examples" id={listId}>
            {exampleGroups.map((group) => (
              <Group
                key={group}
                name={group}
                listId={listId}
                examples={found.filter((example) => example.group === group)}
                selected={selected}
                onSelect={(slug) => (narrow ? openExample(slug) : setChosen(slug))}
                onOpen={openExample}
              />
            ))}
          </div>
          {found.length === 0 && (
            <div className="empty">
              <p>No example is about that.</p>
              <Button
                onClick={() => {
                  setText('');
                  setFacet(null);
                }}
              >
                Show all
              </Button>
            </div>
          )}
        </div>
        {!narrow && selected !== undefined && (
          <ExampleDetailPane key={selected.slug} example={selected} onOpen={openExample} />
        )}
      </div>
      <Foot problem={problem} />
    </Dialog>
  );
}

const rowId = (listId: string, { slug }: ExampleInfo): string => `${listId}-${slug}`;

interface GroupProps {
  name: string;
  listId: string;
  examples: readonly ExampleInfo[];
  selected: ExampleInfo | undefined;
  onSelect: (slug: string) => void;
  onOpen: (slug: string) => void;
}

function Group({ name, listId, examples, selected, onSelect, onOpen }: GroupProps) {
  if (examples.length === 0) return null;
  return (
    <div role="group" aria-label={name}>
      <div className="table-head strong" aria-hidden>
        {name}
      </div>
      {examples.map((example) => (
        <Row
          key={example.slug}
          id={rowId(listId, example)}
          example={example}
          isSelected={example === selected}
          onSelect={onSelect}
          onOpen={onOpen}
        />
      ))}
    </div>
  );
}

interface RowProps {
  id: string;
  example: ExampleInfo;
  isSelected: boolean;
  onSelect: (slug: string) => void;
  onOpen: (slug: string) => void;
}

function Row({ id, example, isSelected, onSelect, onOpen }: RowProps) {
  const { slug, summary, tags } = example;
  return (
    <OptionRow
      id={id}
      className="example-row"
      isSelected={isSelected}
      onClick={() => onSelect(slug)}
      onDoubleClick={() => onOpen(slug)}
    >
      <span className="mono strong cut">{slug}</span>
      <span className="summary">{summary}</span>
      <span className="row tags">
        {tags.slice(0, 2).map((tag) => (
          <span className="chip outline" key={tag}>
            {tag}
          </span>
        ))}
      </span>
    </OptionRow>
  );
}

function Foot({ problem }: { problem: string | null }) {
  const name = usePlayground((state) => state.project.name);
  const edited = usePlayground((state) => state.edited);
  if (problem !== null) {
    return (
      <div className="dialog-foot small">
        <span className="tone-fault" role="alert">
          {problem}
        </span>
      </div>
    );
  }
  return (
    <div className="dialog-foot small t2">
      {edited ? (
        <span>
          <span className="strong">Your {name} stays.</span> It is kept in this browser among your
          projects. Undo brings it back.
        </span>
      ) : (
        <span>Each one is checked against Envoy 1.40, call for call.</span>
      )}
    </div>
  );
}
