// The editor itself: one Monaco for the file on screen, with asc's diagnostics as markers and the last run at the line ends.

import { useEffect, useRef } from 'react';
import type { Diagnostic } from '#compile/api.ts';
import type { RunHint } from '#trace/run-hints.ts';
import { useWorkbench } from '../workbench.ts';
import { editorOptions } from './editor-options.ts';
import { setDiagnostics } from './fix-provider.ts';
import { addModuleTextAction, followNames } from './follow-names.ts';
import { isLibraryPath } from './library-paths.ts';
import { createModels, type Models } from './models.ts';
import { addDeclarations, monaco } from './monaco.ts';
import { type PinnedHints, pinHints } from './pinned-hints.ts';
import { applyEditorTheme } from './theme.ts';

type Editor = ReturnType<typeof monaco.editor.create>;

export interface CodeEditorProps {
  file: string;
  /** Changes with the project that is open, so that the model is looked up again. */
  opening: number;
  dark: boolean;
  /** Those of the plugin on screen. */
  problems: readonly Diagnostic[];
  hints: readonly RunHint[];
  /** The hints are of a text that has been changed since: they fade, and move with what is typed. */
  stale: boolean;
  reveal: { file: string; line: number; column: number; nonce: number } | null;
}

const markerOwner = 'asc';

export function CodeEditor(props: CodeEditorProps) {
  const { file, opening, dark, problems, hints, stale, reveal } = props;
  const workbench = useWorkbench();
  const { store } = workbench;
  const host = useRef<HTMLDivElement>(null);
  const parts = useRef<{ editor: Editor; models: Models } | null>(null);
  const shown = useRef<ReturnType<Editor['createDecorationsCollection']> | null>(null);
  const layer = useRef<HTMLDivElement>(null);
  const pinned = useRef<PinnedHints | null>(null);
  /** Which file the hints on screen are of. */
  const hintsOf = useRef('');
  const views = useRef(new Map<string, ReturnType<Editor['saveViewState']>>());

  useEffect(() => {
    const element = host.current;
    if (element === null) return;
    const models = createModels(store);
    const editor = monaco.editor.create(element, {
      model: null,
      ...editorOptions,
      readOnlyMessage: { value: 'This file is part of the SDK. It can be read here, not changed.' },
      ariaLabel: 'AssemblyScript source',
    });
    parts.current = { editor, models };
    shown.current = editor.createDecorationsCollection();
    editor.addCommand(monaco.KeyMod.CtrlCmd | monaco.KeyCode.Enter, () => workbench.runNow());
    editor.onDidBlurEditorText(() => models.flush());
    // The problems list takes room from below, where somebody may be typing.
    editor.onDidLayoutChange(() => {
      const position = editor.getPosition();
      if (position !== null && editor.hasTextFocus()) editor.revealPosition(position);
    });
    const unregister = workbench.registerEditor({
      flush: () => models.flush(),
      act: (id) => {
        editor.focus();
        editor.trigger('palette', id, undefined);
      },
    });
    const pins = layer.current === null ? null : pinHints(editor, layer.current);
    pinned.current = pins;
    const opener = followNames(editor, store);
    addModuleTextAction(editor, store);
    // Monaco measures letters once; with the fallback's widths the cursor would stand beside its letter.
    document.fonts
      .load('12.5px "JetBrains Mono Variable"')
      .then(() => monaco.editor.remeasureFonts())
      .catch(() => undefined);
    return () => {
      unregister();
      opener.dispose();
      pins?.dispose();
      models.dispose();
      editor.dispose();
      parts.current = null;
    };
  }, [store, workbench]);

  useEffect(() => {
    let wanted = true;
    workbench
      .compilerInfo()
      .then((info) => {
        if (wanted) addDeclarations(info);
      })
      // Without the compiler there is no completion; the compile state says what is wrong with it.
      .catch(() => undefined);
    return () => {
      wanted = false;
    };
  }, [workbench]);

  useEffect(() => applyEditorTheme(dark), [dark]);

  // `opening` is looked at by the models, which are new after it changed.
  // oxlint-disable-next-line react/exhaustive-deps
  useEffect(() => {
    const current = parts.current;
    if (current === null) return;
    const { editor, models } = current;
    const before = editor.getModel();
    if (before !== null) views.current.set(before.uri.path, editor.saveViewState());
    const model = models.get(file) ?? null;
    if (model === before) return;
    editor.setModel(model);
    editor.updateOptions({ readOnly: isLibraryPath(file) });
    const view = model === null ? undefined : views.current.get(model.uri.path);
    if (view !== undefined) editor.restoreViewState(view);
  }, [file, opening]);

  useEffect(() => {
    if (reveal === null || parts.current === null) return;
    const { editor, models } = parts.current;
    const model = models.get(reveal.file);
    if (model === undefined) return;
    if (editor.getModel() !== model) editor.setModel(model);
    editor.updateOptions({ readOnly: isLibraryPath(reveal.file) });
    editor.setPosition({ lineNumber: reveal.line, column: reveal.column });
    editor.revealLineInCenterIfOutsideViewport(reveal.line);
    editor.focus();
  }, [reveal]);

  // Markers and hints of a file belong to its model, which changes with `file` and `opening`.
  // oxlint-disable-next-line react/exhaustive-deps
  useEffect(() => {
    const models = parts.current?.models;
    if (models === undefined) return;
    const files = new Set(
      store
        .getState()
        .project.plugins.flatMap((plugin) =>
          plugin.source.kind === 'assemblyscript' ? plugin.source.files.map((one) => one.path) : [],
        ),
    );
    for (const path of files) {
      const model = models.get(path);
      if (model === undefined) continue;
      const own = problems.filter((one) => one.range?.file === path);
      setDiagnostics(model, own);
      monaco.editor.setModelMarkers(
        model,
        markerOwner,
        own.map((one) => markerOf(one, model)),
      );
    }
  }, [problems, store, file, opening]);

  // oxlint-disable-next-line react/exhaustive-deps
  useEffect(() => {
    const collection = shown.current;
    const key = `${opening} ${file}`;
    if (collection === null || (stale && hintsOf.current === key)) return;
    hintsOf.current = key;
    const own = stale ? [] : hints.filter((hint) => hint.file === file);
    collection.set(own.map(decorationOf));
    pinned.current?.show(own, (index) => collection.getRange(index)?.startLineNumber ?? null);
  }, [hints, stale, file, opening]);

  return (
    <div className={stale ? 'editor-host stale' : 'editor-host'}>
      <div className="monaco" ref={host} />
      {/* The same words stand at the ends of the lines. */}
      <div className="pinned-hints" ref={layer} aria-hidden />
    </div>
  );
}

