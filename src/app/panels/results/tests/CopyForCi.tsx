// A menu of what one takes to a CI system: the line that checks this project, and the results of this run.

import { Menu } from '@mantine/core';
import { IconCopy } from '@tabler/icons-react';
import { ciCommand } from '#trace/ci-command.ts';
import { tapText } from '#trace/tap.ts';
import { ranScenario } from '../../../store/results.ts';
import { Button } from '../../../ui/Button.tsx';
import { menuClasses } from '../../../ui/menu.ts';
import { tell } from '../../../ui/notices.tsx';
import { usePlayground, useResult } from '../../../workbench.ts';

export function CopyForCi() {
  const project = usePlayground((state) => state.project);
  const result = useResult();
  const command = ciCommand(project);
  const tap = (): string =>
    tapText(
      project.scenarios.map((scenario, index) => ({
        scenario,
        ran: ranScenario(result, scenario, index),
      })),
    );
  return (
    <Menu position="bottom-end" classNames={menuClasses} transitionProps={{ duration: 0 }}>
      <Menu.Target>
        <Button>
          <IconCopy size={14} /> Copy for CI
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>In a clone of Sluice, with the download's project.json</Menu.Label>
        <Menu.Item onClick={() => copy(command, 'The command is copied.')}>
          <span className="offered cut mono">{command}</span>
        </Menu.Item>
        <Menu.Label>The results of this run</Menu.Label>
        <Menu.Item onClick={() => copy(tap(), 'The results are copied as TAP.')}>
          Copy as TAP
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function copy(text: string, said: string): void {
  navigator.clipboard.writeText(text).then(
    () => tell(said),
    () => tell('The browser does not let this page write to the clipboard.'),
  );
}
