// The pieces of a body one by one: what each holds, when it is sent and how often.

import { IconPlus, IconX } from '@tabler/icons-react';
import type { Body } from '#project/schema.ts';
import { renumberDrafts, withoutRow } from '../../store/drafts.ts';
import { Button, IconButton } from '../../ui/Button.tsx';
import { useWorkbench } from '../../workbench.ts';
import { DraftField } from '../DraftField.tsx';
import { anyText, base64, delayMs, wholeNumber } from '../rules.ts';

/** Of more pieces than these only the first are listed: the numbers above the list make such plans. */
const mostListed = 50;

export interface BodyPiecesProps {
  path: string;
  body: Body;
  onCommit: (body: Body) => void;
}

export function BodyPieces({ path, body, onCommit }: BodyPiecesProps) {
  const { store } = useWorkbench();

  function edit(index: number, change: Partial<Body['chunks'][number]>): void {
    onCommit({
      ...body,
      chunks: body.chunks.map((chunk, at) => (at === index ? { ...chunk, ...change } : chunk)),
    });
  }

  function remove(index: number): void {
    const { drafts, setDrafts } = store.getState();
    setDrafts(renumberDrafts(drafts, `${path}.chunks`, withoutRow(index)));
    onCommit({ ...body, chunks: body.chunks.filter((_, at) => at !== index) });
  }

  return (
    <>
      {body.chunks.slice(0, mostListed).map((chunk, index) => (
        // Pieces have no identity but their place.
        // oxlint-disable-next-line react/no-array-index-key
        <div className="chunk" key={index}>
          <DraftField
            path={`${path}.chunks.${index}.data`}
            label={body.chunks.length === 1 ? 'Body' : `Chunk ${index + 1}`}
            hideLabel
            rows={body.chunks.length === 1 ? 3 : 2}
            value={chunk.data}
            rule={body.encoding === 'base64' ? base64 : anyText}
            onCommit={(data) => edit(index, { data })}
          />
          <div className="chunk-line">
            <span>after</span>
            <DraftField
              path={`${path}.chunks.${index}.delayMs`}
              label={`Delay of chunk ${index + 1} in ms`}
              hideLabel
              value={String(chunk.delayMs)}
              rule={delayMs}
              onCommit={(value) => edit(index, { delayMs: value })}
            />
            <span>ms, sent</span>
            <DraftField
              path={`${path}.chunks.${index}.repeat`}
              label={`Repetitions of chunk ${index + 1}`}
              hideLabel
              value={String(chunk.repeat)}
              rule={wholeNumber('The repetition', 1, 64_000_000)}
              onCommit={(repeat) => edit(index, { repeat })}
            />
            <span>×</span>
            <span className="grow" />
            {body.chunks.length > 1 && (
              <IconButton
                slim
                label={`Remove chunk ${index + 1}`}
                icon={<IconX size={14} />}
                onClick={() => remove(index)}
              />
            )}
          </div>
        </div>
      ))}
      {body.chunks.length > mostListed && (
        <p className="hint-text">{body.chunks.length - mostListed} more pieces are not listed.</p>
      )}
      <div>
        <Button
          look="quiet"
          onClick={() =>
            onCommit({ ...body, chunks: [...body.chunks, { data: '', delayMs: 0, repeat: 1 }] })
          }
        >
          <IconPlus size={14} /> Chunk
        </Button>
      </div>
    </>
  );
}
