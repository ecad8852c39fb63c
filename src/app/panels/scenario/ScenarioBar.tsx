// The scenarios as tabs, or where there is no room as a list to choose from, each with how it went; the one on screen can be renamed, copied and deleted.

import { Menu } from '@mantine/core';
import { IconCopy, IconDots, IconPencil, IconPlus, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { type ScenarioOutcome, scenarioOutcome } from '#trace/summary.ts';
import { Button, IconButton } from '../../ui/Button.tsx';
import { Glyph } from '../../ui/Glyph.tsx';
import { menuClasses } from '../../ui/menu.ts';
import { TabList } from '../../ui/Tabs.tsx';
import { reportFor } from '../../store/results.ts';
import { usePlayground, useResult, useWorkbench } from '../../workbench.ts';
import { useScenarioActions } from './scenario-actions.tsx';
import { TryButton } from './try/TryButton.tsx';
import { ScenarioSelect } from './ScenarioSelect.tsx';

export const scenarioPanelId = 'scenario-panel';

export function ScenarioBar() {
  const { store } = useWorkbench();
  const scenarios = usePlayground((state) => state.project.scenarios);
  const active = usePlayground((state) => state.scenario);
  const result = useResult();
  const actions = useScenarioActions();
  const [renaming, setRenaming] = useState(false);

  const outcomes = scenarios.map((scenario, index) => {
    const report = reportFor(result, scenario, index);
    return report === null || (report.exchanges.length === 0 && report.faults.length === 0)
      ? null
      : scenarioOutcome(report);
  });
  const passed = outcomes.filter((outcome) => outcome?.tone === 'ok').length;

  return (
    <div className="scenario-bar">
      <span className="small t3">Scenario</span>
      <TabList
        label="Scenarios"
        className="scenario"
        panelId={scenarioPanelId}
        value={String(active)}
        onChange={(value) => store.getState().showScenario(Number(value))}
        onDoubleClick={() => setRenaming(true)}
        items={scenarios.map((scenario, index) => ({
          value: String(index),
          label: (
            <>
              <OutcomeMark tone={outcomes[index]?.tone} />
              <span className="cut" title={scenario.name}>
                {scenario.name}
              </span>
            </>
          ),
        }))}
      />
      <span className="scenario-select">
        <OutcomeMark tone={outcomes[active]?.tone} />
        <ScenarioSelect />
      </span>
      <Menu
        position="bottom-start"
        classNames={menuClasses}
        transitionProps={{ duration: 0 }}
        // The field for the name has the focus then.
        returnFocus={!renaming}
      >
        <Menu.Target>
          <IconButton slim label="Scenario menu" icon={<IconDots size={14} />} />
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconPencil size={14} />} onClick={() => setRenaming(true)}>
            Rename
          </Menu.Item>
          <Menu.Item leftSection={<IconCopy size={14} />} onClick={actions.duplicate}>
            Duplicate
          </Menu.Item>
          <Menu.Item
            leftSection={<IconTrash size={14} />}
            disabled={scenarios.length === 1}
            onClick={actions.remove}
          >
            Delete
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <IconButton slim label="Add scenario" icon={<IconPlus size={14} />} onClick={actions.add} />
      {renaming && (
        <RenameScenario
          name={scenarios[active]?.name ?? ''}
          onDone={(name) => {
            if (name !== null) actions.rename(name);
            setRenaming(false);
          }}
        />
      )}
      <span className="grow" />
      {passed > 0 && (
        <span className={`small number ${passed === scenarios.length ? 't3' : 'tone-fault'}`}>
          {passed} of {scenarios.length} pass
        </span>
      )}
      {passed === 0 && outcomes.some((outcome) => outcome?.tone === 'fault') && (
        <span className="small number tone-fault">0 of {scenarios.length} pass</span>
      )}
      <TryButton />
    </div>
  );
}

function OutcomeMark({ tone }: { tone: ScenarioOutcome['tone'] | undefined }) {
  if (tone !== 'ok' && tone !== 'fault') return null;
  return (
    <span className={`tone-${tone}`}>
      <Glyph name={tone} label={tone === 'ok' ? 'passes' : 'fails'} />
    </span>
  );
}

function RenameScenario(props: { name: string; onDone: (name: string | null) => void }) {
  const [name, setName] = useState(props.name);
  const done = (keep: boolean): void => {
    const next = name.trim();
    props.onDone(keep && next !== '' ? next : null);
  };
  return (
    <form
      className="row"
      onSubmit={(event) => {
        event.preventDefault();
        done(true);
      }}
    >
      <input
        className="input rename"
        aria-label="Scenario name"
        value={name}
        // The field appears because the person asked for it.
        // oxlint-disable-next-line jsx-a11y/no-autofocus
        autoFocus
        onFocus={(event) => event.target.select()}
        onChange={(event) => setName(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') done(false);
        }}
      />
      <Button onClick={() => done(true)}>Rename</Button>
    </form>
  );
}
