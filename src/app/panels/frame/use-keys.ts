// The keys that work everywhere on the page.

import { useEffect } from 'react';
import { placeOf, shownProblems } from '../../store/problems.ts';
import { useWorkbench, type Workbench } from '../../workbench.ts';

export function useKeys(): void {
  const workbench = useWorkbench();
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent): void {
      if (event.key === 'Enter' && (event.metaKey || event.ctrlKey)) {
        event.preventDefault();
        event.stopPropagation();
        workbench.runNow();
      } else if (event.key.toLowerCase() === 's' && (event.metaKey || event.ctrlKey)) {
        event.preventDefault();
        event.stopPropagation();
        if (!event.repeat) workbench.store.getState().share();
      } else if (event.key.toLowerCase() === 'o' && (event.metaKey || event.ctrlKey)) {
        event.preventDefault();
        event.stopPropagation();
        workbench.store.getState().showDialog('projects');
      } else if (event.key.toLowerCase() === 'k' && (event.metaKey || event.ctrlKey)) {
        event.preventDefault();
        event.stopPropagation();
        const { dialog, showDialog } = workbench.store.getState();
        showDialog(dialog === 'palette' ? null : 'palette');
      } else if (isTakingBack(event)) {
        // Fields and the editor take back what is typed into them by themselves.
        if (writesText(document.activeElement)) return;
        event.preventDefault();
        const { undo, redo } = workbench.store.getState();
        if (event.shiftKey || event.key.toLowerCase() === 'y') redo();
        else undo();
      } else if (event.key === 'F6') {
        event.preventDefault();
        focusPane(event.shiftKey ? -1 : 1);
      } else if (event.key === 'F8' && document.activeElement?.closest('.monaco') === null) {
        // Inside the editor Monaco has its own F8, which also shows the message at the line.
        event.preventDefault();
        showNextProblem(workbench, event.shiftKey ? -1 : 1);
      }
    }
    // Before the editor, which has its own idea of these keys.
    window.addEventListener('keydown', onKeyDown, { capture: true });
    return () => window.removeEventListener('keydown', onKeyDown, { capture: true });
  }, [workbench]);
}

function isTakingBack({ key, metaKey, ctrlKey }: KeyboardEvent): boolean {
  return (
    ((metaKey || ctrlKey) && key.toLowerCase() === 'z') || (ctrlKey && key.toLowerCase() === 'y')
  );
}

function writesText(element: Element | null): boolean {
  return (
    element instanceof HTMLTextAreaElement ||
    (element instanceof HTMLInputElement && !['checkbox', 'radio'].includes(element.type)) ||
    element?.closest('.monaco') != null
  );
}

/** Goes from the problem last gone to, if any, to the next one. */
function showNextProblem({ store, shelf }: Workbench, step: number): void {
  const state = store.getState();
  const { reveal, revealSource } = state;
  const places = shownProblems(state, shelf.get(state.resultKey)).flatMap(
    (one) => placeOf(one) ?? [],
  );
  const at = places.findIndex(
    ({ plugin, file, line }) =>
      plugin === reveal?.plugin && file === reveal.file && line === reveal.line,
  );
  const next = places[(at + step + places.length) % places.length];
  if (next !== undefined) revealSource(next);
}

/** Puts the focus on the first thing that can have it in the next pane. */
function focusPane(step: number): void {
  const panes = [...document.querySelectorAll<HTMLElement>('.topbar, .pane')];
  const at = panes.findIndex((pane) => pane.contains(document.activeElement));
  const next = panes[(at + step + panes.length) % panes.length];
  const target =
    next?.querySelector<HTMLElement>('.monaco textarea, .monaco .native-edit-context') ??
    next?.querySelector<HTMLElement>('[role="tab"][aria-selected="true"], button, input');
  target?.focus();
}
