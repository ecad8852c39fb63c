// The button that shares, and what opens under it. What makes links is loaded with the first press.

import { Popover } from '@mantine/core';
import { IconShare2 } from '@tabler/icons-react';
import { lazy, Suspense } from 'react';
import { Button } from '../../ui/Button.tsx';
import { usePlayground, useWorkbench } from '../../workbench.ts';
import { shareKeys } from '../frame/keys.ts';

const ShareCard = lazy(async () => ({ default: (await import('./ShareCard.tsx')).ShareCard }));

export function ShareButton({ narrow }: { narrow: boolean }) {
  const { store } = useWorkbench();
  const open = usePlayground((state) => state.dialog === 'share');
  const sharings = usePlayground((state) => state.sharings);
  const close = (): void => store.getState().showDialog(null);
  return (
    <Popover
      position="bottom-end"
      opened={open}
      onChange={(opened) => {
        if (!opened) close();
      }}
      trapFocus
      returnFocus
      transitionProps={{ duration: 0 }}
      classNames={{ dropdown: 'share-card' }}
      hideDetached={false}
    >
      <Popover.Target>
        <Button
          aria-label="Share"
          title={`A link with the whole project in it (${shareKeys})`}
          aria-keyshortcuts="Control+S Meta+S"
          aria-pressed={open}
          onClick={() => (open ? close() : store.getState().share())}
        >
          <IconShare2 size={14} /> {!narrow && 'Share'}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label="Share this project">
        <Suspense fallback={<p className="hint-text">Making the link …</p>}>
          <ShareCard key={sharings} />
        </Suspense>
      </Popover.Dropdown>
    </Popover>
  );
}
