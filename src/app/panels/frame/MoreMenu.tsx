// What has no button of its own where the bar at the top is narrow.

import { Menu, useMantineColorScheme } from '@mantine/core';
import {
  IconArrowBackUp,
  IconArrowForwardUp,
  IconBolt,
  IconCheck,
  IconDots,
  IconFolders,
  IconHelpCircle,
  IconMessageQuestion,
  IconMoon,
  IconSun,
} from '@tabler/icons-react';
import { useDark } from '../../theme/use-dark.ts';
import { IconButton } from '../../ui/Button.tsx';
import { menuClasses } from '../../ui/menu.ts';
import { useMedia, usePlayground, useWorkbench } from '../../workbench.ts';

export function MoreMenu() {
  const { store } = useWorkbench();
  const phone = useMedia('(width < 600px)');
  const { setColorScheme } = useMantineColorScheme();
  const dark = useDark();
  const { showDialog, explain } = store.getState();
  return (
    <Menu position="bottom-end" classNames={menuClasses} transitionProps={{ duration: 0 }}>
      <Menu.Target>
        <IconButton label="More" icon={<IconDots size={16} />} />
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconFolders size={14} />} onClick={() => showDialog('projects')}>
          Projects
        </Menu.Item>
        {!phone && <EditItems />}
        <Menu.Item
          leftSection={dark ? <IconSun size={14} /> : <IconMoon size={14} />}
          onClick={() => setColorScheme(dark ? 'light' : 'dark')}
        >
          {dark ? 'Light theme' : 'Dark theme'}
        </Menu.Item>
        <Menu.Item leftSection={<IconMessageQuestion size={14} />} onClick={() => explain('')}>
          Explain an error
        </Menu.Item>
        <Menu.Item leftSection={<IconHelpCircle size={14} />} onClick={() => showDialog('help')}>
          Help
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function EditItems() {
  const { store } = useWorkbench();
  const { past, future } = usePlayground((state) => state.history);
  const live = usePlayground((state) => state.live);
  const { undo, redo, show } = store.getState();
  return (
    <>
      <Menu.Item
        leftSection={<IconArrowBackUp size={14} />}
        disabled={past.length === 0}
        onClick={undo}
      >
        Take back the last edit
      </Menu.Item>
      <Menu.Item
        leftSection={<IconArrowForwardUp size={14} />}
        disabled={future.length === 0}
        onClick={redo}
      >
        Make it again
      </Menu.Item>
      <Menu.Item
        leftSection={<IconBolt size={14} />}
        rightSection={live && <IconCheck size={14} />}
        onClick={() => show({ live: !live })}
      >
        Run after each pause in typing{live && <span className="hidden-visually">: on</span>}
      </Menu.Item>
    </>
  );
}
