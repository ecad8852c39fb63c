// A message as raw text beside its form: what is typed here is in the form at once, and the other way round.

import { useId } from 'react';
import type { RawMessage } from '#messages/raw-message.ts';
import type { Checked } from '#messages/rules.ts';
import { LinedText } from '../../../fields/LinedText.tsx';
import { Problem } from '../../../fields/Problem.tsx';
import { problemCount, withoutDrafts } from '../../../store/drafts.ts';
import { Banner } from '../../../ui/Banner.tsx';
import { Button } from '../../../ui/Button.tsx';
import { plural } from '#trace/units.ts';
import { usePlayground, useWorkbench } from '../../../workbench.ts';

export interface RawFieldProps<T> {
  /** Path of the message in the Project; the raw text is filed under `raw` in it. */
  path: string;
  label: string;
  value: T;
  write: (value: T) => RawMessage;
  read: (text: string, before: T) => Checked<T>;
  onCommit: (value: T) => void;
}

export function RawField<T>({ path, label, value, write, read, onCommit }: RawFieldProps<T>) {
  const id = useId();
  const { store } = useWorkbench();
  const rawPath = `${path}.raw`;
  const draft = usePlayground((state) => state.drafts[rawPath]);
  const unheld = usePlayground(
    (state) => problemCount(state.drafts, path) - problemCount(state.drafts, rawPath),
  );
  const written = write(value);
  const typed = typeof draft?.text === 'string' ? draft.text : null;
  // A spelling of one's own stays only while it says what is in force.
  const text =
    typed !== null && (draft?.problem !== null || says(read(typed, value), value))
      ? typed
      : written.text;
  const problem = draft?.problem ?? null;

  function onChange(next: string): void {
    const checked = read(next, value);
    const { drafts, setDraft, setDrafts } = store.getState();
    if (!checked.ok) {
      setDraft(rawPath, { text: next, problem: checked.problem });
      return;
    }
    setDrafts({ ...withoutDrafts(drafts, path), [rawPath]: { text: next, problem: null } });
    onCommit(checked.value);
  }

  return (
    <div className="raw-field">
      <LinedText
        label={label}
        text={text}
        problem={problem}
        describedBy={problem === null ? undefined : `${id}-problem`}
        rows={7}
        onChange={onChange}
      />
      {problem !== null && (
        <Problem id={`${id}-problem`} text={problem} inForce="The message before it is in force." />
      )}
      {problem === null && (
        <p className="hint-text">
          {written.kept.length === 0
            ? 'The text says everything the form says.'
            : `Kept, and not in this text: ${written.kept.join(', ')}.`}
          {unheld > 0 &&
            ` ${plural(unheld, 'field')} of the form not in force; an edit here drops it.`}
        </p>
      )}
    </div>
  );
}

function says<T>(read: Checked<T>, value: T): boolean {
  return read.ok && JSON.stringify(read.value) === JSON.stringify(value);
}

/** Above the form while its raw text does not hold: the form shows what is in force. */
export function RawNotInForce({ path }: { path: string }) {
  const { store } = useWorkbench();
  const problem = usePlayground((state) => state.drafts[`${path}.raw`]?.problem ?? null);
  if (problem === null) return null;
  return (
    <Banner
      tone="changed"
      what="The raw text is not in force; the form is."
      why={problem}
      action={
        <span className="row">
          <Button onClick={() => store.getState().setDraft(`${path}.raw`, null)}>Drop it</Button>
          <Button onClick={() => store.getState().show({ messageView: 'raw' })}>Mend it</Button>
        </span>
      }
    />
  );
}
