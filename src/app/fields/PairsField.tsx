// An ordered list of names and values: headers, trailers, environment. Rows can be added, moved and removed.

import { IconArrowDown, IconArrowUp, IconPlus, IconX } from '@tabler/icons-react';
import { useId } from 'react';
import type { HeaderPair } from '#run/api.ts';
import { moveItem } from '../store/edit-project.ts';
import { Button, IconButton } from '../ui/Button.tsx';
import { usePlayground, useWorkbench } from '../workbench.ts';
import { Problem } from './Problem.tsx';
import { type CheckedPairs, headerPairs } from '#messages/rules.ts';

export interface PairsFieldProps {
  path: string;
  /** What one row is called: `header`, `trailer`. */
  what: string;
  pairs: HeaderPair[];
  onCommit: (pairs: HeaderPair[]) => void;
  check?: (rows: HeaderPair[]) => CheckedPairs;
  /** Names offered while typing. */
  suggestions?: readonly string[];
}

export function PairsField(props: PairsFieldProps) {
  const { path, what, pairs, onCommit, check = headerPairs, suggestions } = props;
  const id = useId();
  const { store } = useWorkbench();
  const draft = usePlayground((state) => state.drafts[path]);
  const rows = Array.isArray(draft?.text) ? draft.text : pairs;
  const checked = check(rows);
  const title = `${what[0]?.toUpperCase()}${what.slice(1)}`;

  function change(next: HeaderPair[]): void {
    const result = check(next);
    const { setDraft } = store.getState();
    if (!result.ok) {
      setDraft(path, { text: next, problem: result.problem });
      return;
    }
    // A row that is still empty is not sent, yet it stays to be filled in.
    setDraft(path, result.pairs.length === next.length ? null : { text: next, problem: null });
    onCommit(result.pairs);
  }

  const edit = (row: number, pair: HeaderPair): void =>
    change(rows.map((old, index) => (index === row ? pair : old)));

  return (
    <div className="pairs" role="group" aria-label={`${title}s`}>
      <div className="table-head">
        <span>{title}</span>
        <span>Value</span>
        <span className="number">{rows.length}</span>
      </div>
      {rows.map(([name, value], row) => {
        const problem = !checked.ok && checked.row === row ? checked.problem : null;
        const described = problem === null ? undefined : `${id}-problem`;
        return (
          // Rows have no identity of their own: the position is it, and the drafts follow it.
          // oxlint-disable-next-line react/no-array-index-key
          <div className="pair" key={row}>
            <input
              className="bare name"
              aria-label={`${title} ${row + 1} name`}
              aria-invalid={problem !== null}
              aria-describedby={described}
              value={name}
              spellCheck={false}
              autoComplete="off"
              autoCapitalize="off"
              placeholder="name"
              list={suggestions === undefined ? undefined : `${id}-names`}
              onChange={(event) => edit(row, [event.target.value, value])}
            />
            <input
              className="bare"
              aria-label={`${title} ${row + 1} value`}
              aria-invalid={problem !== null}
              aria-describedby={described}
              value={value}
              spellCheck={false}
              autoComplete="off"
              placeholder="empty"
              onChange={(event) => edit(row, [name, event.target.value])}
            />
            <span className="pair-tools">
              <IconButton
                slim
                label={`Move ${what} ${row + 1} up`}
                icon={<IconArrowUp size={14} />}
                disabled={row === 0}
                onClick={() => change(moveItem(rows, row, row - 1))}
              />
              <IconButton
                slim
                label={`Move ${what} ${row + 1} down`}
                icon={<IconArrowDown size={14} />}
                disabled={row === rows.length - 1}
                onClick={() => change(moveItem(rows, row, row + 1))}
              />
              <IconButton
                slim
                label={`Remove ${what} ${row + 1}`}
                icon={<IconX size={14} />}
                onClick={() => change(rows.filter((_, index) => index !== row))}
              />
            </span>
            {problem !== null && (
              <Problem
                id={`${id}-problem`}
                text={problem}
                inForce={`The last valid ${what}s are in force: ${pairs.length}.`}
              />
            )}
          </div>
        );
      })}
      <div>
        <Button look="quiet" onClick={() => change([...rows, ['', '']])}>
          <IconPlus size={14} /> {title}
        </Button>
      </div>
      {suggestions !== undefined && (
        <datalist id={`${id}-names`}>
          {suggestions.map((suggestion) => (
            <option key={suggestion} value={suggestion} />
          ))}
        </datalist>
      )}
    </div>
  );
}
