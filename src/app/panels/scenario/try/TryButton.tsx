// The button beside the scenarios that tells how many workers and which policy are in force, and opens the panel to try others.

import { Popover } from '@mantine/core';
import { IconClockPlay } from '@tabler/icons-react';
import { lazy, Suspense } from 'react';
import { plural } from '#trace/units.ts';
import { Button } from '../../../ui/Button.tsx';
import { usePlayground, useWorkbench } from '../../../workbench.ts';

const TryPanel = lazy(async () => ({ default: (await import('./TryPanel.tsx')).TryPanel }));

export function TryButton() {
  const { store } = useWorkbench();
  const open = usePlayground((state) => state.trying);
  const workers = usePlayground((state) => state.project.workers);
  const show = (trying: boolean): void => store.getState().show({ trying });
  return (
    <Popover
      position="bottom-end"
      opened={open}
      onChange={show}
      trapFocus
      returnFocus
      transitionProps={{ duration: 0 }}
      classNames={{ dropdown: 'try-panel' }}
      hideDetached={false}
    >
      <Popover.Target>
        <Button
          look="quiet"
          className="try-button"
          title="Time, worker threads and failure policy, with what each would do"
          onClick={() => show(!open)}
        >
          <IconClockPlay size={14} aria-hidden />
          <span>Time &amp; threads</span>
          <span className="t3 number">{plural(workers, 'worker')}</span>
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <Suspense fallback={<p className="hint-text">Loading …</p>}>
          <TryPanel />
        </Suspense>
      </Popover.Dropdown>
    </Popover>
  );
}
