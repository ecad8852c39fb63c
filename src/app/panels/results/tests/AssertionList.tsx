// The assertions of one scenario, each with what was expected and what was found.

import { IconPencil, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import type { Scenario } from '#project/schema.ts';
import type { ExpectationResult } from '#run/api.ts';
import { expectationSentence, isOfScenario } from '#trace/expectation-text.ts';
import {
  type AssertionGroup,
  groupOf,
  type JudgedExpectation,
  judgedExpectations,
  type RanScenario,
} from '#trace/test-matrix.ts';
import { formatCount, plural } from '#trace/units.ts';
import { textDifference, type TextPart } from '#trace/text-difference.ts';
import { Button, IconButton } from '../../../ui/Button.tsx';
import { Glyph } from '../../../ui/Glyph.tsx';
import { useWorkbench } from '../../../workbench.ts';
import { AssertionForm } from './AssertionForm.tsx';
import { Parts } from './Parts.tsx';
import { sentenceText, useAssertions } from './use-assertions.ts';

interface AssertionListProps {
  scenario: Scenario;
  index: number;
  ran: RanScenario | null;
  group: AssertionGroup | null;
  readOnly: boolean;
}

export function AssertionList({ scenario, index, ran, group, readOnly }: AssertionListProps) {
  const { replace, remove, accept } = useAssertions(index);
  const [edited, setEdited] = useState<number | null>(null);
  // What fails comes first: that is what one opens the list for.
  const judged = judgedExpectations(scenario, ran)
    .filter(({ expectation }) => group === null || groupOf(expectation) === group)
    .sort((one, other) => rank(one) - rank(other));
  if (judged.length === 0) {
    return (
      <p className="hint-text tests-none">
        Nothing is asserted here. Point at a header, a body or a log line of the result and press{' '}
        <span className="strong">Expect</span>, or write an assertion.
      </p>
    );
  }
  const many = scenario.exchanges.length > 1;
  return (
    <div role="list" aria-label="Assertions">
      {judged.map((one) =>
        one.index === edited && !readOnly ? (
          <div role="listitem" key={one.index}>
            <AssertionForm
              scenario={scenario}
              start={one.expectation}
              onCancel={() => setEdited(null)}
              onSave={(next) => {
                replace(one.expectation, next);
                setEdited(null);
              }}
            />
          </div>
        ) : (
          <AssertionRow
            key={one.index}
            judged={one}
            many={many}
            readOnly={readOnly}
            onEdit={() => setEdited(one.index)}
            onAccept={(found) => accept(one.expectation, found)}
            onRemove={() => {
              setEdited(null);
              remove(one.expectation);
            }}
          />
        ),
      )}
    </div>
  );
}

function rank({ result }: JudgedExpectation): number {
  return result?.holds === false ? 0 : 1;
}

type Accept = NonNullable<ExpectationResult['accept']>;

interface AssertionRowProps {
  judged: JudgedExpectation;
  many: boolean;
  readOnly: boolean;
  onEdit: () => void;
  onAccept: (found: Accept) => void;
  onRemove: () => void;
}

function AssertionRow({ judged, many, readOnly, onEdit, onAccept, onRemove }: AssertionRowProps) {
  const { store } = useWorkbench();
  const { expectation, result } = judged;
  const { subject, key, comparison, value } = expectationSentence(expectation, many);
  const name = sentenceText(expectation, many);
  const accept = result?.accept;
  const [wanted, found] =
    expectation.compare === 'equals' && result !== null
      ? textDifference(value, result.actual)
      : [[plain(value === '' ? comparison : value)], [plain(result?.actual ?? '')]];
  return (
    <div className={`test-row ${result?.holds === false ? 'fails' : ''}`} role="listitem">
      {result === null ? (
        <span className="t3">–</span>
      ) : (
        <span className={result.holds ? 'tone-ok' : 'tone-fault'}>
          <Glyph
            name={result.holds ? 'ok' : 'fault'}
            label={result.holds ? 'holds' : 'does not hold'}
          />
        </span>
      )}
      <span className="sentence">
        {subject} {key !== '' && <span className="mono">{key}</span>} {comparison}{' '}
        {value !== '' && <span className="mono">{value}</span>}
      </span>
      <span className="row">
        {result?.rounds !== undefined && (
          <span className="small t2 number">
            in {formatCount(result.rounds.held)} of {plural(result.rounds.of, 'round')}
          </span>
        )}
        {result === null && <span className="small t3">not run</span>}
        {result?.holds === false && !isOfScenario(expectation.subject) && (
          <Button
            look="quiet"
            onClick={() =>
              store.getState().show({ resultTab: 'journey', exchange: expectation.exchange })
            }
          >
            Show in Journey
          </Button>
        )}
        {accept !== undefined && !readOnly && (
          <Button
            look="quiet"
            aria-label={`Accept actual: ${name}`}
            onClick={() => onAccept(accept)}
          >
            Accept actual
          </Button>
        )}
        {!readOnly && (
          <>
            <IconButton
              slim
              label={`Edit: ${name}`}
              icon={<IconPencil size={14} />}
              onClick={onEdit}
            />
            <IconButton
              slim
              label={`Delete: ${name}`}
              icon={<IconTrash size={14} />}
              onClick={onRemove}
            />
          </>
        )}
      </span>
      {result?.holds === false && (
        <dl className="expected-actual">
          <dt>expected</dt>
          <dd>
            <Parts parts={wanted} mark="added" />
          </dd>
          <dt>actual</dt>
          <dd>
            {result.actual === '' ? (
              <span className="t3">nothing</span>
            ) : (
              <Parts parts={found} mark="removed" />
            )}
          </dd>
        </dl>
      )}
    </div>
  );
}

function plain(text: string): TextPart {
  return { text, differs: false };
}
