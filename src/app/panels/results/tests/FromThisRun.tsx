// A menu of what the run has shown and nothing asserts yet: a click makes it an assertion.

import { Menu } from '@mantine/core';
import { IconChecklist } from '@tabler/icons-react';
import type { Expectation } from '#project/schema.ts';
import { expectationSentence } from '#trace/expectation-text.ts';
import { sameExpectation, suggestedExpectations } from '#trace/new-expectation.ts';
import { Button } from '../../../ui/Button.tsx';
import { menuClasses } from '../../../ui/menu.ts';
import { usePlayground, useScenarioReport } from '../../../workbench.ts';

/** More than this would not fit into a menu. */
const mostOffered = 14;

export function FromThisRun({ onAdd }: { onAdd: (expectation: Expectation) => void }) {
  const report = useScenarioReport();
  const scenario = usePlayground((state) => state.project.scenarios[state.scenario]);
  const exchange = usePlayground((state) => state.exchange);
  const offered =
    report === null || scenario === undefined
      ? []
      : suggestedExpectations(report, Math.min(exchange, scenario.exchanges.length - 1))
          .filter((one) => !scenario.expect.some((other) => sameExpectation(one, other)))
          .slice(0, mostOffered);
  const many = (scenario?.exchanges.length ?? 0) > 1;
  return (
    <Menu
      position="bottom-end"
      classNames={menuClasses}
      transitionProps={{ duration: 0 }}
      closeOnItemClick={false}
    >
      <Menu.Target>
        <Button disabled={offered.length === 0}>
          <IconChecklist size={14} /> From this run
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>Expect that</Menu.Label>
        {offered.map((expectation) => {
          const { subject, key, comparison, value } = expectationSentence(expectation, many);
          return (
            <Menu.Item key={JSON.stringify(expectation)} onClick={() => onAdd(expectation)}>
              <span className="offered cut">
                {subject} {key !== '' && <span className="mono">{key}</span>} {comparison}{' '}
                <span className="mono">{value}</span>
              </span>
            </Menu.Item>
          );
        })}
      </Menu.Dropdown>
    </Menu>
  );
}
