// What is being looked at: the scenario, the tabs, the selected call, the open dialog, and what was typed to look with. Of what is shown
// only ids.

import type { StateCreator } from 'zustand/vanilla';
import type { PlaygroundState } from './playground-store.ts';

export type FormTab = 'request' | 'upstream' | 'calls' | 'node' | 'plugin';
export type ResultTab =
  | 'journey'
  | 'timeline'
  | 'logs'
  | 'envoy-log'
  | 'state'
  | 'tests'
  | 'compare';
export type DialogName =
  | 'examples'
  | 'projects'
  | 'download'
  | 'help'
  | 'module'
  | 'explain'
  | 'paste'
  | 'open-envoy'
  | 'envoy-origin'
  | 'palette'
  | 'share';

/** What the run on screen is compared with. */
export type CompareWith =
  | 'before'
  | 'kept'
  | 'release'
  | 'workers'
  | 'configuration'
  | 'plugins'
  | 'envoy';

/** A place in the files of the plugin on screen, or in a library. */
export interface Place {
  file: string;
  line: number;
  column: number;
}

/** A place in the code to bring into view; `nonce` makes the same place askable twice. */
export interface Reveal extends Place {
  plugin: number;
  nonce: number;
}

export interface ViewSlice {
  scenario: number;
  exchange: number;
  plugin: number;
  /** Path of the file on screen; that of a library begins with `~lib/`. */
  file: string;
  /** Where one came from by following names, the newest last. */
  visited: readonly Place[];
  formTab: FormTab;
  /** Grows when a form is asked for from elsewhere, so that it comes into view. */
  formsAsked: number;
  /** How the forms show a request and an answer. */
  messageView: 'form' | 'raw';
  resultTab: ResultTab;
  compareWith: CompareWith;
  /** By plugin: the configuration of the other run, where one was typed. */
  otherConfigurations: Readonly<Record<number, string>>;
  /** Which plugins of a chain are played alone; `right` is null for the whole chain. */
  alone: { left: number; right: number | null };
  /** The log of an Envoy elsewhere; empty before there is one. */
  pastedLog: string;
  /** What is in the field for it and not compared yet. */
  typedLog: string;
  /** Revision of the Project when the run was kept that the shelf holds; null before one is. */
  keptRevision: number | null;
  selectedSeq: number | null;
  reveal: Reveal | null;
  dialog: DialogName | null;
  /** Grows with each sharing, so that a second one begins anew. */
  sharings: number;
  /** What the dialog that explains errors begins with. */
  toExplain: string;
  /** The pane that fills the right side, or null when both share it. */
  maximized: 'result' | null;
  live: boolean;
  /** Whether modules run with their source map in them and without the watchdog, for the browser's debugger. */
  debugging: boolean;
  /** Whether the panel with time, workers and policies is open. */
  trying: boolean;
  /** What downloads are for, and what was typed for it; of the place that the bundle goes to, so not of the Project. */
  bundle: { target: string; options: Readonly<Record<string, string>> };
  show(
    change: Partial<
      Pick<
        ViewSlice,
        | 'exchange'
        | 'plugin'
        | 'file'
        | 'formTab'
        | 'messageView'
        | 'resultTab'
        | 'compareWith'
        | 'keptRevision'
        | 'otherConfigurations'
        | 'alone'
        | 'pastedLog'
        | 'typedLog'
        | 'selectedSeq'
        | 'maximized'
        | 'live'
        | 'debugging'
        | 'trying'
        | 'bundle'
      >
    >,
  ): void;
  showScenario(index: number): void;
  showDialog(dialog: DialogName | null): void;
  /** Brings a form into view, wherever one is. */
  showForm(form: FormTab): void;
  /** Opens what shares, which copies the link when there is nothing to ask first. */
  share(): void;
  /** Opens the dialog that explains errors, with this text in it. */
  explain(text: string): void;
  /** Brings a place of the code into view, in whichever plugin it is. */
  revealSource(place: Omit<Reveal, 'nonce'>): void;
  /** Follows a name from where one is. */
  visitSource(from: Place, to: Place): void;
  /** Back to where one followed a name; nothing happens when there is no such place. */
  goBack(): void;
}

const mostVisited = 50;

export const viewSlice: StateCreator<PlaygroundState, [], [], ViewSlice> = (set) => ({
  scenario: 0,
  exchange: 0,
  plugin: 0,
  file: '',
  visited: [],
  formTab: 'request',
  formsAsked: 0,
  messageView: 'form',
  resultTab: 'journey',
  compareWith: 'before',
  keptRevision: null,
  otherConfigurations: {},
  alone: { left: 0, right: 1 },
  pastedLog: '',
  typedLog: '',
  selectedSeq: null,
  reveal: null,
  dialog: null,
  sharings: 0,
  toExplain: '',
  maximized: null,
  live: true,
  debugging: false,
  trying: false,
  bundle: { target: 'envoy', options: {} },
  // Whoever chooses a file goes on from there.
  show: (change) => set(change.file === undefined ? change : { ...change, visited: [] }),
  showScenario: (index) => set({ scenario: index, exchange: 0, selectedSeq: null }),
  showDialog: (dialog) => set({ dialog }),
  showForm: (formTab) =>
    // An enlarged result would stand before the forms.
    set(({ formsAsked }) => ({ formTab, maximized: null, formsAsked: formsAsked + 1 })),
  share: () => set(({ sharings }) => ({ dialog: 'share', sharings: sharings + 1 })),
  explain: (toExplain) => set({ toExplain, dialog: 'explain' }),
  visitSource: (from, to) =>
    set((state) => ({
      visited: [...state.visited, from].slice(-mostVisited),
      file: to.file,
      reveal: { ...to, plugin: state.plugin, nonce: (state.reveal?.nonce ?? 0) + 1 },
    })),
  goBack: () =>
    set((state) => {
      const to = state.visited.at(-1);
      if (to === undefined) return state;
      return {
        visited: state.visited.slice(0, -1),
        file: to.file,
        reveal: { ...to, plugin: state.plugin, nonce: (state.reveal?.nonce ?? 0) + 1 },
      };
    }),
  revealSource: ({ plugin, file, line, column }) =>
    set((state) => ({
      plugin,
      file,
      visited: [],
      // An enlarged result would stand before the editor.
      maximized: null,
      reveal: { plugin, file, line, column, nonce: (state.reveal?.nonce ?? 0) + 1 },
    })),
});
