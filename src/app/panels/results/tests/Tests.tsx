// Every scenario with its assertions: which hold, what was found where they do not, and the way to write more.

import { IconPlayerPlay, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { type AssertionGroup, matrixRow, sumOf } from '#trace/test-matrix.ts';
import { plural } from '#trace/units.ts';
import { DraftField } from '../../../fields/DraftField.tsx';
import { wholeNumber } from '../../../fields/rules.ts';
import { ranScenario } from '../../../store/results.ts';
import { editScenario } from '../../../store/edit-project.ts';
import { Button } from '../../../ui/Button.tsx';
import { Choice } from '../../../ui/Choice.tsx';
import { Glyph } from '../../../ui/Glyph.tsx';
import { useMedia, usePlayground, useResult, useWorkbench } from '../../../workbench.ts';
import { AssertionForm } from './AssertionForm.tsx';
import { AssertionList } from './AssertionList.tsx';
import { CopyForCi } from './CopyForCi.tsx';
import { FromThisRun } from './FromThisRun.tsx';
import { TestMatrix } from './TestMatrix.tsx';
import { RoundsSummary } from './RoundsSummary.tsx';
import { useAssertions } from './use-assertions.ts';

export function Tests() {
  const { store, runNow } = useWorkbench();
  const scenarios = usePlayground((state) => state.project.scenarios);
  const active = usePlayground((state) => state.scenario);
  const running = usePlayground((state) => state.run.status === 'running');
  const readOnly = useMedia('(width < 600px)');
  const result = useResult();
  const [shown, setShown] = useState<'all' | 'failing'>('all');
  const [group, setGroup] = useState<AssertionGroup | null>(null);
  const [writing, setWriting] = useState(false);
  const { add } = useAssertions(active);

  const rows = scenarios.map((scenario, index) =>
    matrixRow(scenario, index, ranScenario(result, scenario, index)),
  );
  const sum = sumOf(rows);
  const failing = rows.filter((row) => row.tone === 'fault');
  const scenario = scenarios[active];
  if (scenario === undefined) return null;
  const ran = ranScenario(result, scenario, active);
  const rounds = ran?.report.rounds;

  return (
    <div className="tests">
      <div className="toolbar">
        <Summary fails={sum.scenarios.fails} waiting={sum.scenarios.total - sum.scenarios.holds} />
        <span className="small t2 number cut">
          {sum.scenarios.holds} of {plural(sum.scenarios.total, 'scenario')}, {sum.assertions.holds}{' '}
          of {plural(sum.assertions.total, 'assertion')}
        </span>
        <span className="grow" />
        <Choice
          slim
          label="Scenarios shown"
          value={shown}
          options={[
            { value: 'all', label: 'All' },
            { value: 'failing', label: `Failing ${failing.length}` },
          ]}
          onChange={setShown}
        />
        <CopyForCi />
        <Button onClick={runNow} disabled={running}>
          <IconPlayerPlay size={14} /> Run all
        </Button>
      </div>
      <TestMatrix
        rows={shown === 'all' ? rows : failing}
        active={active}
        group={group}
        onChoose={(index, chosen) => {
          if (index !== active) {
            store.getState().showScenario(index);
            setWriting(false);
          }
          setGroup(chosen);
        }}
      />
      <section aria-label={`Assertions of ${scenario.name}`}>
        <div className="tests-head">
          <span className="strong cut">{scenario.name}</span>
          {group !== null && (
            <>
              <span className="t2">· {group}</span>
              <button type="button" className="link small" onClick={() => setGroup(null)}>
                Show all
              </button>
            </>
          )}
          <span className="grow" />
          {!readOnly && (
            <>
              <RoundsField scenario={active} repeat={scenario.repeat} />
              <FromThisRun onAdd={add} />
              <Button onClick={() => setWriting(true)} disabled={writing}>
                <IconPlus size={14} /> Assertion
              </Button>
            </>
          )}
        </div>
        <AssertionList
          key={`${active} ${scenario.name}`}
          scenario={scenario}
          index={active}
          ran={ran}
          group={group}
          readOnly={readOnly}
        />
        {writing && !readOnly && (
          <AssertionForm
            scenario={scenario}
            start={null}
            onCancel={() => setWriting(false)}
            onSave={(expectation) => {
              add(expectation);
              setGroup(null);
              setWriting(false);
            }}
          />
        )}
      </section>
      {rounds != null && (
        <RoundsSummary rounds={rounds} shown={ran?.report.exchanges.length ?? 0} />
      )}
    </div>
  );
}

function RoundsField({ scenario, repeat }: { scenario: number; repeat: number }) {
  const { store } = useWorkbench();
  return (
    <span className="rounds-field">
      <span className="small t2" aria-hidden="true">
        Rounds
      </span>
      <DraftField
        hideLabel
        path={`scenarios.${scenario}.repeat`}
        label="Rounds"
        value={String(repeat)}
        rule={wholeNumber('The number of rounds', 1, 10_000)}
        onCommit={(next) =>
          store
            .getState()
            .editProject((project) =>
              editScenario(project, scenario, (old) => ({ ...old, repeat: next })),
            )
        }
      />
    </span>
  );
}

function Summary({ fails, waiting }: { fails: number; waiting: number }) {
  if (fails > 0) {
    return (
      <span className="chip fault" role="status">
        <Glyph name="fault" /> {plural(fails, 'scenario fails', 'scenarios fail')}
      </span>
    );
  }
  if (waiting > 0)
    return (
      <span className="chip" role="status">
        not run
      </span>
    );
  return (
    <span className="chip ok" role="status">
      <Glyph name="ok" /> all pass
    </span>
  );
}
