// The left pane: the files of the filter, the editor, the problems list.

import { Menu } from '@mantine/core';
import { IconDots, IconPencil, IconPlus, IconTrash } from '@tabler/icons-react';
import { lazy, Suspense, useId, useMemo, useState } from 'react';
import { runHints } from '#trace/run-hints.ts';
import { filePath } from '../fields/rules.ts';
import { Problem } from '../fields/Problem.tsx';
import { editFiles, freeName, sameFiles, sourceFiles } from '../store/edit-project.ts';
import { renameFile } from '../store/rename-file.ts';
import { shownProblems } from '../store/problems.ts';
import { Button, IconButton } from '../ui/Button.tsx';
import { ErrorBoundary } from '../ui/ErrorBoundary.tsx';
import { Glyph } from '../ui/Glyph.tsx';
import { menuClasses } from '../ui/menu.ts';
import { tellUndo } from '../ui/notices.tsx';
import { TabList } from '../ui/Tabs.tsx';
import { usePlayground, useResult, useScenarioReport, useWorkbench } from '../workbench.ts';
import { ChooseModule } from '../panels/module/ChooseModule.tsx';
import { ModulePane } from '../panels/module/ModulePane.tsx';
import { PlainCode } from './PlainCode.tsx';
import { PluginChoice } from './PluginChoice.tsx';
import { ProblemsList } from './ProblemsList.tsx';

const CodeEditor = lazy(async () => ({ default: (await import('./CodeEditor.tsx')).CodeEditor }));

const noHints: never[] = [];

export interface EditorPaneProps {
  /** False until the first result is on screen, and always on a phone: then the text is shown as it is. */
  loadEditor: boolean;
  dark: boolean;
}

/** A module compiled elsewhere has no source to edit. */
export function EditorPane(props: EditorPaneProps) {
  const kind = usePlayground((state) => state.project.plugins[state.plugin]?.source.kind);
  return kind === 'module' ? <ModulePane /> : <SourcePane {...props} />;
}

function SourcePane({ loadEditor, dark }: EditorPaneProps) {
  const project = usePlayground((state) => state.project);
  const plugin = usePlayground((state) => state.plugin);
  const pluginKey = usePlayground((state) => state.pluginKeys[state.plugin] ?? -1);
  const chosen = usePlayground((state) => state.file);
  const opening = usePlayground((state) => state.openings);
  const reveal = usePlayground((state) => state.reveal);
  const compile = usePlayground((state) => state.compile);
  const report = useScenarioReport();
  const scenario = usePlayground((state) => state.scenario);
  const result = useResult();
  const panelId = useId();

  const files = sourceFiles(project, plugin);
  const file = files.find((one) => one.path === chosen) ?? files[0];
  const problems = useMemo(
    () => shownProblems({ compile, project, scenario }, result),
    [compile, project, scenario, result],
  );
  const own = useMemo(() => problems.filter((one) => one.plugin === plugin), [problems, plugin]);
  const fresh = result !== null && sameFiles(sourceFiles(result.project, plugin), files);
  const hints = useMemo(
    () =>
      report === null || !fresh
        ? noHints
        : runHints(report).filter((hint) => hint.plugin === plugin),
    [report, fresh, plugin],
  );
  const plain = (
    <PlainCode
      text={file?.text ?? ''}
      line={reveal !== null && reveal.file === file?.path ? reveal.line : undefined}
    />
  );

  return (
    <section className="pane" aria-label="Filter source" tabIndex={-1}>
      <FileTabs panelId={panelId} file={file?.path ?? ''} failing={failingFiles(own)} />
      <div
        className="pane-body"
        id={panelId}
        role="tabpanel"
        aria-label={file?.path ?? 'no file'}
        style={{ display: 'flex', overflow: 'hidden' }}
      >
        {file === undefined ? (
          <div className="empty">
            <p>There is no file to edit.</p>
          </div>
        ) : loadEditor ? (
          <ErrorBoundary name="The editor">
            <Suspense fallback={plain}>
              <CodeEditor
                file={file.path}
                opening={opening * 1000 + pluginKey}
                dark={dark}
                problems={own}
                hints={hints}
                reveal={reveal}
              />
            </Suspense>
          </ErrorBoundary>
        ) : (
          plain
        )}
      </div>
      <ProblemsList problems={problems} hints={hints.length > 0} />
    </section>
  );
}

function failingFiles(
  problems: readonly { severity: string; range: { file: string } | null }[],
): Set<string> {
  return new Set(
    problems.flatMap((one) =>
      one.severity === 'error' && one.range !== null ? [one.range.file] : [],
    ),
  );
}

interface FileTabsProps {
  panelId: string;
  file: string;
  failing: Set<string>;
}

function FileTabs({ panelId, file, failing }: FileTabsProps) {
  const { store, flushEditors } = useWorkbench();
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
        value={file}
        onChange={(path) => store.getState().show({ file: path })}
        onDoubleClick={() => setNaming('rename')}
        items={paths.map((path) => ({
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
        }))}
      />
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
            <IconButton slim label="File menu" icon={<IconDots size={14} />} />
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
          </Menu.Dropdown>
        </Menu>
      </div>
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
        <ChooseModule look="quiet">Use a module…</ChooseModule>
      </div>
    </div>
  );
}

function freeFile(paths: string[]): string {
  const stem = freeName(
    'util',
    paths.map((path) => path.replace(/\.ts$/, '')),
  ).replace(' ', '');
  return `${stem}.ts`;
}

interface FileNameProps {
  start: string;
  taken: string[];
  onDone: (path: string) => void;
  onCancel: () => void;
}

function FileName({ start, taken, onDone, onCancel }: FileNameProps) {
  const [path, setPath] = useState(start);
  const checked = filePath(path);
  const problem = taken.includes(path)
    ? `There is a ${path} already.`
    : checked.ok
      ? null
      : checked.problem;
  return (
    <form
      className="row"
      style={{ padding: '0 8px' }}
      onSubmit={(event) => {
        event.preventDefault();
        if (problem === null) onDone(path);
      }}
    >
      <input
        className="input mono"
        style={{ width: 130, height: 24 }}
        aria-label="File name"
        aria-invalid={problem !== null}
        aria-describedby="file-name-problem"
        value={path}
        // The field appears because the person asked for it.
        // oxlint-disable-next-line jsx-a11y/no-autofocus
        autoFocus
        onFocus={(event) => event.target.select()}
        onChange={(event) => setPath(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') onCancel();
        }}
      />
      {problem === null ? (
        <Button onClick={() => onDone(path)}>OK</Button>
      ) : (
        <Problem id="file-name-problem" text={problem} />
      )}
    </form>
  );
}
