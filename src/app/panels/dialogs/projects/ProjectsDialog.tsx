// The person's projects: found and chosen on the left, what can be done with the chosen one on the right.

import { IconPlus } from '@tabler/icons-react';
import { useId, useRef, useState } from 'react';
import { formatBytes, plural } from '#trace/units.ts';
import type { ProjectEntry } from '../../../controllers/keeping/project-storage.ts';
import { Button } from '../../../ui/Button.tsx';
import { SearchField } from '../../../ui/SearchField.tsx';
import { OptionRow } from '../../../ui/OptionRow.tsx';
import { useMedia, usePlayground, useWorkbench } from '../../../workbench.ts';
import { Dialog } from '../Dialog.tsx';
import { ProjectDetail } from './ProjectDetail.tsx';
import { type Projects, savedText, useProjects } from './use-projects.ts';

export function ProjectsDialog({ onClose }: { onClose: () => void }) {
  const { projects: opener } = useWorkbench();
  const phone = useMedia('(width < 600px)');
  const openId = usePlayground((state) => state.projectId);
  const projects = useProjects();
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState<string | null>(null);
  const listId = useId();

  const entries = projects.entries ?? [];
  const found = entries.filter((entry) => isAbout(entry, text));
  const selected = found.find(({ id }) => id === (chosen ?? openId)) ?? found[0];
  const open = (id: string): void =>
    projects.attempt('It cannot be opened', () => opener.openKept(id));

  return (
    <Dialog title="Projects" size={980} onClose={onClose}>
      <div className="gallery-search">
        <SearchField
          label="Search projects"
          className="grow"
          listId={listId}
          activeId={selected === undefined ? undefined : rowId(listId, selected.id)}
          value={text}
          onChange={setText}
          found={found}
          selected={selected}
          onSelect={(entry) => setChosen(entry?.id ?? null)}
          onOpen={({ id }) => open(id)}
        />
        <span className="small t2" role="status">
          {countText(projects.entries, found.length)}
        </span>
        <span className="grow" />
        <NewButtons phone={phone} projects={projects} />
      </div>
      <div className="projects">
        {/* Scrolls, so it can have the focus of those who scroll by keys. */}
        {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
        <div className="gallery-list" tabIndex={0} role="region" aria-label="Found">
          <div role="listbox" aria-label="Projects" id={listId}>
            {found.map((entry) => (
              <Row
                key={entry.id}
                id={rowId(listId, entry.id)}
                entry={entry}
                isOpen={entry.id === openId}
                isSelected={entry === selected}
                onSelect={() => (phone ? open(entry.id) : setChosen(entry.id))}
                onOpen={() => open(entry.id)}
              />
            ))}
          </div>
          {projects.entries !== null && projects.problem === null && found.length === 0 && (
            <Nothing isAll={text === ''} />
          )}
        </div>
        {!phone && selected !== undefined && (
          <ProjectDetail
            key={selected.id}
            entry={selected}
            projects={projects}
            onOpen={() => open(selected.id)}
          />
        )}
      </div>
      <div className="dialog-foot small t2">
        {projects.problem === null ? (
          'Kept in this browser and nowhere else, as you type.'
        ) : (
          <span className="tone-fault" role="alert">
            {projects.problem}
          </span>
        )}
      </div>
    </Dialog>
  );
}

const rowId = (listId: string, id: string): string => `${listId}-${id}`;

function isAbout({ name, scenarios }: ProjectEntry, text: string): boolean {
  const wanted = text.trim().toLowerCase();
  return [name, ...scenarios].some((one) => one.toLowerCase().includes(wanted));
}

function countText(entries: Projects['entries'], found: number): string {
  if (entries === null) return 'Reading…';
  return found === entries.length ? plural(found, 'project') : `${found} of ${entries.length}`;
}

/** On a phone one opens to look at; what is made there could not be edited. */
function NewButtons({ phone, projects }: { phone: boolean; projects: Projects }) {
  const { projectList, files, store } = useWorkbench();
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button onClick={() => input.current?.click()}>Open a file…</Button>
      <input
        ref={input}
        type="file"
        accept=".json,.yaml,.yml,.zip,.wasm,application/json,application/yaml,application/zip"
        multiple
        hidden
        aria-label="Project file"
        onChange={(event) => {
          void files.take([...(event.target.files ?? [])]);
          event.target.value = '';
        }}
      />
      <Button onClick={() => store.getState().showDialog('open-envoy')}>Open an envoy.yaml…</Button>
      {!phone && (
        <>
          <Button onClick={() => store.getState().showDialog('examples')}>From an example…</Button>
          <Button onClick={() => projects.attempt('It cannot be made', () => projectList.create())}>
            <IconPlus size={14} /> New project
          </Button>
        </>
      )}
    </>
  );
}

function Nothing({ isAll }: { isAll: boolean }) {
  return (
    <div className="empty">
      <p>
        {isAll
          ? 'No project yet. An example or a shared link becomes yours with the first edit, and is then kept here.'
          : 'No project and no scenario is called that.'}
      </p>
    </div>
  );
}

interface RowProps {
  id: string;
  entry: ProjectEntry;
  isOpen: boolean;
  isSelected: boolean;
  onSelect: () => void;
  onOpen: () => void;
}

function Row({ id, entry, isOpen, isSelected, onSelect, onOpen }: RowProps) {
  return (
    <OptionRow
      id={id}
      className="project-row"
      isSelected={isSelected}
      onClick={onSelect}
      onDoubleClick={onOpen}
    >
      <span className="row">
        <span className="strong cut">{entry.name}</span>
        {isOpen && <span className="chip outline">open</span>}
      </span>
      <span className="t2 cut">{plural(entry.scenarios.length, 'scenario')}</span>
      <span className="small t3">{savedText(entry.savedAtMs)}</span>
      <span className="small t3 project-size">{formatBytes(entry.bytes)}</span>
    </OptionRow>
  );
}
