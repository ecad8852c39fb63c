// An ordered header map with Envoy's rules: pseudo-headers first, single-slot headers joined by commas, `host` another name of `:authority`.

import type { ByteString } from '#abi/byte-string.ts';
import type { Pair } from '#abi/pairs.ts';
import type { FieldMap } from '#host/services.ts';
import { type FieldsKind, inlineHeaders } from './inline-headers.ts';

export class HeaderFields implements FieldMap {
  readonly kind: FieldsKind;
  readonly #inline: ReadonlySet<string>;
  #pairs: Pair[] = [];
  #sizeBytes = 0;

  constructor(kind: FieldsKind, pairs: readonly Pair[] = []) {
    this.kind = kind;
    this.#inline = inlineHeaders(kind);
    for (const [name, value] of pairs) this.add(name, value);
  }

  #key(name: ByteString): ByteString {
    return name === 'host' && this.kind === 'request' ? ':authority' : name;
  }

  get(name: ByteString): ByteString | null {
    const key = this.#key(name);
    for (const pair of this.#pairs) if (pair[0] === key) return pair[1];
    return null;
  }

  /** All values of a name joined by commas, as attributes show them; null when there is none. */
  joined(name: ByteString): ByteString | null {
    const key = this.#key(name);
    const values = this.#pairs.filter((pair) => pair[0] === key).map((pair) => pair[1]);
    return values.length === 0 ? null : values.join(',');
  }

  has(name: ByteString): boolean {
    return this.get(name) !== null;
  }

  pairs(): readonly Pair[] {
    return this.#pairs;
  }

  add(name: ByteString, value: ByteString): void {
    const key = this.#key(name);
    const slot = this.#inline.has(key) ? this.#find(key) : -1;
    const held = this.#pairs[slot];
    if (held === undefined) return this.#append(key, value);
    // Joining an empty value changes nothing.
    if (value !== '') this.#put(slot, [key, held[1] === '' ? value : `${held[1]},${value}`]);
  }

  #find(key: ByteString): number {
    for (let i = 0; i < this.#pairs.length; i++) if (this.#pairs[i]?.[0] === key) return i;
    return -1;
  }

  #put(at: number, pair: Pair): void {
    const held = this.#pairs[at];
    if (held !== undefined) this.#sizeBytes -= sizeOf(held);
    this.#pairs[at] = pair;
    this.#sizeBytes += sizeOf(pair);
  }

  #append(key: ByteString, value: ByteString): void {
    const pair: Pair = [key, value];
    this.#sizeBytes += sizeOf(pair);
    if (!isPseudo(key)) {
      this.#pairs.push(pair);
      return;
    }
    const behindPseudo = this.#pairs.findIndex(([name]) => !isPseudo(name));
    this.#pairs.splice(behindPseudo === -1 ? this.#pairs.length : behindPseudo, 0, pair);
  }

  /** Takes all entries of the name away and puts the new one at the end. */
  replace(name: ByteString, value: ByteString): void {
    const key = this.#key(name);
    const pairs = this.#pairs;
    const last = pairs.length - 1;
    // By far the most frequent case: a header that a filter has set before.
    if (last >= 0 && this.#find(key) === last && !isPseudo(key))
      return this.#put(last, [key, value]);
    this.remove(name);
    this.#append(key, value);
  }

  /** Changes the value where it stands, or appends it: what Envoy itself does with single-slot headers. */
  setInPlace(name: ByteString, value: ByteString): void {
    const at = this.#find(name);
    if (at === -1) this.#append(name, value);
    else this.#put(at, [name, value]);
  }

  remove(name: ByteString): void {
    const key = this.#key(name);
    const pairs = this.#pairs;
    let kept = 0;
    for (const pair of pairs) {
      if (pair[0] === key) this.#sizeBytes -= sizeOf(pair);
      else pairs[kept++] = pair;
    }
    while (pairs.length > kept) pairs.pop();
  }

  setPairs(pairs: readonly Pair[]): void {
    this.#pairs = [];
    this.#sizeBytes = 0;
    for (const [name, value] of pairs) this.add(name, value);
  }

  sizeBytes(): number {
    return this.#sizeBytes;
  }

  /** The entries as they are now. An entry never changes; another takes its place. */
  snapshot(): Pair[] {
    return this.#pairs.slice();
  }
}

const sizeOf = ([name, value]: Pair): number => name.length + value.length;
const COLON = 58;
const isPseudo = (name: ByteString): boolean => name.charCodeAt(0) === COLON;
