// One value of the configuration with its path. It remembers what has been read of it, so that what has not been is known in the end.

import { ConfigProblem } from './problem.ts';
import { type Json, jsonOf, map, type Scalar, type Tree } from './tree.ts';

/** Something in the file that the Project does not say. */
export interface Unmodelled {
  /** In the file's own words, such as `static_resources.listeners[0].name`. */
  path: string;
  /** From 1; null in JSON. */
  line: number | null;
  reason: string;
}

interface Range {
  least: number;
  most: number;
}

export class Part {
  readonly tree: Tree;
  readonly path: string;
  readonly #children = new Map<string, Part>();
  #isOpened = false;
  #isTaken = false;
  #setAside: string | null = null;

  constructor(tree: Tree, path: string) {
    this.tree = tree;
    this.path = path;
  }

  /** A field of a message, in either spelling of protobuf's JSON; null when it is absent or null, which is the same. */
  member(name: string): Part | null {
    const members = this.#members();
    const key = [name, camelCase(name)].find((one) => isGiven(members.get(one)));
    return key === undefined ? null : this.#child(key);
  }

  /** The last step of the path, such as `listeners[1]`. */
  get step(): string {
    return this.path.slice(this.path.lastIndexOf('.') + 1);
  }

  /** All members of a map whose keys are the person's. */
  entries(): [string, Part][] {
    return [...this.#members().keys()].map((key) => [key, this.#child(key)]);
  }

  /** Of a repeated field. */
  items(): Part[] {
    if (this.tree.kind !== 'list') throw this.#wrongKind('a list');
    this.#isOpened = true;
    return this.tree.items.map((_, index) => this.#child(String(index)));
  }

  itemsOf(name: string): Part[] {
    return this.member(name)?.items() ?? [];
  }

  text(): string {
    const value = this.#scalar('text');
    if (typeof value !== 'string')
      throw this.#problem(
        `is ${String(value)}, and Envoy wants text there. In quotes it would be text.`,
      );
    return value;
  }

  textOf(name: string, absent = ''): string {
    return this.member(name)?.text() ?? absent;
  }

  flag(): boolean {
    const value = this.#scalar('true or false');
    if (typeof value === 'boolean') return value;
    if (value === 'true' || value === 'false') return value === 'true';
    throw this.#problem(`is ${JSON.stringify(value)}, and Envoy wants true or false there.`);
  }

  /** Of what the Project cannot hold, `absent` stands in, and the value is listed. */
  number(absent: number, range: Range): number {
    const value = this.#scalar('a number');
    const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
    if (typeof number !== 'number' || !Number.isInteger(number) || number < 0)
      throw this.#problem(`is ${JSON.stringify(value)}, and Envoy wants a whole number there.`);
    return this.#within(number, absent, range, (one) => String(one));
  }

  /** As {@link number}, from protobuf's `"1.5s"` or its parts. */
  milliseconds(absent: number, range: Range): number {
    return this.#within(this.#durationMs(), absent, range, (one) => `${one / 1000}s`);
  }

  /** A value of an enumeration, by its name or its number; `names` stand in the order of the numbers. */
  word<Name extends string>(names: readonly Name[]): Name {
    const value = this.#scalar('a name');
    const wanted = upperCase(value);
    const isNumber = /^\d+$/.test(wanted);
    const found = isNumber ? names[Number(wanted)] : names.find((name) => name === wanted);
    if (found !== undefined) return found;
    throw this.#problem(`is ${JSON.stringify(value)}, and Envoy knows ${names.join(', ')} there.`);
  }

  /** Everything in it, such as a Struct. */
  json(): Json {
    this.#isTaken = true;
    return jsonOf(this.tree);
  }

  jsonObject(): { [key: string]: Json } {
    if (this.tree.kind !== 'map') throw this.#wrongKind('a map');
    return this.json() as { [key: string]: Json };
  }

  /** Counts it as read when it says what Sluice does anyway. Names of an enumeration are known in any case. */
  agrees(name: string, ...values: readonly Scalar[]): void {
    const part = this.member(name);
    if (part?.tree.kind !== 'scalar') return;
    const given = upperCase(part.tree.value);
    if (values.some((value) => upperCase(value) === given)) part.take();
  }

  /** Counts all of it as read, where nothing in it makes a difference to Envoy either. */
  take(): void {
    this.#isTaken = true;
  }

  /** Lists it as a whole, whatever was read of it. */
  setAside(reason: string): void {
    this.#setAside = reason;
  }

  unmodelled(reasonFor: (part: Part) => string): Unmodelled[] {
    if (this.#setAside !== null) return [this.#listed(this.#setAside)];
    if (this.#isTaken || !isGiven(this.tree)) return [];
    if (!this.#isOpened) return [this.#listed(reasonFor(this))];
    const keys = this.tree.kind === 'map' ? [...this.tree.members.keys()] : this.#children.keys();
    return [...keys].flatMap((key) => this.#child(key).unmodelled(reasonFor));
  }

  problem(text: string): ConfigProblem {
    return this.#problem(text);
  }

  #child(key: string): Part {
    const known = this.#children.get(key);
    if (known !== undefined) return known;
    const { tree } = this;
    const inside = tree.kind === 'list' ? tree.items[Number(key)] : this.#members().get(key);
    if (inside === undefined) throw new Error(`${this.path} has no ${key}`);
    const child = new Part(inside, `${this.path}${stepText(tree.kind, key, this.path === '')}`);
    this.#children.set(key, child);
    return child;
  }

  #members(): ReadonlyMap<string, Tree> {
    if (this.tree.kind !== 'map') throw this.#wrongKind('a map');
    this.#isOpened = true;
    return this.tree.members;
  }

  #scalar(wanted: string): Scalar {
    if (this.tree.kind !== 'scalar') throw this.#wrongKind(wanted);
    this.#isTaken = true;
    return this.tree.value;
  }

  #durationMs(): number {
    if (this.tree.kind === 'map') {
      const seconds = this.member('seconds')?.number(0, anyNumber) ?? 0;
      return seconds * 1000 + (this.member('nanos')?.number(0, anyNumber) ?? 0) / 1e6;
    }
    const value = this.#scalar('a duration');
    const [, seconds] = /^(\d+(?:\.\d{1,9})?)s$/.exec(String(value)) ?? [];
    if (seconds !== undefined) return Math.round(Number(seconds) * 1e9) / 1e6;
    throw this.#problem(
      `is ${JSON.stringify(value)}, and Envoy wants a duration there, in seconds such as 0.25s.`,
    );
  }

