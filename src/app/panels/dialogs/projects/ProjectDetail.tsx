// The chosen project: its name, what can be done with it, and its earlier versions.

import { IconCopy, IconFileDownload, IconPencil, IconTrash } from '@tabler/icons-react';
import { type KeyboardEvent, useState } from 'react';
import { formatBytes, plural } from '#trace/units.ts';
import type { ProjectEntry } from '../../../controllers/keeping/project-storage.ts';
import { Button, IconButton } from '../../../ui/Button.tsx';
import { useWorkbench } from '../../../workbench.ts';
import { type Projects, savedText, useVersions } from './use-projects.ts';

export interface ProjectDetailProps {
  entry: ProjectEntry;
  projects: Projects;
  onOpen: () => void;
}

export function ProjectDetail({ entry, projects, onOpen }: ProjectDetailProps) {
  const { projectList, files } = useWorkbench();
  const { id, name, scenarios } = entry;
  const [renaming, setRenaming] = useState(false);

  return (
    <section className="example-detail" aria-label={`About ${name}`}>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div className="example-about" tabIndex={0} role="group" aria-label={name}>
        <div className="detail-part">
          {renaming ? (
            <NameField
              name={name}
              onDone={(next) => {
                setRenaming(false);
                if (next !== name)
                  projects.attempt('It cannot be renamed', () => projectList.rename(id, next));
              }}
              onCancel={() => setRenaming(false)}
            />
          ) : (
            <div className="row">
              <h2 className="grow cut">{name}</h2>
              <IconButton
                label="Rename"
                icon={<IconPencil size={14} />}
                onClick={() => setRenaming(true)}
              />
              <IconButton
                label="Duplicate"
                icon={<IconCopy size={14} />}
                onClick={() =>
                  projects.attempt('It cannot be copied', () => projectList.duplicate(id))
                }
              />
              <IconButton
                label="Save as a file"
                icon={<IconFileDownload size={14} />}
                onClick={() => projects.attempt('It cannot be saved', () => files.save(id))}
              />
              <IconButton
                label="Delete"
                icon={<IconTrash size={14} />}
                onClick={() =>
                  projects.attempt('It cannot be deleted', () => projectList.remove(id))
                }
              />
            </div>
          )}
        </div>
        <div className="detail-part">
          <h3>Scenarios</h3>
          <ul className="plain-list">
            {scenarios.map((scenario) => (
              <li key={scenario}>{scenario}</li>
            ))}
          </ul>
        </div>
        <Versions key={projects.readings} entry={entry} projects={projects} />
      </div>
      <div className="example-open">
        <Button look="primary" onClick={onOpen}>
          Open <span className="kbd">⏎</span>
        </Button>
      </div>
    </section>
  );
}

interface NameFieldProps {
  name: string;
  onDone: (name: string) => void;
  onCancel: () => void;
}

function NameField({ name, onDone, onCancel }: NameFieldProps) {
  const [text, setText] = useState(name);
  function onKey(event: KeyboardEvent): void {
    if (event.key === 'Enter' && text.trim() !== '') onDone(text.trim());
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    onCancel();
  }
  return (
    <div className="row">
      <input
        className="input grow"
        aria-label="New name"
        maxLength={100}
        ref={focusAll}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={onKey}
      />
      <Button disabled={text.trim() === ''} onClick={() => onDone(text.trim())}>
        Rename
      </Button>
    </div>
  );
}

function focusAll(input: HTMLInputElement | null): void {
  input?.focus();
  input?.select();
}

function Versions({ entry, projects }: Pick<ProjectDetailProps, 'entry' | 'projects'>) {
  const { projectList } = useWorkbench();
  const versions = useVersions(entry.id);
  if (versions === null) return null;
  return (
    <div className="detail-part">
      <h3>Earlier versions</h3>
      {versions.length === 0 && (
        <p className="t2">
          None yet. One is kept for each visit, and every quarter of an hour while you edit.
        </p>
      )}
      {versions.length > 0 && (
        <p className="t2">
          Restore one to look at it: what is here now becomes a version too, and Undo brings it
          back.
        </p>
      )}
      <ul className="plain-list">
        {versions.map((version) => (
          <li className="version-row" key={version.key}>
            <span className="grow">
              {savedText(version.savedAtMs)}
              <span className="small t3">
                {version.name === entry.name ? '' : `${version.name}, `}
                {plural(version.scenarios.length, 'scenario')}, {formatBytes(version.bytes)}
              </span>
            </span>
            <Button
              aria-label={`Restore the version of ${savedText(version.savedAtMs)}`}
              onClick={() =>
                projects.attempt('It cannot be restored', () => projectList.restore(version))
              }
            >
              Restore
            </Button>
          </li>
        ))}
      </ul>
    </div>
  );
}