const severities = {
  error: monaco.MarkerSeverity.Error,
  warning: monaco.MarkerSeverity.Warning,
  info: monaco.MarkerSeverity.Info,
} as const;

function markerOf(
  diagnostic: Diagnostic,
  model: NonNullable<ReturnType<Editor['getModel']>>,
): Parameters<typeof monaco.editor.setModelMarkers>[2][number] {
  const range = diagnostic.range;
  const start = model.getPositionAt(range?.start ?? 0);
  const end = model.getPositionAt(Math.max(range?.end ?? 0, (range?.start ?? 0) + 1));
  return {
    severity: severities[diagnostic.severity],
    message: diagnostic.message,
    code: diagnostic.code,
    source: diagnostic.source,
    startLineNumber: start.lineNumber,
    startColumn: start.column,
    endLineNumber: end.lineNumber,
    endColumn: end.column,
  };
}

function decorationOf(
  hint: RunHint,
): Parameters<ReturnType<Editor['createDecorationsCollection']>['set']>[0][number] {
  return {
    range: {
      startLineNumber: hint.line,
      startColumn: 1,
      endLineNumber: hint.line,
      endColumn: Number.MAX_SAFE_INTEGER,
    },
    options: {
      ...(hint.kind === 'callback' ? {} : { linesDecorationsClassName: 'hostcall-dot' }),
      ...(hint.tone === 'fault' ? { className: 'fault-line', isWholeLine: true } : {}),
      showIfCollapsed: true,
      after: {
        content: ` ${hint.text} `,
        inlineClassName: `run-hint ${hint.tone}`,
        cursorStops: monaco.editor.InjectedTextCursorStops.None,
      },
    },
  };
}
