// The module that runs, as WebAssembly text: functions with their sizes, and the way between its lines and those of the source.

import { useEffect, useMemo, useRef, useState } from 'react';
import { createPositionLookup, type MappedPosition } from '#compile/source-map.ts';
import type { ModuleText } from '#doctor/module-text.ts';
import { formatBytes, plural } from '#trace/units.ts';
import { Button } from '../../ui/Button.tsx';
import { usePlayground, useWorkbench } from '../../workbench.ts';
import { isLibraryPath, shownPath } from '../library-paths.ts';
import { monaco } from '../monaco.ts';
import { applyEditorTheme } from '../theme.ts';
import { editorOptions } from '../editor-options.ts';
import { textPlaces } from './text-places.ts';
import { setFunctions, watLanguage } from './wat-language.ts';

type Editor = ReturnType<typeof monaco.editor.create>;
type Written = Extract<ModuleText, { status: 'text' }>;
type Shown =
  | { status: 'asked' }
  | { status: 'refused'; problem: string }
  | { status: 'there'; text: Written; module: Uint8Array; sourceMap: string | null };

export interface ModuleTextViewProps {
  dark: boolean;
  /** The line of the source that one came from. */
  from: { file: string; line: number } | null;
}

export function ModuleTextView({ dark, from }: ModuleTextViewProps) {
  const { shown, places } = useModuleText();
  const host = useRef<HTMLDivElement>(null);
  const [editor, setEditor] = useState<Editor | null>(null);
  const [line, setLine] = useState(1);

  useEffect(() => {
    if (host.current === null) return;
    const made = monaco.editor.create(host.current, {
      ...editorOptions,
      model: null,
      readOnly: true,
      readOnlyMessage: { value: 'The text is made of the module; change the source instead.' },
      ariaLabel: 'Module as WebAssembly text',
    });
    made.onDidChangeCursorPosition(({ position }) => setLine(position.lineNumber));
    setEditor(made);
    return () => made.dispose();
  }, []);
  useEffect(() => applyEditorTheme(dark), [dark]);

  useEffect(() => {
    if (editor === null || shown.status !== 'there') return;
    const { text, functions } = shown.text;
    const model = monaco.editor.createModel(text, watLanguage);
    setFunctions(model, functions);
    editor.setModel(model);
    return () => model.dispose();
  }, [editor, shown]);

  useEffect(() => {
    if (editor === null || places === null) return;
    const at = from === null ? null : places.lineOf(from.file, from.line);
    if (at !== null) {
      editor.setPosition({ lineNumber: at, column: 1 });
      editor.revealLineInCenter(at);
    }
    editor.focus();
  }, [editor, places, from]);

  return (
    <div className="module-text">
      <div className="editor-host">
        <div className="monaco" ref={host} />
        {shown.status !== 'there' && (
          <div className="empty module-text-notice" role="status">
            {shown.status === 'asked' ? 'Writing the module as text…' : shown.problem}
          </div>
        )}
      </div>
      {shown.status === 'there' && (
        <div className="problems-head module-text-foot">
          <span className="cut">
            {plural(shown.text.functions.length, 'function')} · {formatBytes(shown.module.length)}
          </span>
          <Button
            look="quiet"
            onClick={() => {
              editor?.focus();
              editor?.trigger('foot', 'editor.action.quickOutline', undefined);
            }}
          >
            Find a function…
          </Button>
          <span className="grow small t3 cut">{functionText(shown.text, line)}</span>
          <SourceOfLine source={places?.sourceOf(line) ?? null} hasMap={shown.sourceMap !== null} />
        </div>
      )}
    </div>
  );
}

/** Asks anew whenever another module runs. */
function useModuleText() {
  const { moduleText } = useWorkbench();
  const plugin = usePlayground((state) => state.plugin);
  const compile = usePlayground((state) => state.compile);
  const [shown, setShown] = useState<Shown>({ status: 'asked' });
  useEffect(() => {
    if (compile.status !== 'ready') return;
    let wanted = true;
    moduleText(plugin)
      .then((found): Shown => {
        if (typeof found === 'string') return { status: 'refused', problem: found };
        if (found.text.status === 'unwritable')
          return { status: 'refused', problem: found.text.problem };
        return { status: 'there', ...found, text: found.text };
      })
      .catch((error: unknown): Shown => {
        const reason = error instanceof Error ? error.message : String(error);
        return { status: 'refused', problem: `The module cannot be shown: ${reason}.` };
      })
      .then((next) => {
        if (wanted) setShown(next);
      }, reportError);
    return () => {
      wanted = false;
    };
  }, [moduleText, plugin, compile]);
  const places = useMemo(() => {
    if (shown.status !== 'there') return null;
    const lookup =
      shown.sourceMap === null ? () => null : createPositionLookup(shown.sourceMap, shown.module);
    return textPlaces(shown.text, lookup);
  }, [shown]);
  return { shown, places };
}

/** The function that a line is of, with its size. */
function functionText({ functions }: Written, line: number): string {
  const own = functions.find((one) => one.line <= line && line <= one.endLine);
  if (own === undefined) return '';
  return `${formatBytes(own.bytes)} · ${own.name.slice(own.name.lastIndexOf('/') + 1)}`;
}

/** Where the line under the cursor comes from, as the way there. */
function SourceOfLine({ source, hasMap }: { source: MappedPosition | null; hasMap: boolean }) {
  const { store } = useWorkbench();
  if (!hasMap) return <span className="small t3">the module has no source map</span>;
  if (source === null) return <span className="small t3">no source of its own</span>;
  const name = `${shownPath(source.file)}:${source.line}`;
  if (isLibraryPath(source.file) && !source.file.startsWith('~lib/proxy-wasm/'))
    return <span className="small t3 mono">{name}</span>;
  return (
    <button
      type="button"
      className="link mono"
      onClick={() => {
        const { plugin, revealSource } = store.getState();
        revealSource({ plugin, ...source });
      }}
    >
      {name}
    </button>
  );
}
