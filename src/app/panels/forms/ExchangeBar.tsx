// The requests of a scenario in order, and the way to another one.

import { IconPlus, IconX } from '@tabler/icons-react';
import { renumberDrafts, withoutRow } from '../../store/drafts.ts';
import { IconButton } from '../../ui/Button.tsx';
import { Choice } from '../../ui/Choice.tsx';
import { tellUndo } from '../../ui/notices.tsx';
import { useWorkbench } from '../../workbench.ts';
import { DraftField } from '../../fields/DraftField.tsx';
import { delayMs } from '../../fields/rules.ts';
import { newExchange } from '../scenario/scenario-actions.tsx';
import { useExchange, useScenario } from './selection.ts';

export function ExchangeBar() {
  const { store } = useWorkbench();
  const { scenario, path, edit } = useScenario();
  const current = useExchange();

  function remove(): void {
    const { index } = current;
    const gone = current.exchange;
    const { drafts, setDrafts, show, scenario: scenarioIndex } = store.getState();
    edit((old) => ({ ...old, exchanges: old.exchanges.filter((_, at) => at !== index) }));
    setDrafts(renumberDrafts(drafts, `${path}.exchanges`, withoutRow(index)));
    show({ exchange: Math.max(0, index - 1) });
    tellUndo(`Request ${index + 1} is removed.`, () => {
      store.getState().editProject((project) => ({
        ...project,
        scenarios: project.scenarios.map((old, at) =>
          at === scenarioIndex
            ? { ...old, exchanges: old.exchanges.toSpliced(index, 0, gone) }
            : old,
        ),
      }));
    });
  }

  return (
    <div className="exchange-bar">
      <Choice
        slim
        label="Request of the scenario"
        value={String(current.index)}
        options={scenario.exchanges.map((exchange, index) => ({
          value: String(index),
          label: `${index === 0 ? '' : 'then '}${index + 1} · ${exchange.request.method} ${exchange.request.path}`,
        }))}
        onChange={(value) => store.getState().show({ exchange: Number(value) })}
      />
      <IconButton
        slim
        label={`Remove request ${current.index + 1}`}
        icon={<IconX size={14} />}
        onClick={remove}
      />
      {current.index > 0 && (
        <span className="chunk-line">
          <span>after</span>
          <DraftField
            path={`${current.path}.afterMs`}
            label="Pause before this request in ms"
            hideLabel
            value={String(current.exchange.afterMs)}
            rule={delayMs}
            onCommit={(afterMs) => current.edit((old) => ({ ...old, afterMs }))}
          />
          <span>ms</span>
        </span>
      )}
      <AddExchange />
    </div>
  );
}

/** Adds a request like the last one: what follows is most often a variation of it. */
export function AddExchange() {
  const { store } = useWorkbench();
  const { scenario, edit } = useScenario();
  return (
    <IconButton
      slim
      label="Then another request"
      icon={<IconPlus size={14} />}
      onClick={() => {
        const next = scenario.exchanges.at(-1) ?? newExchange();
        edit((old) => ({ ...old, exchanges: [...old.exchanges, next] }));
        store.getState().show({ exchange: scenario.exchanges.length });
      }}
    />
  );
}
