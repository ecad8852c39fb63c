// The left pane: the files of the filter, the editor, the problems list.

import { lazy, Suspense, useId, useMemo } from 'react';
import { callbackHints } from '#trace/callback-hints.ts';
import { runHints } from '#trace/run-hints.ts';
import { sameFiles, sourceFiles } from '../store/edit-project.ts';
import { shownProblems } from '../store/problems.ts';
import { ErrorBoundary } from '../ui/ErrorBoundary.tsx';
import { usePlayground, useResult, useScenarioReport } from '../workbench.ts';
import { ModulePane } from '../panels/module/ModulePane.tsx';
import { FileTabs } from './FileTabs.tsx';
import { isOwnPath, moduleTextPath, shownPath } from './library-paths.ts';
import { PlainCode } from './PlainCode.tsx';
import { ProblemsList } from './ProblemsList.tsx';

const CodeEditor = lazy(async () => ({ default: (await import('./CodeEditor.tsx')).CodeEditor }));

const ModuleTextView = lazy(async () => ({
  default: (await import('./wat/ModuleTextView.tsx')).ModuleTextView,
}));

const noHints: never[] = [];

export interface EditorPaneProps {
  /** False until the first result is on screen, and always on a phone: then the text is shown as it is. */
  loadEditor: boolean;
  dark: boolean;
}

/** A module compiled elsewhere has no source to edit. */
export function EditorPane(props: EditorPaneProps) {
  const kind = usePlayground((state) => state.project.plugins[state.plugin]?.source.kind);
  return kind === 'module' ? <ModulePane {...props} /> : <SourcePane {...props} />;
}

function SourcePane({ loadEditor, dark }: EditorPaneProps) {
  const project = usePlayground((state) => state.project);
  const plugin = usePlayground((state) => state.plugin);
  const pluginKey = usePlayground((state) => state.pluginKeys[state.plugin] ?? -1);
  const chosen = usePlayground((state) => state.file);
  const from = usePlayground((state) => state.visited.at(-1) ?? null);
  const opening = usePlayground((state) => state.openings);
  const reveal = usePlayground((state) => state.reveal);
  const compile = usePlayground((state) => state.compile);
  const report = useScenarioReport();
  const scenario = usePlayground((state) => state.scenario);
  const result = useResult();
  const panelId = useId();

  const files = sourceFiles(project, plugin);
  const file = files.find((one) => one.path === chosen) ?? files[0];
  const library = loadEditor && !isOwnPath(chosen) && chosen !== '' ? chosen : null;
  const asText = library === moduleTextPath;
  const problems = useMemo(
    () => shownProblems({ compile, project, scenario }, result),
    [compile, project, scenario, result],
  );
  const own = useMemo(() => problems.filter((one) => one.plugin === plugin), [problems, plugin]);
  const fresh = result !== null && sameFiles(sourceFiles(result.project, plugin), files);
  const ran = result?.project;
  const hints = useMemo(() => {
    if (report === null || ran === undefined) return noHints;
    const calls = runHints(report).filter((hint) => hint.plugin === plugin);
    const taken = new Set(calls.map(({ file: path, line }) => `${path}:${line}`));
    const callbacks = callbackHints(report, plugin, sourceFiles(ran, plugin));
    return [...calls, ...callbacks.filter((one) => !taken.has(`${one.file}:${one.line}`))];
  }, [report, ran, plugin]);
  const plain = (
    <PlainCode
      text={file?.text ?? ''}
      line={reveal !== null && reveal.file === file?.path ? reveal.line : undefined}
    />
  );

  return (
    <section className="pane" aria-label="Filter source" tabIndex={-1}>
      <FileTabs
        panelId={panelId}
        file={file?.path ?? ''}
        library={library}
        failing={failingFiles(own)}
      />
      <div
        className="pane-body"
        id={panelId}
        role="tabpanel"
        aria-label={shownPath(library ?? file?.path ?? 'no file')}
        style={{ display: 'flex', overflow: 'hidden' }}
      >
        {file === undefined ? (
          <div className="empty">
            <p>There is no file to edit.</p>
          </div>
        ) : loadEditor ? (
          <ErrorBoundary name="The editor">
            <Suspense fallback={plain}>
              {/* Stays while the module is shown, for the texts' undo. */}
              <div style={{ display: asText ? 'none' : 'contents' }}>
                <CodeEditor
                  file={asText ? file.path : (library ?? file.path)}
                  opening={opening * 1000 + pluginKey}
                  dark={dark}
                  problems={own}
                  hints={hints}
                  stale={!fresh}
                  reveal={reveal}
                />
              </div>
              {asText && <ModuleTextView dark={dark} from={from} />}
            </Suspense>
          </ErrorBoundary>
        ) : (
          plain
        )}
      </div>
      <ProblemsList problems={problems} hints={fresh && hints.length > 0} />
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
