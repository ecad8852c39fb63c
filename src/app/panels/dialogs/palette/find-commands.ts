// What a command is, and finding one by its name.

export interface Command {
  /** What is done, as a person would look for it. */
  name: string;
  /** The keys that do the same; empty when there are none. */
  keys: string;
  run: () => void;
}

/** Those in whose name every word stands, in any case; those that begin with the text come first. */
export function findCommands(all: readonly Command[], text: string): Command[] {
  const wanted = text.trim().toLowerCase();
  const words = wanted.split(/\s+/).filter(Boolean);
  const found = all.filter(({ name }) => words.every((word) => name.toLowerCase().includes(word)));
  const rank = ({ name }: Command): number => (name.toLowerCase().startsWith(wanted) ? 0 : 1);
  return found.toSorted((one, other) => rank(one) - rank(other));
}
