// What a check against a real Envoy found, as plain data: it crosses from the local service to the page.

export interface Difference {
  section: string;
  /** Of the section in Envoy, from 1. */
  line: number;
  /** Lines that both have, just before it. */
  before: string[];
  /** What each side has from there, a few lines; none where it has nothing more. */
  sluice: string[];
  envoy: string[];
  /** Ready to print. */
  text: string;
}

/**
 * `identical`; `numbers`: identical but for numbers, where the filter reads the clock or asks for chance, which no two runs share;
 * `different`; `failed`: Envoy did not get through the scenario.
 */
export type Outcome = 'identical' | 'numbers' | 'different' | 'failed';

export interface ScenarioVerdict {
  /** Of the scenario in the Project. */
  index: number;
  name: string;
  outcome: Outcome;
  /** One sentence. */
  text: string;
  /** Calls between Envoy and the filters, and how many are identical up to the first difference. */
  calls: number;
  identicalCalls: number;
  /** The first difference of each part that differs. */
  differences: Difference[];
  /** What the client got of Envoy for each request, as lines; empty when Envoy did not get so far. */
  responses: string[][];
  /** What both logged at wasm:trace, each as Envoy's log has it; null when Envoy did not get so far. */
  logs: { sluice: string; envoy: string } | null;
}

/** A line of the service's answer. The last is an `end`; an answer without one broke off. */
export type CheckMessage =
  | { kind: 'started'; index: number }
  | { kind: 'verdict'; verdict: ScenarioVerdict }
  /** `problem` is a sentence when not all scenarios were played. */
  | { kind: 'end'; problem: string | null };

/** What the page asks the service to play. */
export interface CheckRequest {
  /** A Project, as its file has it. */
  project: unknown;
  /** The release module of each plugin, at the plugin's index, base64. */
  modules: string[];
}

/** What the service says of itself. */
export interface CheckService {
  /** Goes with every check, in the header `x-sluice-token`. */
  token: string;
  /** Null when it has an Envoy; a sentence otherwise. */
  problem: string | null;
}
