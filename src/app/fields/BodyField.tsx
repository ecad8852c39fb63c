// A body as the pieces in which it is written: text or base64, each with its delay and how often it is repeated.

import { IconPlus, IconX } from '@tabler/icons-react';
import type { Body } from '#project/schema.ts';
import { formatBytes } from '#trace/units.ts';
import { renumberDrafts, withoutRow } from '../store/drafts.ts';
import { Button, IconButton } from '../ui/Button.tsx';
import { Choice } from '../ui/Choice.tsx';
import { useWorkbench } from '../workbench.ts';
import { DraftField } from './DraftField.tsx';
import { anyText, base64, delayMs, wholeNumber } from './rules.ts';

export interface BodyFieldProps {
  path: string;
  body: Body;
  onCommit: (body: Body) => void;
}

type Encoding = Body['encoding'] | 'none';

export function BodyField({ path, body, onCommit }: BodyFieldProps) {
  const { store } = useWorkbench();
  const encoding: Encoding = body.chunks.length === 0 ? 'none' : body.encoding;

  function choose(next: Encoding): void {
    if (next === 'none') {
      onCommit({ ...body, chunks: [] });
      return;
    }
    const chunks = body.chunks.length === 0 ? [{ data: '', delayMs: 0, repeat: 1 }] : body.chunks;
    onCommit(recoded({ ...body, chunks }, next));
  }

  function editChunk(index: number, change: Partial<Body['chunks'][number]>): void {
    onCommit({
      ...body,
      chunks: body.chunks.map((chunk, at) => (at === index ? { ...chunk, ...change } : chunk)),
    });
  }

  function removeChunk(index: number): void {
    const { drafts, setDrafts } = store.getState();
    setDrafts(renumberDrafts(drafts, `${path}.chunks`, withoutRow(index)));
    onCommit({ ...body, chunks: body.chunks.filter((_, at) => at !== index) });
  }

  return (
    <div className="form-section">
      <div className="section-head">
        <span className="label">Body</span>
        <span className="small t3 number">{formatBytes(bodyBytes(body))}</span>
        <span className="grow" />
        <Choice
          slim
          label="Body encoding"
          value={encoding}
          options={[
            { value: 'text', label: 'Text' },
            { value: 'base64', label: 'Base64' },
            { value: 'none', label: 'None' },
          ]}
          onChange={choose}
        />
      </div>
      {body.chunks.map((chunk, index) => (
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
            onCommit={(data) => editChunk(index, { data })}
          />
          <div className="chunk-line">
            <span>after</span>
            <DraftField
              path={`${path}.chunks.${index}.delayMs`}
              label={`Delay of chunk ${index + 1} in ms`}
              hideLabel
              value={String(chunk.delayMs)}
              rule={delayMs}
              onCommit={(value) => editChunk(index, { delayMs: value })}
            />
            <span>ms, repeated</span>
            <DraftField
              path={`${path}.chunks.${index}.repeat`}
              label={`Repetitions of chunk ${index + 1}`}
              hideLabel
              value={String(chunk.repeat)}
              rule={wholeNumber('The repetition', 1, 64_000_000)}
              onCommit={(repeat) => editChunk(index, { repeat })}
            />
            <span>×</span>
            <span className="grow" />
            {body.chunks.length > 1 && (
              <IconButton
                slim
                label={`Remove chunk ${index + 1}`}
                icon={<IconX size={14} />}
                onClick={() => removeChunk(index)}
              />
            )}
          </div>
        </div>
      ))}
      {body.chunks.length > 0 && (
        <div className="row">
          <Button
            look="quiet"
            onClick={() =>
              onCommit({ ...body, chunks: [...body.chunks, { data: '', delayMs: 0, repeat: 1 }] })
            }
          >
            <IconPlus size={14} /> Chunk
          </Button>
          <span className="grow" />
          <select
            className="input"
            style={{ width: 'auto' }}
            aria-label="Framing of the body"
            value={body.framing}
            onChange={(event) =>
              onCommit({ ...body, framing: event.target.value as Body['framing'] })
            }
          >
            <option value="auto">framing: auto</option>
            <option value="content-length">content-length</option>
            <option value="chunked">chunked</option>
          </select>
        </div>
      )}
    </div>
  );
}

/** What the pieces come to, in bytes. */
function bodyBytes(body: Body): number {
  let total = 0;
  for (const chunk of body.chunks) {
    const size =
      body.encoding === 'base64'
        ? Math.floor((chunk.data.replace(/[=\s]/g, '').length * 3) / 4)
        : new TextEncoder().encode(chunk.data).length;
    total += size * chunk.repeat;
  }
  return total;
}

/** The same bytes in the other encoding; bytes that are no text stay base64. */
function recoded(body: Body, encoding: Body['encoding']): Body {
  if (body.encoding === encoding) return body;
  try {
    const chunks = body.chunks.map((chunk) => ({
      ...chunk,
      data: encoding === 'base64' ? toBase64(chunk.data) : fromBase64(chunk.data),
    }));
    return { ...body, encoding, chunks };
  } catch {
    return body;
  }
}

function toBase64(text: string): string {
  return btoa(
    Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join(''),
  );
}

function fromBase64(text: string): string {
  const bytes = Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
  return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
}
