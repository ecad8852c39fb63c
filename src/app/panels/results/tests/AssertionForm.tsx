// An assertion being written or changed: what is looked at, how it is compared, and with what.

import { type FormEvent, useId, useState } from 'react';
import { type Expectation, expectationSubjects, type Scenario } from '#project/schema.ts';
import { comparisonNames, isOfScenario, subjectNames } from '#trace/expectation-text.ts';
import { newExpectation } from '#trace/new-expectation.ts';
import { SelectField } from '../../../fields/SelectField.tsx';
import { Problem } from '../../../fields/Problem.tsx';
import { Button } from '../../../ui/Button.tsx';
import { assertionProblem, keyWords } from './assertion-rules.ts';
import { useKeySuggestions } from './key-suggestions.ts';

interface AssertionFormProps {
  scenario: Scenario;
  /** The assertion that is changed, or null for a new one. */
  start: Expectation | null;
  onSave: (expectation: Expectation) => void;
  onCancel: () => void;
}

const comparisons = ['equals', 'contains', 'matches', 'json', 'absent', 'count'] as const;

export function AssertionForm({ scenario, start, onSave, onCancel }: AssertionFormProps) {
  const id = useId();
  const [draft, setDraft] = useState(start ?? newExpectation({ subject: 'client.status' }));
  const [tried, setTried] = useState(false);
  const problem = assertionProblem(draft);
  const words = keyWords(draft.subject);
  const suggestions = useKeySuggestions(draft.subject);
  const many = scenario.exchanges.length > 1 && !isOfScenario(draft.subject);
  const change = (part: Partial<Expectation>): void => setDraft({ ...draft, ...part });

  function save(event: FormEvent): void {
    event.preventDefault();
    setTried(true);
    if (problem === null) onSave({ ...draft, key: words === null ? '' : draft.key.trim() });
  }

  return (
    <form
      className="assertion-form"
      aria-label={start === null ? 'New assertion' : 'Change the assertion'}
      onSubmit={save}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onCancel();
      }}
    >
      <div className="assertion-fields">
        <SelectField
          label="What"
          value={draft.subject}
          options={expectationSubjects.map((value) => ({ value, label: subjectNames[value] }))}
          onChange={(subject) => change({ subject })}
        />
        {many && (
          <SelectField
            label="Request"
            value={String(draft.exchange)}
            options={scenario.exchanges.map((_, index) => ({
              value: String(index),
              label: String(index + 1),
            }))}
            onChange={(exchange) => change({ exchange: Number(exchange) })}
          />
        )}
        {words !== null && (
          <div className="field">
            <label htmlFor={`${id}-key`}>{words.label}</label>
            <input
              id={`${id}-key`}
              className="input mono"
              type="text"
              list={`${id}-keys`}
              spellCheck={false}
              autoComplete="off"
              value={draft.key}
              onChange={(event) => change({ key: event.target.value })}
            />
            <datalist id={`${id}-keys`}>
              {suggestions.map((suggestion) => (
                <option key={suggestion} value={suggestion} />
              ))}
            </datalist>
          </div>
        )}
        <SelectField
          label="Comparison"
          value={draft.compare}
          options={comparisons.map((value) => ({ value, label: comparisonNames[value] }))}
          onChange={(compare) => change({ compare })}
        />
        <div className="field grow">
          <label htmlFor={`${id}-value`}>Value</label>
          <input
            id={`${id}-value`}
            className="input mono"
            type="text"
            spellCheck={false}
            autoComplete="off"
            aria-invalid={tried && problem !== null}
            aria-describedby={tried && problem !== null ? `${id}-problem` : undefined}
            value={String(draft.value)}
            onChange={(event) => change({ value: event.target.value })}
          />
        </div>
        <span className="row assertion-buttons">
          <button type="submit" className="button primary">
            {start === null ? 'Add' : 'Save'}
          </button>
          <Button onClick={onCancel}>Cancel</Button>
        </span>
      </div>
      {tried && problem !== null && <Problem id={`${id}-problem`} text={problem} />}
    </form>
  );
}
