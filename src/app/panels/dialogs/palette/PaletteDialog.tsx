// The command palette: everything that can be done, by name and without the mouse.

import { useMantineColorScheme } from '@mantine/core';
import { type KeyboardEvent, useId, useState } from 'react';
import { useDark } from '../../../theme/use-dark.ts';
import { OptionRow } from '../../../ui/OptionRow.tsx';
import { useWorkbench } from '../../../workbench.ts';
import { Dialog } from '../Dialog.tsx';
import { commandsOf } from './commands.ts';
import { type Command, findCommands } from './find-commands.ts';

export function PaletteDialog({ onClose }: { onClose: () => void }) {
  const workbench = useWorkbench();
  const { setColorScheme } = useMantineColorScheme();
  const dark = useDark();
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const listId = useId();
  const commands = commandsOf(workbench, () => setColorScheme(dark ? 'light' : 'dark'));
  const found = findCommands(commands, text);
  const selected = found[Math.min(at, found.length - 1)];

  function run(command: Command | undefined): void {
    if (command === undefined) return;
    // First away with the palette: the command may open a dialog of its own.
    onClose();
    command.run();
  }

  function onKey(event: KeyboardEvent): void {
    if (event.key === 'Enter') {
      event.preventDefault();
      run(selected);
    }
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step === 0 || found.length === 0) return;
    event.preventDefault();
    setAt((Math.min(at, found.length - 1) + step + found.length) % found.length);
  }

  return (
    <Dialog title="Commands" size={560} onClose={onClose}>
      <div className="gallery-search">
        <input
          className="input grow"
          type="text"
          role="combobox"
          aria-label="Command"
          aria-expanded="true"
          aria-controls={listId}
          aria-activedescendant={selected === undefined ? undefined : `${listId}-${selected.name}`}
          placeholder="What is to be done?"
          data-autofocus
          ref={takeKeys}
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            setAt(0);
          }}
          onKeyDown={onKey}
        />
      </div>
      {/* Scrolls, so it can have the focus of those who scroll by keys. */}
      <div className="palette-list" role="listbox" aria-label="Commands" id={listId} tabIndex={0}>
        {found.map((command) => (
          <Row
            key={command.name}
            id={`${listId}-${command.name}`}
            command={command}
            isSelected={command === selected}
            onRun={run}
          />
        ))}
        {found.length === 0 && <p className="hint-text palette-row">Nothing is called that.</p>}
      </div>
    </Dialog>
  );
}

/** The dialog's own way to the focus takes a moment, in which what is typed on would go into the page beneath. */
function takeKeys(field: HTMLInputElement | null): void {
  field?.focus();
}

interface RowProps {
  id: string;
  command: Command;
  isSelected: boolean;
  onRun: (command: Command) => void;
}

function Row({ id, command, isSelected, onRun }: RowProps) {
  return (
    <OptionRow
      id={id}
      className="palette-row"
      isSelected={isSelected}
      onClick={() => onRun(command)}
    >
      <span className="cut">{command.name}</span>
      {command.keys !== '' && <span className="kbd box">{command.keys}</span>}
    </OptionRow>
  );
}
