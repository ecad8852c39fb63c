// The Project on the page and what was typed into its fields but does not hold yet. Persisted.

import type { StateCreator } from 'zustand/vanilla';
import type { FromEnvoy } from '#bundle/read-configuration.ts';
import type { HeaderPair } from '#run/api.ts';
import type { Plugin, Project } from '#project/schema.ts';
import { type Arrangement, arrangeDrafts, arrangePlugins, placeIn } from './edit-chain.ts';
import { sameSources } from './edit-project.ts';
import {
  afterArrangement,
  afterEdit,
  type History,
  type Moment,
  noHistory,
  redo,
  type Step,
  undo,
} from './history.ts';
import type { PlaygroundState } from './playground-store.ts';

/** What stands in a field while it is not valid; the Project keeps the last good value. */
export interface Draft {
  text: string | HeaderPair[];
  /** Null while the text is merely unfinished, such as an empty header row. */
  problem: string | null;
}

/** By plugin: the sources that gave way to a module. */
export type SetAside = Record<number, Extract<Plugin['source'], { kind: 'assemblyscript' }>>;

/** The configuration of Envoy that the work began as, and what the Project does not say of it. */
export interface EnvoyOrigin {
  file: string;
  unmodelled: FromEnvoy['unmodelled'];
}

export interface DocumentSlice {
  project: Project;
  /** Under which it is kept; null for an example or a link that nobody has touched. */
  projectId: string | null;
  /** By place in the chain: a number that stays with the plugin wherever it goes. */
  pluginKeys: readonly number[];
  /** The example this work began as, while its sources are still the example's own. */
  precompiled: string | null;
  /** Grows with every change of the Project. */
  revision: number;
  /** Grows only when source files change. */
  sourceRevision: number;
  /** Grows when another project is opened, so that editors and fields start afresh. */
  openings: number;
  /** False while the project is as it was opened. */
  edited: boolean;
  /**
   * Not null when it came by a link: then it is somebody else's until it is touched, and not kept till then. `covers` is the name of
   * the person's own work that it stands before.
   */
  fromLink: { covers: string | null } | null;
  /** By field path, such as `scenarios.0.exchanges.0.request.headers`. */
  drafts: Record<string, Draft>;
  setAside: SetAside;
  envoyOrigin: EnvoyOrigin | null;
  history: History;
  openProject(opened: {
    project: Project;
    precompiled: string | null;
    edited: boolean;
    drafts: Record<string, Draft>;
    setAside?: SetAside;
    envoyOrigin?: EnvoyOrigin | null;
    projectId?: string | null;
    fromLink?: { covers: string | null };
  }): void;
  /** From now on it is kept under this one. */
  keepAs(projectId: string): void;
  editProject(recipe: (project: Project) => Project): void;
  /** Puts plugins into the chain, takes them out, or moves them. */
  arrangeChain(arrangement: Arrangement): void;
  /** Takes back the newest edit of anything but sources; nothing happens when there is none. */
  undo(): void;
  redo(): void;
  setDraft(path: string, draft: Draft | null): void;
  setDrafts(drafts: Record<string, Draft>): void;
  setAsideSources(setAside: SetAside): void;
}

export function documentSlice(
  project: Project,
  now: () => number,
): StateCreator<PlaygroundState, [], [], DocumentSlice> {
  return (set) => ({
    project,
    projectId: null,
    pluginKeys: project.plugins.map((_, index) => index),
    precompiled: null,
    revision: 0,
    sourceRevision: 0,
    openings: 0,
    edited: false,
    fromLink: null,
    drafts: {},
    setAside: {},
    envoyOrigin: null,
    history: noHistory,
    openProject: (opened) =>
      set((state) => ({
        setAside: {},
        envoyOrigin: null,
        projectId: null,
        fromLink: null,
        ...opened,
        pluginKeys: opened.project.plugins.map((_, index) => index),
        history: noHistory,
        examinations: [],
        offered: null,
        // They are of the plugins of another project.
        otherConfigurations: {},
        alone: { left: 0, right: 1 },
        revision: state.revision + 1,
        sourceRevision: state.sourceRevision + 1,
        openings: state.openings + 1,
      })),
    keepAs: (projectId) => set({ projectId }),
    editProject: (recipe) =>
      set((state) => {
        const next = recipe(state.project);
        if (next === state.project) return state;
        const same = sameSources(state.project, next);
        return {
          history: afterEdit(state.history, momentOf(state), next, now()),
          project: next,
          edited: true,
          revision: state.revision + 1,
          sourceRevision: same ? state.sourceRevision : state.sourceRevision + 1,
          precompiled: same ? state.precompiled : null,
        };
      }),
    arrangeChain: (arrangement) =>
      set((state) => {
        const place = placeIn(arrangement);
        return {
          history: afterArrangement(state.history, momentOf(state)),
          project: arrangePlugins(state.project, arrangement),
          drafts: arrangeDrafts(state.drafts, state.project.scenarios.length, arrangement),
          pluginKeys: arrangedKeys(state, arrangement),
          setAside: Object.fromEntries(
            Object.entries(state.setAside).flatMap(([old, source]) => {
              const at = place(Number(old));
              return at === null ? [] : [[at, source]];
            }),
          ),
          plugin: place(state.plugin) ?? Math.min(state.plugin, arrangement.length - 1),
          offered: null,
          examinations: [],
          selectedSeq: null,
          edited: true,
          revision: state.revision + 1,
          sourceRevision: state.sourceRevision + 1,
          precompiled: null,
        };
      }),
    undo: () => set((state) => stepped(state, undo(state.history, momentOf(state)))),
    redo: () => set((state) => stepped(state, redo(state.history, momentOf(state)))),
    setDraft: (path, draft) =>
      set((state) => {
        const drafts = { ...state.drafts };
        if (draft === null) delete drafts[path];
        else drafts[path] = draft;
        return { drafts };
      }),
    setDrafts: (drafts) => set({ drafts }),
    setAsideSources: (setAside) => set({ setAside }),
  });
}

/** Whether the project on the page is still only somebody else's. */
export function isUntouchedLink({ fromLink, edited, drafts }: DocumentSlice): boolean {
  return fromLink !== null && !edited && Object.keys(drafts).length === 0;
}

function momentOf(state: PlaygroundState): Moment {
  const { project, pluginKeys, setAside, drafts, scenario, exchange } = state;
  return { project, pluginKeys, setAside, drafts, scenario, exchange };
}

/** A plugin that comes in gets a key that no plugin has had, so that no undo takes one for another. */
function arrangedKeys(state: PlaygroundState, arrangement: Arrangement): number[] {
  const { past, future } = state.history;
  const given = [state, ...past, ...future].flatMap(({ pluginKeys }) => pluginKeys);
  let last = Math.max(...given);
  return arrangement.map((one) =>
    typeof one === 'number' ? (state.pluginKeys[one] ?? ++last) : ++last,
  );
}

function stepped(state: PlaygroundState, step: Step | null): Partial<PlaygroundState> {
  if (step === null) return state;
  const same = sameSources(state.project, step.project);
  const key = state.pluginKeys[state.plugin] ?? -1;
  const at = step.pluginKeys.indexOf(key);
  return {
    ...step,
    plugin: at < 0 ? Math.min(state.plugin, step.project.plugins.length - 1) : at,
    edited: true,
    selectedSeq: null,
    revision: state.revision + 1,
    sourceRevision: same ? state.sourceRevision : state.sourceRevision + 1,
    precompiled: same ? state.precompiled : null,
  };
}
