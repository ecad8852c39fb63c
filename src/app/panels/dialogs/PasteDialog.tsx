// Takes a request from elsewhere: a line of curl, a HAR entry or file, or raw HTTP. What was found is shown before it is used.

import { useMemo, useRef, useState } from 'react';
import { type FoundMessage, mostBodyBytes } from '#messages/message.ts';
import { readAnySpelling } from '#messages/read-any.ts';
import { formatBytes, plural } from '#trace/units.ts';
import { LinedText } from '../../fields/LinedText.tsx';
import { Problem } from '../../fields/Problem.tsx';
import { withoutDrafts } from '../../store/drafts.ts';
import { Button } from '../../ui/Button.tsx';
import { tellUndo } from '../../ui/notices.tsx';
import { useWorkbench } from '../../workbench.ts';
import { useExchange, useScenario } from '../forms/selection.ts';
import { newExchange } from '../scenario/scenario-actions.tsx';
import { Dialog } from './Dialog.tsx';
import { FoundList } from './FoundList.tsx';

const mostFileBytes = 64 * 1024 * 1024;

export function PasteDialog({ onClose }: { onClose: () => void }) {
  const [text, setText] = useState('');
  const [file, setFile] = useState<{ name: string; text: string } | string | null>(null);
  const [chosen, setChosen] = useState(0);
  const input = useRef<HTMLInputElement>(null);

  const source = file !== null && typeof file !== 'string' ? file.text : text;
  const read = useMemo(
    () => (source.trim() === '' ? null : readAnySpelling(source, newExchange().request)),
    [source],
  );
  const found = read?.ok === true ? read.value : [];
  const message = found[chosen];
  const problem = typeof file === 'string' ? file : read?.ok === false ? read.problem : null;

  async function open(opened: File | undefined): Promise<void> {
    if (opened === undefined) return;
    setChosen(0);
    setFile(
      opened.size > mostFileBytes
        ? `${opened.name} has ${formatBytes(opened.size)}; files up to ${formatBytes(mostFileBytes)} are read.`
        : { name: opened.name, text: await opened.text() },
    );
  }

  return (
    <Dialog title="Paste a request" size={860} onClose={onClose}>
      <div className="form">
        <div className="row">
          <p className="hint-text grow">
            A line of curl, an entry of a HAR or raw HTTP. It stays on this page; credentials in it
            become part of the scenario.
          </p>
          <Button onClick={() => input.current?.click()}>Open a HAR file</Button>
          <input
            ref={input}
            type="file"
            hidden
            accept=".har,.json,.txt,application/json"
            aria-label="HAR file"
            onChange={(event) => void open(event.target.files?.[0])}
          />
        </div>
        {file !== null && typeof file !== 'string' ? (
          <div className="row">
            <span className="mono grow">{file.name}</span>
            <Button look="quiet" onClick={() => setFile(null)}>
              Paste instead
            </Button>
          </div>
        ) : (
          <LinedText
            label="Request to paste"
            text={text}
            problem={problem}
            describedBy="paste-problem"
            focused
            rows={6}
            onChange={(next) => {
              setText(next);
              setFile(null);
              setChosen(0);
            }}
          />
        )}
        {problem !== null && <Problem id="paste-problem" text={problem} />}
      </div>
      {found.length > 1 && <FoundList found={found} chosen={chosen} onChoose={setChosen} />}
      {message !== undefined && <Found message={message} />}
      <Foot message={message ?? null} onClose={onClose} />
    </Dialog>
  );
}

function Found({ message }: { message: FoundMessage }) {
  const { request, answer, notes } = message;
  const body = request.body.chunks[0]?.data;
  return (
    <section className="paste-found" aria-label="Found">
      <p className="mono">
        <span className="strong">{request.method}</span> {request.path}
      </p>
      <p className="t2">
        {request.scheme}, {request.authority}, {plural(request.headers.length, 'header')},{' '}
        {body === undefined ? 'no body' : `a body of ${plural(body.length, 'character')}`}
        {answer !== null && `; answered with ${answer.status}`}
      </p>
      {notes.length > 0 && (
        <ul className="plain-list t2">
          {notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Foot({ message, onClose }: { message: FoundMessage | null; onClose: () => void }) {
  const { store } = useWorkbench();
  const { scenario, edit } = useScenario();
  const exchange = useExchange();
  const [withAnswer, setWithAnswer] = useState(true);
  const answer = withAnswer ? (message?.answer ?? null) : null;

  function replace(): void {
    if (message === null) return;
    const before = exchange.exchange;
    const { drafts, setDrafts } = store.getState();
    const cleared = withoutDrafts(drafts, `${exchange.path}.request`);
    setDrafts(answer === null ? cleared : withoutDrafts(cleared, `${exchange.path}.upstream`));
    exchange.edit((old) => ({
      ...old,
      request: message.request,
      upstream: answer ?? old.upstream,
    }));
    tellUndo(`Request ${exchange.index + 1} is replaced.`, () => exchange.edit(() => before));
    onClose();
  }

  function add(): void {
    if (message === null) return;
    const upstream = answer ?? newExchange().upstream;
    edit((old) => ({
      ...old,
      exchanges: [...old.exchanges, { request: message.request, upstream, afterMs: 0 }],
    }));
    store.getState().show({ exchange: scenario.exchanges.length });
    onClose();
  }

  return (
    <div className="dialog-foot">
      {message !== null && message.answer !== null && (
        <label className="check">
          <input
            type="checkbox"
            checked={withAnswer}
            onChange={(event) => setWithAnswer(event.target.checked)}
          />
          Its answer becomes the upstream’s
        </label>
      )}
      <span className="small t3 grow">
        Bodies up to {formatBytes(mostBodyBytes)} are taken over.
      </span>
      <Button disabled={message === null} onClick={add}>
        Add as another request
      </Button>
      <Button look="primary" disabled={message === null} onClick={replace}>
        Replace request {exchange.index + 1}
      </Button>
    </div>
  );
}
