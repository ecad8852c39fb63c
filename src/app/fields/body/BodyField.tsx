// A body in the spelling that suits it (text, JSON, the rows of a form, base64), filled from a file if wanted, and its pieces.

import { type DragEvent, useState } from 'react';
import { bodyBytes, recoded } from '#messages/body-plan.ts';
import { bodyText, withBodyText } from '#messages/body-text.ts';
import type { HeaderPair } from '#messages/rules.ts';
import type { Body } from '#project/schema.ts';
import { formatBytes } from '#trace/units.ts';
import { withoutDrafts } from '../../store/drafts.ts';
import { tell } from '../../ui/notices.tsx';
import { useWorkbench } from '../../workbench.ts';
import { DraftField } from '../DraftField.tsx';
import { anyText, base64 } from '../rules.ts';
import { BodyFile, useBodyFile } from './BodyFile.tsx';
import { BodyPieces } from './BodyPieces.tsx';
import { BodyPlan } from './BodyPlan.tsx';
import { FormRows } from './FormRows.tsx';
import { JsonText } from './JsonText.tsx';

export interface BodyFieldProps {
  path: string;
  body: Body;
  /** Headers of the message: its content type says in which spelling the body is shown first. */
  headers: readonly HeaderPair[];
  onCommit: (body: Body) => void;
}

type Spelling = 'text' | 'json' | 'form';
type BodyView = Spelling | 'base64' | 'none';

const views: readonly { value: BodyView; label: string }[] = [
  { value: 'none', label: 'None' },
  { value: 'text', label: 'Text' },
  { value: 'json', label: 'JSON' },
  { value: 'form', label: 'Form' },
  { value: 'base64', label: 'Base64' },
];

export function BodyField({ path, body, headers, onCommit }: BodyFieldProps) {
  const { store } = useWorkbench();
  const [spelling, setSpelling] = useState<Spelling>(() => usualSpelling(headers));
  const [wantsPieces, setWantsPieces] = useState(false);
  const [over, setOver] = useState(false);
  const takeFile = useBodyFile(path, body, onCommit);
  const shown = bodyText(body);
  const view: BodyView =
    body.chunks.length === 0 ? 'none' : body.encoding === 'base64' ? 'base64' : spelling;
  const whole = view === 'base64' ? body.chunks.length === 1 && !isRepeated(body) : shown.ok;
  const byHand = view !== 'none' && (wantsPieces || !whole);

  function choose(next: BodyView): void {
    const { drafts, setDrafts } = store.getState();
    if (next === 'none') {
      setDrafts(withoutDrafts(drafts, path));
      onCommit({ ...body, chunks: [] });
      return;
    }
    const encoding = next === 'base64' ? 'base64' : 'text';
    const chunks = body.chunks.length === 0 ? [{ data: '', delayMs: 0, repeat: 1 }] : body.chunks;
    const other = recoded(
      { ...body, encoding: body.chunks.length === 0 ? encoding : body.encoding, chunks },
      encoding,
    );
    if (other === null) {
      tell('These bytes are no text (UTF-8); the body stays base64.');
      return;
    }
    if (encoding !== body.encoding) setDrafts(withoutDrafts(drafts, path));
    if (next !== 'base64') setSpelling(next);
    onCommit(other);
  }

  function setText(text: string): void {
    const next = withBodyText(body, text);
    // A body that is emptied while one types stays a body.
    onCommit(
      next.chunks.length > 0
        ? next
        : { ...next, chunks: [{ data: '', delayMs: body.chunks[0]?.delayMs ?? 0, repeat: 1 }] },
    );
  }

  function onDrop(event: DragEvent): void {
    setOver(false);
    const [file] = event.dataTransfer.files;
    event.preventDefault();
    if (file !== undefined) takeFile(file);
  }

  return (
    <section
      aria-label="Body and pieces"
      data-takes-files
      className={`form-section body-field ${over ? 'over' : ''}`}
      onDragOver={(event) => {
        if (!event.dataTransfer.types.includes('Files')) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={onDrop}
    >
      <div className="section-head">
        <span className="label">Body</span>
        <span className="small t3 number">{formatBytes(bodyBytes(body))}</span>
        <span className="grow" />
        <BodyFile onFile={takeFile} />
        <select
          className="input slim"
          aria-label="Body as"
          value={view}
          onChange={(event) => {
            const chosen = views.find(({ value }) => value === event.target.value);
            if (chosen !== undefined) choose(chosen.value);
          }}
        >
          {views.map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
      </div>
      {byHand && <BodyPieces path={path} body={body} onCommit={onCommit} />}
      {!byHand && view === 'text' && (
        <DraftField
          path={`${path}.text`}
          label="Body"
          hideLabel
          rows={3}
          value={shown.ok ? shown.text : ''}
          rule={anyText}
          onCommit={setText}
        />
      )}
      {!byHand && view === 'json' && (
        <JsonText text={shown.ok ? shown.text : ''} onChange={setText} />
      )}
      {!byHand && view === 'form' && (
        <FormRows path={`${path}.form`} text={shown.ok ? shown.text : ''} onChange={setText} />
      )}
      {!byHand && view === 'base64' && (
        <DraftField
          path={`${path}.chunks.0.data`}
          label="Body"
          hideLabel
          rows={3}
          value={body.chunks[0]?.data ?? ''}
          rule={base64}
          onCommit={(data) =>
            onCommit({ ...body, chunks: body.chunks.map((chunk) => ({ ...chunk, data })) })
          }
        />
      )}
      {view !== 'none' && (
        <BodyPlan
          path={path}
          body={body}
          byHand={byHand}
          mustBeByHand={!whole}
          onByHand={setWantsPieces}
          onCommit={onCommit}
        />
      )}
    </section>
  );
}

function isRepeated(body: Body): boolean {
  return body.chunks.some((chunk) => chunk.repeat > 1);
}

function usualSpelling(headers: readonly HeaderPair[]): Spelling {
  const type = headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? '';
  if (/[/+]json\b/i.test(type)) return 'json';
  return /x-www-form-urlencoded/i.test(type) ? 'form' : 'text';
}
