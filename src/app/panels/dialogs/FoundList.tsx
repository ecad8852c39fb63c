// The entries of a HAR file, or the requests of several commands, to choose one of.

import { type KeyboardEvent, useId, useState } from 'react';
import type { FoundMessage } from '#messages/message.ts';

/** More rows than anybody reads; the search leads to the rest. */
const mostRows = 200;

export interface FoundListProps {
  found: readonly FoundMessage[];
  chosen: number;
  onChoose: (index: number) => void;
}

export function FoundList({ found, chosen, onChoose }: FoundListProps) {
  const id = useId();
  const [wanted, setWanted] = useState('');
  const rows = found
    .map((message, index) => ({ index, text: line(message), status: message.answer?.status }))
    .filter(({ text }) => text.toLowerCase().includes(wanted.toLowerCase()));

  function onKeyDown(event: KeyboardEvent): void {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    const at = rows.findIndex(({ index }) => index === chosen);
    const next = rows[at + step];
    if (step === 0 || next === undefined) return;
    event.preventDefault();
    onChoose(next.index);
    document.getElementById(`${id}-${next.index}`)?.scrollIntoView({ block: 'nearest' });
  }

  return (
    <section aria-label="Requests found">
      <div className="paste-search">
        <input
          className="input"
          type="search"
          aria-label="Find a request"
          placeholder="Find by method, host or path"
          value={wanted}
          onChange={(event) => setWanted(event.target.value)}
        />
        <span className="small t2 number" role="status">
          {rows.length} of {found.length}
          {rows.length > mostRows && `, the first ${mostRows} shown`}
        </span>
      </div>
      <div
        className="paste-list"
        role="listbox"
        aria-label="Requests"
        tabIndex={0}
        aria-activedescendant={`${id}-${chosen}`}
        onKeyDown={onKeyDown}
      >
        {rows.slice(0, mostRows).map(({ index, text, status }) => (
          // The keys are the list's own, above.
          // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
          <div
            key={index}
            id={`${id}-${index}`}
            className="paste-row mono"
            role="option"
            aria-selected={index === chosen}
            onClick={() => onChoose(index)}
          >
            <span className="ellipsis">{text}</span>
            <span className="t3">{status}</span>
          </div>
        ))}
      </div>
    </section>
  );
}

function line({ request }: FoundMessage): string {
  return `${request.method} ${request.authority}${request.path}`;
}
