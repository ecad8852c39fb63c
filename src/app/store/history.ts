// Undo and redo for everything of a Project but its sources, which the editor undoes itself.

import type { Project } from '#project/schema.ts';
import { sameSources } from './edit-project.ts';
import type { DocumentSlice, Draft, SetAside } from './document-slice.ts';

/** The page before an edit, or, among what can be redone, before the undo. */
export interface Moment {
  project: Project;
  /** Which plugin is which, whatever its place. */
  pluginKeys: readonly number[];
  setAside: SetAside;
  drafts: Record<string, Draft>;
  scenario: number;
  exchange: number;
}

export interface History {
  past: readonly Moment[];
  future: readonly Moment[];
  /** Which field the newest edit changed, and when: what is typed into one field is one step. */
  last: { path: string; atMs: number } | null;
}

export const noHistory: History = { past: [], future: [], last: null };

const mostMoments = 100;
/** A pause of this length ends what counts as one step. */
const typingMs = 1500;

/** The history after an edit of `before` into `next`. An edit of sources alone leaves it as it is. */
export function afterEdit(history: History, before: Moment, next: Project, nowMs: number): History {
  const path = changedPath(withSourcesOf(before.project, next), next);
  if (path === '') return history;
  const { last } = history;
  const goesOn = last !== null && last.path === path && nowMs - last.atMs < typingMs;
  return {
    past:
      goesOn && history.past.length > 0
        ? history.past
        : [...history.past, before].slice(-mostMoments),
    future: [],
    last: { path, atMs: nowMs },
  };
}

/** The history after a change of the chain, which is a step of its own. */
export function afterArrangement(history: History, before: Moment): History {
  return { past: [...history.past, before].slice(-mostMoments), future: [], last: null };
}

export type Step = Moment & Pick<DocumentSlice, 'history'>;

/** One step back; null when there is none. The sources stay as they are now. */
export function undo({ past, future }: History, now: Moment): Step | null {
  return stepTo(past.at(-1), now, {
    past: past.slice(0, -1),
    future: [...future, now],
    last: null,
  });
}

/** One step forward again; null when there is none. */
export function redo({ past, future }: History, now: Moment): Step | null {
  return stepTo(future.at(-1), now, {
    past: [...past, now],
    future: future.slice(0, -1),
    last: null,
  });
}

function stepTo(moment: Moment | undefined, now: Moment, history: History): Step | null {
  if (moment === undefined) return null;
  return { ...withSourcesOfNow(moment, now), history };
}

/** The moment with the sources that its plugins have now, and with those that have been set aside since. */
function withSourcesOfNow(moment: Moment, now: Moment): Moment {
  const setAside: SetAside = {};
  const plugins = moment.project.plugins.map((plugin, index) => {
    const at = now.pluginKeys.indexOf(moment.pluginKeys[index] ?? -1);
    const aside = at < 0 ? moment.setAside[index] : now.setAside[at];
    if (aside !== undefined) setAside[index] = aside;
    return { ...plugin, source: now.project.plugins[at]?.source ?? plugin.source };
  });
  const project = { ...moment.project, plugins };
  return { ...moment, setAside, project };
}

/** `project` with the sources of `other`, as far as both have the same plugins. */
function withSourcesOf(project: Project, other: Project): Project {
  if (project.plugins.length !== other.plugins.length || sameSources(project, other))
    return project;
  return {
    ...project,
    plugins: project.plugins.map((plugin, index) => ({
      ...plugin,
      source: other.plugins[index]?.source ?? plugin.source,
    })),
  };
}

/** Dotted path of what differs: of the one field, or of the least thing that holds all differences. Empty when nothing differs. */
export function changedPath(before: unknown, after: unknown): string {
  if (Object.is(before, after)) return '';
  if (!isHolder(before) || !isHolder(after)) return '.';
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
  const differing = [...keys].flatMap((key) => {
    const inside = changedPath(before[key], after[key]);
    return inside === '' ? [] : [{ key, inside }];
  });
  const [only] = differing;
  if (only === undefined) return '';
  return differing.length === 1 ? `.${only.key}${only.inside === '.' ? '' : only.inside}` : '.';
}

function isHolder(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
