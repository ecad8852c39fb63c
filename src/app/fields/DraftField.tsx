// A field whose text goes to the Project while it holds; otherwise it stays here, marked, and the last good value stays in force.

import { type ReactNode, useId } from 'react';
import { usePlayground, useWorkbench } from '../workbench.ts';
import { LinedText } from './LinedText.tsx';
import { Problem } from './Problem.tsx';
import type { Rule } from '#messages/rules.ts';

export interface DraftFieldProps<T> {
  /** Where the field lies in the Project; drafts are filed under it. */
  path: string;
  label: string;
  /** The value in force, as text. */
  value: string;
  rule: Rule<T>;
  onCommit: (value: T) => void;
  /** Keeps the text as typed even when it holds, for values with more than one spelling. */
  keepsSpelling?: boolean;
  mono?: boolean;
  hideLabel?: boolean;
  rows?: number;
  /** Numbers the lines, for texts whose problems name one. */
  lined?: boolean;
  placeholder?: string;
  suggestions?: readonly string[];
  /** What is said of the value in force while the text does not hold. */
  inForce?: string;
  hint?: ReactNode;
}

export function DraftField<T>(props: DraftFieldProps<T>) {
  const { path, label, value, rule, onCommit, keepsSpelling = false, mono = true } = props;
  const { lined = false, hideLabel = false, rows, placeholder, suggestions, inForce, hint } = props;
  const id = useId();
  const { store } = useWorkbench();
  const draft = usePlayground((state) => state.drafts[path]);
  const text = typeof draft?.text === 'string' ? draft.text : value;
  const problem = draft?.problem ?? null;

  function onChange(next: string): void {
    const checked = rule(next);
    const { setDraft } = store.getState();
    if (!checked.ok) {
      setDraft(path, { text: next, problem: checked.problem });
      return;
    }
    setDraft(path, keepsSpelling ? { text: next, problem: null } : null);
    onCommit(checked.value);
  }

  const shared = {
    id,
    className: `input ${mono ? 'mono' : ''}`,
    value: text,
    placeholder,
    spellCheck: false,
    autoComplete: 'off',
    autoCapitalize: 'off',
    'aria-invalid': problem !== null,
    'aria-describedby': problem === null ? undefined : `${id}-problem`,
    ...(hideLabel ? { 'aria-label': label } : {}),
  } as const;

  return (
    <div className="field">
      {!hideLabel && <label htmlFor={id}>{label}</label>}
      {lined ? (
        <LinedText
          id={id}
          label={label}
          text={text}
          problem={problem}
          describedBy={problem === null ? undefined : `${id}-problem`}
          rows={rows ?? 4}
          onChange={onChange}
        />
      ) : rows === undefined ? (
        <input
          {...shared}
          type="text"
          list={suggestions === undefined ? undefined : `${id}-list`}
          onChange={(event) => onChange(event.target.value)}
        />
      ) : (
        <textarea {...shared} rows={rows} onChange={(event) => onChange(event.target.value)} />
      )}
      {suggestions !== undefined && (
        <datalist id={`${id}-list`}>
          {suggestions.map((suggestion) => (
            <option key={suggestion} value={suggestion} />
          ))}
        </datalist>
      )}
      {problem !== null && (
        <Problem
          id={`${id}-problem`}
          text={problem}
          inForce={
            inForce ??
            (value === '' || rows !== undefined
              ? 'The last valid value is in force.'
              : `In force: ${value}`)
          }
        />
      )}
      {hint !== undefined && problem === null && <p className="hint-text">{hint}</p>}
    </div>
  );
}
