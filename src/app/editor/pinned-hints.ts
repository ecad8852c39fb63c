// Hints of lines that are too long for the pane: they stay at its right edge, over the end of the line, until one writes there.

import type { RunHint } from '#trace/run-hints.ts';
import type { monaco } from './monaco.ts';

type Editor = ReturnType<typeof monaco.editor.create>;

export interface PinnedHints {
  /** `lineOf` says where a hint is now: lines move while one types. */
  show(hints: readonly RunHint[], lineOf: (index: number) => number | null): void;
  dispose(): void;
}

export function pinHints(editor: Editor, layer: HTMLElement): PinnedHints {
  let shown: Parameters<PinnedHints['show']> = [[], () => null];
  let frame = 0;

  function place(): void {
    const [hints, lineOf] = shown;
    const model = editor.getModel();
    const layout = editor.getLayoutInfo();
    const edge = layout.contentWidth - layout.verticalScrollbarWidth + editor.getScrollLeft();
    const visible = editor.getVisibleRanges();
    const chips = hints.flatMap((hint, index): HTMLElement[] => {
      const line = lineOf(index);
      if (model === null || line === null || line > model.getLineCount()) return [];
      const inView = visible.some(
        (one) => one.startLineNumber <= line && line <= one.endLineNumber,
      );
      const writing = editor.hasTextFocus() && editor.getPosition()?.lineNumber === line;
      if (!inView || writing) return [];
      const chip = document.createElement('span');
      chip.className = `run-hint pinned ${hint.tone}`;
      chip.textContent = hint.text;
      layer.append(chip);
      const end = editor.getOffsetForColumn(line, model.getLineMaxColumn(line));
      if (end + chip.offsetWidth + gap <= edge) {
        chip.remove();
        return [];
      }
      chip.style.top = `${editor.getTopForLineNumber(line) - editor.getScrollTop()}px`;
      chip.style.right = `${layout.verticalScrollbarWidth}px`;
      return [chip];
    });
    layer.replaceChildren(...chips);
  }
  function later(): void {
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(place);
  }

  const listeners = [
    editor.onDidScrollChange(later),
    editor.onDidLayoutChange(later),
    editor.onDidChangeModelContent(later),
    editor.onDidChangeCursorPosition(later),
    editor.onDidFocusEditorText(later),
    editor.onDidBlurEditorText(later),
  ];
  return {
    show: (...next) => {
      shown = next;
      later();
    },
    dispose: () => {
      cancelAnimationFrame(frame);
      for (const listener of listeners) listener.dispose();
    },
  };
}

/** Between the end of a line and its hint, in pixels. */
const gap = 24;
