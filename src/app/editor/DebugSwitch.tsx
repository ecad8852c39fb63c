// The switch that makes the filter stop at breakpoints of the browser's own debugger.

import { IconBug } from '@tabler/icons-react';
import { IconButton } from '../ui/Button.tsx';
import { useMedia, usePlayground, useWorkbench } from '../workbench.ts';

export function DebugSwitch() {
  const { debug } = useWorkbench();
  const on = usePlayground((state) => state.debugging);
  // Where there is no room for panes there is no DevTools either.
  const narrow = useMedia('(width < 600px)');
  if (narrow) return null;
  return (
    <IconButton
      label={on ? 'Stop debugging in DevTools' : 'Debug in DevTools'}
      icon={<IconBug size={15} />}
      aria-pressed={on}
      onClick={() => debug(!on)}
    />
  );
}