  #within(
    value: number,
    absent: number,
    { least, most }: Range,
    told: (value: number) => string,
  ): number {
    if (value >= least && value <= most) return value;
    this.setAside(
      `Sluice takes ${told(least)} to ${told(most)} here; ${told(absent)} stands in for ${told(value)}.`,
    );
    return absent;
  }

  #listed(reason: string): Unmodelled {
    return { path: this.path, line: this.tree.line, reason };
  }

  #wrongKind(wanted: string): ConfigProblem {
    const kinds = { map: 'a map', list: 'a list', scalar: 'a single value' };
    return this.#problem(`is ${kinds[this.tree.kind]}, and Envoy wants ${wanted} there.`);
  }

  #problem(text: string): ConfigProblem {
    const { line } = this.tree;
    const where = line === null ? '' : `Line ${line}: `;
    return new ConfigProblem(`${where}${this.path === '' ? 'the document' : this.path} ${text}`);
  }
}

/** Stands in for a message that the file does not have. */
export const emptyPart = (): Part => new Part(map(new Map()), '');

const upperCase = (value: Scalar): string => String(value).toUpperCase();

const anyNumber = { least: 0, most: Number.MAX_SAFE_INTEGER };

function isGiven(tree: Tree | undefined): boolean {
  return tree !== undefined && !(tree.kind === 'scalar' && tree.value === null);
}

const camelCase = (name: string): string =>
  name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());

function stepText(kind: Tree['kind'], key: string, isFirst: boolean): string {
  if (kind === 'list') return `[${key}]`;
  if (!/^[A-Za-z_]\w*$/.test(key)) return `[${JSON.stringify(key)}]`;
  return isFirst ? key : `.${key}`;
}
