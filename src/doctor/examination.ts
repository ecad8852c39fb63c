// What the doctor says of a module: plain data, so that it can cross from a worker and be printed as JSON.

import type { AbiVersion } from '#abi/types.ts';
import type { MemoryLimits } from '#host/module-info.ts';
import type { Feature } from './feature-names.ts';

/** `refused` and `crash` are Envoy's own end of it; a `note` needs nothing done. */
export type Severity = 'refused' | 'crash' | 'warning' | 'note';

export interface Finding {
  /** What it is about, in kebab-case; the same for findings of a kind. */
  id: string;
  severity: Severity;
  /** A sentence: what there is. */
  what: string;
  /** A sentence: what to do about it; empty for a note that asks for nothing. */
  cure: string;
  /** The line of Envoy's log, exactly, where Envoy says something. */
  envoyLine: string | null;
}

export interface ImportFact {
  module: string;
  name: string;
  /** As Envoy writes function types; null for what is no function. */
  type: string | null;
  envoyHas: 'yes' | 'no' | 'with another type';
}

export interface CallbackFact {
  name: string;
  state: 'exported' | 'not exported' | 'of another type';
}

export interface Sizes {
  wholeBytes: number;
  codeBytes: number;
  dataBytes: number;
  /** Debug information and names: custom sections, by name, the largest first. */
  custom: { name: string; bytes: number }[];
  functions: number;
}

/** Guessed from names, exports and the producers section. */
export interface Origin {
  language: string | null;
  sdk: string | null;
  /** Compilers that the module names, with their versions. */
  tools: string[];
}

export type StartKind = '_initialize' | '_initialize and main' | '_start' | 'none';

export interface ModuleExamination {
  sha256: string;
  verdict: 'loads' | 'refused' | 'crashes';
  /** Envoy's log when it refuses, in its order. */
  envoyLines: string[];
  abiVersion: AbiVersion | null;
  sizes: Sizes;
  origin: Origin;
  memory: MemoryLimits | null;
  start: StartKind;
  imports: ImportFact[];
  callbacks: CallbackFact[];
  features: Feature[];
  findings: Finding[];
}
