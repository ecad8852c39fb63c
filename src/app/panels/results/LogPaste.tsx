// Where the log of a real Envoy comes in: pasted, or from a file.

import { type ReactNode, useRef } from 'react';
import { Button } from '../../ui/Button.tsx';
import { usePlayground, useWorkbench } from '../../workbench.ts';

interface LogPasteProps {
  choice: ReactNode;
  onPaste: (log: string) => void;
}

export function LogPaste({ choice, onPaste }: LogPasteProps) {
  const { store } = useWorkbench();
  const text = usePlayground((state) => state.typedLog);
  const file = useRef<HTMLInputElement>(null);

  async function read(chosen: File | undefined): Promise<void> {
    if (chosen !== undefined) onPaste(await chosen.text());
  }

  return (
    <div className="log-pane">
      <div className="toolbar">
        {choice}
        <Button look="primary" disabled={text.trim() === ''} onClick={() => onPaste(text)}>
          Compare
        </Button>
        <Button onClick={() => file.current?.click()}>Open a file</Button>
        <input
          ref={file}
          type="file"
          hidden
          accept=".log,.txt,text/plain"
          aria-label="Log file"
          onChange={(event) => void read(event.target.files?.[0])}
        />
      </div>
      <label className="log-paste">
        <span className="hint-text">
          Paste the log of an Envoy that ran this scenario with{' '}
          <span className="mono small">--component-log-level wasm:trace</span>. It stays on this
          page. For the same log lines, set the filter’s log level to trace here too.
        </span>
        <textarea
          className="input mono"
          aria-label="Log of an Envoy"
          placeholder="[2026-01-31 12:00:00.123][16483][trace][wasm] [source/extensions/…] [host->vm] proxy_on_context_create(1, 0)"
          spellCheck={false}
          value={text}
          onChange={(event) => store.getState().show({ typedLog: event.target.value })}
        />
      </label>
    </div>
  );
}
