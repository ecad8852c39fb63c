// What a run has found for a scenario, as far as a bundle tells and checks it; the report of a run has this shape.

interface FoundMessage {
  headers: [name: string, value: string][];
  body: FoundBody;
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

export interface ScenarioOutcome {
  exchanges: FoundExchange[];
  calls: { exchange: number | null }[];
}
