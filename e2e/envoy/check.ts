// One question to the real Envoy beside the scenarios.

export interface Check {
  name: string;
  /** What is wrong, in lines of text; null when it holds. */
  problem(): Promise<string | null>;
}
