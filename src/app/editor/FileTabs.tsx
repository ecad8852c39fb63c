// The files of the filter as tabs, with what can be done to them; beside them the file of the SDK that is being looked at.

import { Menu } from '@mantine/core';
import {
  IconArrowLeft,
  IconBinary,
  IconDots,
  IconLock,
  IconPencil,
  IconPlus,
  IconTrash,
  IconX,
} from '@tabler/icons-react';
import { useState } from 'react';
import { editFiles, sourceFiles } from '../store/edit-project.ts';
import { renameFile } from '../store/rename-file.ts';
import { IconButton } from '../ui/Button.tsx';
import { Glyph } from '../ui/Glyph.tsx';
import { menuClasses } from '../ui/menu.ts';
import { tellUndo } from '../ui/notices.tsx';
import { TabList } from '../ui/Tabs.tsx';
import { usePlayground, usePlaygroundContext, useWorkbench } from '../workbench.ts';
import { ChooseModule } from '../panels/module/ChooseModule.tsx';
import { backKeys } from '../panels/frame/keys.ts';
import { DebugSwitch } from './DebugSwitch.tsx';
import { FileName, freeFile } from './FileName.tsx';
import { isOwnPath, moduleTextPath, shownPath } from './library-paths.ts';
import { PluginChoice } from './PluginChoice.tsx';

interface FileTabsProps {
  panelId: string;
  /** Of the plugin. */
  file: string;
  /** A file of the SDK or the module as text, when that is shown instead. */
  library: string | null;
  failing: Set<string>;
}

export function FileTabs({ panelId, file, library, failing }: FileTabsProps) {
  const { store, flushEditors } = useWorkbench();
  const { editable } = usePlaygroundContext();
  const plugin = usePlayground((state) => state.plugin);
  const project = usePlayground((state) => state.project);
  const [naming, setNaming] = useState<'new' | 'rename' | null>(null);
  const files = sourceFiles(project, plugin);
  const paths = files.map((one) => one.path);

  function name(path: string): void {
    flushEditors();
    const { editProject, show } = store.getState();
    if (naming === 'new') {
      editProject((old) => editFiles(old, plugin, (all) => [...all, { path, text: '' }]));
    } else {
      editProject((old) => editFiles(old, plugin, (all) => renameFile(all, file, path)));
    }
    show({ file: path });
    setNaming(null);
  }

  function remove(): void {
    flushEditors();
    const { editProject, show, project: now } = store.getState();
    const all = sourceFiles(now, plugin);
    const at = all.findIndex((one) => one.path === file);
    const gone = all[at];
    if (gone === undefined || all.length === 1) return;
    editProject((old) => editFiles(old, plugin, (list) => list.filter((one) => one.path !== file)));
    show({ file: all[at === 0 ? 1 : at - 1]?.path ?? '' });
    tellUndo(`${gone.path} is deleted.`, () => {
      store
        .getState()
        .editProject((old) => editFiles(old, plugin, (list) => list.toSpliced(at, 0, gone)));
      store.getState().show({ file: gone.path });
    });
  }

  return (
    <div className="tabs files">
      <TabList
        label="Files"
        panelId={panelId}
        value={library ?? file}
        onChange={(path) => store.getState().show({ file: path })}
        onDoubleClick={() => {
          if (library === null && editable) setNaming('rename');
        }}
        items={[
          ...paths.map((path) => ({
            value: path,
            label: (
              <>
                {path}
                {failing.has(path) && (
                  <span className="tone-fault">
                    <Glyph name="fault" label="has errors" />
                  </span>
                )}
              </>
            ),
          })),
          ...(library === null ? [] : [libraryTab(library)]),
        ]}
      />
      <WayBack file={file} library={library} />
      {editable && (
        <div className="row" style={{ gap: 0, padding: '0 4px' }}>
          <IconButton
            slim
            label="Add file"
            icon={<IconPlus size={14} />}
            onClick={() => setNaming('new')}
          />
          <Menu
            position="bottom-start"
            classNames={menuClasses}
            transitionProps={{ duration: 0 }}
            // The field for the name has the focus then.
            returnFocus={naming === null}
          >
            <Menu.Target>
              <IconButton
                slim
                label="File menu"
                icon={<IconDots size={14} />}
                disabled={library !== null}
              />
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item leftSection={<IconPencil size={14} />} onClick={() => setNaming('rename')}>
                Rename {file}
              </Menu.Item>
              <Menu.Item
                leftSection={<IconTrash size={14} />}
                disabled={paths.length < 2}
                onClick={remove}
              >
                Delete {file}
              </Menu.Item>
              <Menu.Item
                leftSection={<IconBinary size={14} />}
                onClick={() => store.getState().show({ file: moduleTextPath })}
              >
                Show the module as text (WAT)
              </Menu.Item>
            </Menu.Dropdown>
          </Menu>
        </div>
      )}
      {naming !== null && (
        <FileName
          start={naming === 'new' ? freeFile(paths) : file}
          taken={naming === 'new' ? paths : paths.filter((path) => path !== file)}
          onDone={name}
          onCancel={() => setNaming(null)}
        />
      )}
      <div className="tabs-end">
        <PluginChoice />
        {editable && <DebugSwitch />}
        {editable && <ChooseModule look="quiet">Use a module…</ChooseModule>}
      </div>
    </div>
  );
}

function libraryTab(path: string) {
  return {
    value: path,
    label: (
      <>
        <IconLock size={12} aria-label="read-only" />
        <em>{shownPath(path)}</em>
      </>
    ),
  };
}

/** Closes the file of the SDK, and goes back to where its name was followed from. */
function WayBack({ file, library }: { file: string; library: string | null }) {
  const { store } = useWorkbench();
  const visited = usePlayground((state) => state.visited);
  const from = visited.at(-1);
  if (library === null && from === undefined) return null;
  const last = visited.findLast((place) => isOwnPath(place.file))?.file ?? file;
  return (
    <div className="row" style={{ gap: 0 }}>
      {library !== null && (
        <IconButton
          slim
          label={`Close ${shownPath(library)}`}
          icon={<IconX size={14} />}
          onClick={() => store.getState().show({ file: last })}
        />
      )}
      {from !== undefined && (
        <IconButton
          slim
          label={`Back to ${shownPath(from.file)}:${from.line} (${backKeys})`}
          icon={<IconArrowLeft size={14} />}
          onClick={() => store.getState().goBack()}
        />
      )}
    </div>
  );
}
