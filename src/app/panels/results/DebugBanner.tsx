// Says how to stop in the filter with the browser's debugger, and that a run may wait there.

import { Banner } from '../../ui/Banner.tsx';
import { Button } from '../../ui/Button.tsx';
import { useWorkbench } from '../../workbench.ts';

export function DebugBanner({ waiting }: { waiting: boolean }) {
  const { debug } = useWorkbench();
  return (
    <Banner
      tone="changed"
      what={
        waiting ? 'The run is going on, or stands at a breakpoint.' : 'The filter can be debugged.'
      }
      why="In DevTools (F12), Sources, open sluice:// of the worker “runner”, set a breakpoint and run: the run waits for you. Tried in Chromium only."
      action={<Button onClick={() => debug(false)}>Stop debugging</Button>}
    />
  );
}
