// An ordered header map with Envoy's rules: pseudo-headers first, single-slot headers joined by commas, `host` another name of `:authority`.

import type { ByteString } from '#abi/byte-string.ts';
import type { Pair } from '#abi/pairs.ts';
import type { FieldMap } from '#host/services.ts';
import { type FieldsKind, inlineHeaders } from './inline-headers.ts';

export class HeaderFields implements FieldMap {
  readonly kind: FieldsKind;
  readonly #inline: ReadonlySet<string>;
  #pairs: Pair[] = [];

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
    return this.#pairs.find((pair) => pair[0] === key)?.[1] ?? null;
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
    const slot = this.#inline.has(key) ? this.#pairs.findIndex((pair) => pair[0] === key) : -1;
    const held = this.#pairs[slot];
    if (held === undefined) return this.#append(key, value);
    // Joining an empty value changes nothing.
    if (value !== '') this.#pairs[slot] = [key, held[1] === '' ? value : `${held[1]},${value}`];
  }

  #append(key: ByteString, value: ByteString): void {
    if (!key.startsWith(':')) {
      this.#pairs.push([key, value]);
      return;
    }
    const behindPseudo = this.#pairs.findIndex((pair) => !pair[0].startsWith(':'));
    this.#pairs.splice(behindPseudo === -1 ? this.#pairs.length : behindPseudo, 0, [key, value]);
  }

  /** Takes all entries of the name away and puts the new one at the end. */
  replace(name: ByteString, value: ByteString): void {
    this.remove(name);
    this.#append(this.#key(name), value);
  }

  /** Changes the value where it stands, or appends it: what Envoy itself does with single-slot headers. */
  setInPlace(name: ByteString, value: ByteString): void {
    const at = this.#pairs.findIndex((pair) => pair[0] === name);
    if (at === -1) this.#append(name, value);
    else this.#pairs[at] = [name, value];
  }

  remove(name: ByteString): void {
    const key = this.#key(name);
    if (this.#pairs.some((pair) => pair[0] === key))
      this.#pairs = this.#pairs.filter((pair) => pair[0] !== key);
  }

  setPairs(pairs: readonly Pair[]): void {
    this.#pairs = [];
    for (const [name, value] of pairs) this.add(name, value);
  }

  sizeBytes(): number {
    return this.#pairs.reduce((size, [name, value]) => size + name.length + value.length, 0);
  }

  snapshot(): Pair[] {
    return this.#pairs.map(([name, value]) => [name, value]);
  }
}
