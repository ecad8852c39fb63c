// The bar at the top: what is open, and what can be done with it as a whole.

import { useMantineColorScheme } from '@mantine/core';
import {
  IconArrowBackUp,
  IconArrowForwardUp,
  IconBolt,
  IconChevronDown,
  IconDownload,
  IconFolders,
  IconHelpCircle,
  IconMessageQuestion,
  IconMoon,
  IconPlayerPlay,
  IconSun,
} from '@tabler/icons-react';
import { DraftField } from '../../fields/DraftField.tsx';
import { needed } from '../../fields/rules.ts';
import { isUntouchedLink } from '../../store/document-slice.ts';
import type { SavingState } from '../../store/work-slice.ts';
import { useDark } from '../../theme/use-dark.ts';
import { Button, IconButton } from '../../ui/Button.tsx';
import { Mark } from '../../ui/Mark.tsx';
import { useMedia, usePlayground, useWorkbench } from '../../workbench.ts';
import { ShareButton } from '../share/ShareButton.tsx';
import { MoreMenu } from './MoreMenu.tsx';
import { projectsKeys, redoKeys, runKeys, undoKeys } from './keys.ts';

export function TopBar() {
  const { store, runNow } = useWorkbench();
  const live = usePlayground((state) => state.live);
  const narrow = useMedia('(width < 900px)');
  const phone = useMedia('(width < 600px)');

  return (
    <header className="topbar">
      <span className="brand">
        <Mark />
        <h1 style={{ font: 'inherit' }}>Sluice</h1>
      </span>
      <Button look="quiet" onClick={() => store.getState().showDialog('examples')}>
        Examples <IconChevronDown size={14} />
      </Button>
      {!narrow && (
        <>
          <span className="bar-line" />
          <IconButton
            label={`Projects (${projectsKeys})`}
            icon={<IconFolders size={16} />}
            onClick={() => store.getState().showDialog('projects')}
          />
          <ProjectName />
          <UndoButtons />
        </>
      )}
      {!phone && <Kept />}
      <span className="grow" />
      {!narrow && (
        <Button
          aria-pressed={live}
          title="Run after each pause in typing"
          onClick={() => store.getState().show({ live: !live })}
        >
          <IconBolt size={14} /> Live
        </Button>
      )}
      <Button look="primary" onClick={runNow} aria-keyshortcuts="Control+Enter Meta+Enter">
        <IconPlayerPlay size={14} /> Run {!narrow && <span className="kbd">{runKeys}</span>}
      </Button>
      <span className="bar-line" />
      <ShareButton narrow={narrow} />
      <Button onClick={() => store.getState().showDialog('download')} aria-label="Download">
        <IconDownload size={14} /> {!narrow && 'Download'}
      </Button>
      {narrow ? <MoreMenu /> : <LastButtons />}
    </header>
  );
}

function LastButtons() {
  const { store } = useWorkbench();
  const { setColorScheme } = useMantineColorScheme();
  const dark = useDark();
  return (
    <>
      <IconButton
        label={dark ? 'Light theme' : 'Dark theme'}
        icon={dark ? <IconSun size={16} /> : <IconMoon size={16} />}
        onClick={() => setColorScheme(dark ? 'light' : 'dark')}
      />
      <IconButton
        label="Explain an error"
        icon={<IconMessageQuestion size={16} />}
        onClick={() => store.getState().explain('')}
      />
      <IconButton
        label="Help"
        icon={<IconHelpCircle size={16} />}
        onClick={() => store.getState().showDialog('help')}
      />
    </>
  );
}

function UndoButtons() {
  const { store } = useWorkbench();
  const { past, future } = usePlayground((state) => state.history);
  return (
    <span className="row" style={{ gap: 0, flex: 'none' }}>
      <IconButton
        label={`Take back the last edit (${undoKeys})`}
        icon={<IconArrowBackUp size={16} />}
        disabled={past.length === 0}
        onClick={() => store.getState().undo()}
      />
      <IconButton
        label={`Make it again (${redoKeys})`}
        icon={<IconArrowForwardUp size={16} />}
        disabled={future.length === 0}
        onClick={() => store.getState().redo()}
      />
    </span>
  );
}

function ProjectName() {
  const { store } = useWorkbench();
  const name = usePlayground((state) => state.project.name);
  return (
    <div
      className="project-name"
      style={{ width: `${Math.min(Math.max(name.length, 6), 32) + 3}ch` }}
    >
      <DraftField
        path="name"
        label="Project name"
        hideLabel
        mono={false}
        value={name}
        rule={needed('The name')}
        onCommit={(next) => store.getState().editProject((project) => ({ ...project, name: next }))}
      />
    </div>
  );
}

/** Until it is touched, it is not the person's own. */
function FromLink() {
  const { projects } = useWorkbench();
  const covers = usePlayground((state) => state.fromLink?.covers ?? null);
  return (
    <>
      <span className="small t3 cut">from a shared link</span>
      {covers !== null && (
        <Button look="quiet" className="cut" onClick={() => projects.uncover()}>
          Back to {covers}
        </Button>
      )}
    </>
  );
}

function NotKept({ saving }: { saving: Extract<SavingState, { status: 'unavailable' }> }) {
  const { files } = useWorkbench();
  return (
    <>
      <span className="small tone-changed cut" role="status" title={saving.reason}>
        {saving.full ? 'not kept: storage is full' : 'not kept: no storage here'}
      </span>
      <Button look="quiet" onClick={() => void files.save(null)}>
        Save as a file
      </Button>
    </>
  );
}

/** Says whether the work is safe: quietly while it is, with the reason when it is not. */
function Kept() {
  const edited = usePlayground((state) => state.edited);
  const saving = usePlayground((state) => state.saving);
  const elsewhere = usePlayground((state) => state.elsewhere !== null);
  const fromLink = usePlayground(isUntouchedLink);
  if (fromLink) return <FromLink />;
  if (saving.status === 'unavailable') return <NotKept saving={saving} />;
  return (
    <span className="small t3 cut">
      {edited
        ? saving.status === 'saving'
          ? elsewhere
            ? 'edited, not kept'
            : 'edited'
          : 'edited, kept in this browser'
        : 'as in the example'}
    </span>
  );
}
