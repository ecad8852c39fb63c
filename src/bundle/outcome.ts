// What a run has found for a scenario, as far as a bundle tells and checks it; the report of a run has this shape.

interface FoundMessage {
  /** False where its receiver never got all of it. */
  complete: boolean;
  headers: [name: string, value: string][];
  body: FoundBody;
  trailers: [name: string, value: string][];
}

export interface FoundBody {
  encoding: 'text' | 'base64';
  data: string;
  sizeBytes: number;
  truncated: boolean;
}

export interface FoundStep {
  plugin: number;
  direction: 'request' | 'response';
  before: [name: string, value: string][];
  after: [name: string, value: string][];
  localResponse: boolean;
}

export interface FoundExchange {
  verdictText: string;
  clientResponse: FoundMessage | null;
  upstreamCluster: string | null;
  upstreamRequest: FoundMessage | null;
  steps: FoundStep[];
}

/** Something that happened; what was logged has a text. */
export interface FoundEvent {
  kind: string;
  fromGuest?: boolean;
  /** As Envoy's log has it. */
  text?: string;
}

export interface ScenarioOutcome {
  /** False where Envoy refuses to start, and where there is nothing to start it for: {@link whyNotPlayed}. */
  loaded: boolean;
  exchanges: FoundExchange[];
  events: FoundEvent[];
  /** When the last thing happened. */
  endNs: number;
  calls: { exchange: number | null }[];
  faults: { kind: string; message: string }[];
}

/** What a person wrote that cannot be sent, as the start of a sentence; null where the scenario was played. */
export function whyNotPlayed({ faults }: ScenarioOutcome): string | null {
  const found = faults.find(({ kind }) => kind === 'bad-input');
  return found === undefined ? null : `Sluice cannot play it: ${found.message}`;
}
