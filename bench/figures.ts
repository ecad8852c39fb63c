// What a benchmark has to say: a value, and how it compares with a peer measured in the same run.

export interface Figure {
  name: string;
  value: number;
  unit: string;
  /** Value ÷ the peer's value. */
  ratio: number;
  peer: string;
  /** What the ratio ought to be. */
  aim: string;
}

export function figureLine({ name, value, unit, ratio, peer }: Figure): string {
  return `bench: ${name} ${value.toFixed(1)} ${unit} (ratio ${ratio.toFixed(2)} vs ${peer})`;
}
