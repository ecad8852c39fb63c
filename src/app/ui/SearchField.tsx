// A field that searches a list: its arrows move through what is found, Enter opens what is selected.

import { IconSearch } from '@tabler/icons-react';
import type { KeyboardEvent } from 'react';

interface SearchFieldProps<T> {
  /** Its accessible name. */
  label: string;
  className?: string;
  listId: string;
  /** Id of the selected row's element. */
  activeId: string | undefined;
  value: string;
  onChange: (value: string) => void;
  found: readonly T[];
  selected: T | undefined;
  onSelect: (row: T | undefined) => void;
  onOpen: (row: T) => void;
}

export function SearchField<T>(props: SearchFieldProps<T>) {
  const { found, selected, onSelect, onOpen } = props;

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === 'Enter' && selected !== undefined) onOpen(selected);
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    const at = found.findIndex((row) => row === selected) + step;
    onSelect(found[Math.min(Math.max(at, 0), found.length - 1)]);
  }

  return (
    <span className={`search-field ${props.className ?? ''}`}>
      <IconSearch size={14} aria-hidden />
      <input
        className="input"
        type="search"
        role="combobox"
        aria-label={props.label}
        aria-expanded="true"
        aria-controls={props.listId}
        aria-activedescendant={props.activeId}
        placeholder="Search"
        data-autofocus
        value={props.value}
        onChange={(event) => props.onChange(event.target.value)}
        onKeyDown={onKeyDown}
      />
    </span>
  );
}
