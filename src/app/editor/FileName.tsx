// The field for the name of a file, new or old.

import { useState } from 'react';
import { Problem } from '../fields/Problem.tsx';
import { filePath } from '../fields/rules.ts';
import { freeName } from '../store/edit-project.ts';
import { Button } from '../ui/Button.tsx';

export function freeFile(paths: string[]): string {
  const stem = freeName(
    'util',
    paths.map((path) => path.replace(/\.ts$/, '')),
  ).replace(' ', '');
  return `${stem}.ts`;
}

interface FileNameProps {
  start: string;
  taken: string[];
  onDone: (path: string) => void;
  onCancel: () => void;
}

export function FileName({ start, taken, onDone, onCancel }: FileNameProps) {
  const [path, setPath] = useState(start);
  const checked = filePath(path);
  const problem = taken.includes(path)
    ? `There is a ${path} already.`
    : checked.ok
      ? null
      : checked.problem;
  return (
    <form
      className="row"
      style={{ padding: '0 8px' }}
      onSubmit={(event) => {
        event.preventDefault();
        if (problem === null) onDone(path);
      }}
    >
      <input
        className="input mono"
        style={{ width: 130, height: 24 }}
        aria-label="File name"
        aria-invalid={problem !== null}
        aria-describedby="file-name-problem"
        value={path}
        // The field appears because the person asked for it.
        // oxlint-disable-next-line jsx-a11y/no-autofocus
        autoFocus
        onFocus={(event) => event.target.select()}
        onChange={(event) => setPath(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') onCancel();
        }}
      />
      {problem === null ? (
        <Button onClick={() => onDone(path)}>OK</Button>
      ) : (
        <Problem id="file-name-problem" text={problem} />
      )}
    </form>
  );
}
