// A body from a file: chosen here or dropped on the body.

import { IconUpload } from '@tabler/icons-react';
import { useRef } from 'react';
import { bodyOfBytes } from '#messages/body-plan.ts';
import { mostBodyBytes } from '#messages/message.ts';
import type { Body } from '#project/schema.ts';
import { formatBytes } from '#trace/units.ts';
import { withoutDrafts } from '../../store/drafts.ts';
import { IconButton } from '../../ui/Button.tsx';
import { tell, tellUndo } from '../../ui/notices.tsx';
import { useWorkbench } from '../../workbench.ts';

export function BodyFile({ onFile }: { onFile: (file: File) => void }) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <IconButton
        slim
        label="Fill the body from a file"
        icon={<IconUpload size={14} />}
        onClick={() => input.current?.click()}
      />
      <input
        ref={input}
        type="file"
        hidden
        aria-label="File for the body"
        onChange={(event) => {
          const file = event.target.files?.[0];
          if (file !== undefined) onFile(file);
          event.target.value = '';
        }}
      />
    </>
  );
}

/** Reads a file into the body at `path`; the body before it can be had back. */
export function useBodyFile(
  path: string,
  body: Body,
  onCommit: (body: Body) => void,
): (file: File) => void {
  const { store } = useWorkbench();
  async function take(file: File): Promise<void> {
    if (file.size > mostBodyBytes) {
      tell(
        `${file.name} has ${formatBytes(file.size)}; a body from a file has at most ${formatBytes(mostBodyBytes)}. A larger one is made of a piece that is repeated.`,
      );
      return;
    }
    const bytes = new Uint8Array(await file.arrayBuffer());
    const { drafts, setDrafts } = store.getState();
    setDrafts(withoutDrafts(drafts, path));
    onCommit(bodyOfBytes(body, bytes));
    tellUndo(`${file.name}, ${formatBytes(file.size)}, is the body now.`, () => onCommit(body));
  }
  return (file) => {
    take(file).catch((error: unknown) =>
      tell(
        `${file.name} cannot be read: ${error instanceof Error ? error.message : String(error)}`,
      ),
    );
  };
}
