// The shape of an entry: a message that people meet, what it means, what to do, and where in the open Project it comes from.

import type { Project } from '#project/schema.ts';
import type { ModuleExamination } from '../examination.ts';

/** Where to look in the open Project. */
export type Place =
  | { kind: 'source'; plugin: number; file: string; line: number }
  | { kind: 'module'; plugin: number }
  | { kind: 'plugin'; plugin: number; field: PluginField }
  | { kind: 'form'; form: 'calls' | 'upstream' | 'request' | 'node' };

export type PluginField =
  | 'configuration'
  | 'failure policy'
  | 'capabilities'
  | 'environment'
  | 'VM';

/** What is open while a message is explained. */
export interface Scene {
  project: Project;
  /** By plugin; null where no module has been looked at. */
  modules: readonly (ModuleExamination | null)[];
}

export interface Meaning {
  /** What has happened, in a sentence or two. */
  what: string;
  /** What to do about it. */
  cure: string;
  places?: readonly Place[];
}

export interface KnownMessage {
  /** In kebab-case. */
  id: string;
  /** Who says it. */
  by: 'Envoy' | 'Istio' | 'Envoy Gateway' | 'an SDK' | 'a compiler';
  /** Found in one line; its groups are given to `explain`. */
  pattern: RegExp;
  /** `groups[0]` is all that was found. Without a scene nothing is known of the Project. */
  explain: (groups: readonly string[], scene: Scene | null) => Meaning;
}
