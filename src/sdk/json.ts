// JSON, imported from "proxy-wasm/json": values that can be made, read from text, changed and written again. Keeps to RFC 8259.

import { JsonReader } from './json-reader';
import { addJson, addQuoted, numberText } from './json-writer';
import { TextBuilder } from './text-builder';

/** What a JSON value is. */
export enum JsonKind {
  /** `null`. */
  Null,
  /** `true` or `false`. */
  Bool,
  /** A number, its digits as they were read. */
  Number,
  /** A text. */
  String,
  /** Values in order. */
  Array,
  /** Members with a name and a value, in order. */
  Object,
}

/** One value of a JSON document. */
// @ts-ignore: decorator
@final
export class Json {
  constructor(
    /** What this value is. */
    readonly kind: JsonKind,
    /** A string's text; the digits of a number; `true`, `false` or `null`. */
    readonly text: string = '',
    /** Values of an array, or of an object's members. */
    readonly items: Json[] = [],
    /** Names of an object's members, in the order of `items`. */
    readonly keys: string[] = [],
  ) {}

  /** An empty object, for `set`. */
  static object(): Json {
    return new Json(JsonKind.Object, '', [], []);
  }

  /** An array of those values. */
  static array(items: Json[] = []): Json {
    return new Json(JsonKind.Array, '', items);
  }

  /** A string. */
  static string(text: string): Json {
    return new Json(JsonKind.String, text);
  }

  /** A number; `null` when it is infinite or none, which JSON does not have. */
  static number(value: f64): Json {
    return isFinite(value) ? new Json(JsonKind.Number, numberText(value)) : Json.nothing();
  }

  /** A whole number, exact to its last digit. Many readers keep no more than 53 bits of it. */
  static integer(value: i64): Json {
    return new Json(JsonKind.Number, value.toString());
  }

  /** `true` or `false`. */
  static bool(value: bool): Json {
    return new Json(JsonKind.Bool, value ? 'true' : 'false');
  }

  /** `null`. */
  static nothing(): Json {
    return new Json(JsonKind.Null, 'null');
  }

  /** A member of an object, or `null` when there is none or this is no object. Of members of one name, the last. */
  get(key: string): Json | null {
    const index = this.keys.lastIndexOf(key);
    return index < 0 ? null : this.items[index];
  }

  /** The text of a member that is a string; `otherwise` when there is no such member. */
  getString(key: string, otherwise: string = ''): string {
    const value = this.get(key);
    return value != null ? value.asString(otherwise) : otherwise;
  }

  /** The value of a member that is a number; `otherwise` when there is no such member. */
  getNumber(key: string, otherwise: f64 = 0): f64 {
    const value = this.get(key);
    return value != null ? value.asNumber(otherwise) : otherwise;
  }

  /** The value of a member that is a whole number; `otherwise` when there is no such member. */
  getInteger(key: string, otherwise: i64 = 0): i64 {
    const value = this.get(key);
    return value != null ? value.asInteger(otherwise) : otherwise;
  }

  /** The value of a member that is `true` or `false`; `otherwise` when there is no such member. */
  getBool(key: string, otherwise: bool = false): bool {
    const value = this.get(key);
    return value != null ? value.asBool(otherwise) : otherwise;
  }

  /** The values of a member that is an array; none when there is no such member. */
  getItems(key: string): Json[] {
    const value = this.get(key);
    return value != null && value.kind == JsonKind.Array ? value.items : [];
  }

  /** The texts in a member that is an array of strings; `otherwise` when there is no such member. */
  getStrings(key: string, otherwise: string[] = []): string[] {
    const value = this.get(key);
    if (value == null || value.kind != JsonKind.Array) return otherwise;
    const texts: string[] = [];
    for (let i = 0; i < value.items.length; i++) {
      if (value.items[i].kind == JsonKind.String) texts.push(value.items[i].text);
    }
    return texts;
  }

  /** The text of a string; `otherwise` for anything else. */
  asString(otherwise: string = ''): string {
    return this.kind == JsonKind.String ? this.text : otherwise;
  }

  /** The value of a number, its 17th digit by AssemblyScript's `parseFloat`; `otherwise` for anything else. */
  asNumber(otherwise: f64 = 0): f64 {
    return this.kind == JsonKind.Number ? parseFloat(this.text) : otherwise;
  }

  /** The value of a whole number that fits 64 bits, exact to its last digit; `otherwise` for anything else, `1.0` and `1e3` too. */
  asInteger(otherwise: i64 = 0): i64 {
    if (this.kind != JsonKind.Number) return otherwise;
    const negative = this.text.charCodeAt(0) == 0x2d;
    let value: i64 = 0;
    for (let i = negative ? 1 : 0; i < this.text.length; i++) {
      const digit = <i64>(this.text.charCodeAt(i) - 0x30);
      // Downwards, because there is one negative number more.
      if (<u64>digit > 9 || value < (i64.MIN_VALUE + digit) / 10) return otherwise;
      value = value * 10 - digit;
    }
    if (negative) return value;
    return value == i64.MIN_VALUE ? otherwise : -value;
  }

  /** The value of `true` or `false`; `otherwise` for anything else. */
  asBool(otherwise: bool = false): bool {
    return this.kind == JsonKind.Bool ? this.text == 'true' : otherwise;
  }

  /**
   * Sets a member of an object, in its place or as the last one, and returns this object. Of members of one name, one is left.
   * What is no object stays as it is.
   */
  set(key: string, value: Json): Json {
    if (this.kind != JsonKind.Object) return this;
    const place = this.keys.indexOf(key);
    if (place < 0) {
      this.keys.push(key);
      this.items.push(value);
      return this;
    }
    this.items[place] = value;
    this.removeFrom(place + 1, key);
    return this;
  }

  /** Sets a member to a string, as `set` does. */
  setString(key: string, text: string): Json {
    return this.set(key, Json.string(text));
  }

  /** Sets a member to a number, as `set` does. */
  setNumber(key: string, value: f64): Json {
    return this.set(key, Json.number(value));
  }

  /** Sets a member to a whole number, as `set` does. */
  setInteger(key: string, value: i64): Json {
    return this.set(key, Json.integer(value));
  }

  /** Sets a member to `true` or `false`, as `set` does. */
  setBool(key: string, value: bool): Json {
    return this.set(key, Json.bool(value));
  }

  /** Removes all members of that name; false when there is none. */
  remove(key: string): bool {
    const place = this.keys.indexOf(key);
    if (place < 0) return false;
    this.removeFrom(place, key);
    return true;
  }

  /** Adds a value to the end of an array, and returns this array. What is no array stays as it is. */
  push(value: Json): Json {
    if (this.kind == JsonKind.Array) this.items.push(value);
    return this;
  }

  /** This value as JSON text, without blanks. Numbers that were read keep their digits. */
  toString(): string {
    const builder = new TextBuilder();
    addJson(builder, this);
    return builder.toString();
  }

  private removeFrom(start: i32, key: string): void {
    for (let i = this.keys.length - 1; i >= start; i--) {
      if (this.keys[i] != key) continue;
      this.keys.splice(i, 1);
      this.items.splice(i, 1);
    }
  }
}

/** Reads a JSON document; `null` when the text is none. Nesting deeper than 100 is refused. */
export function parseJson(text: string): Json | null {
  return new JsonReader(text).document();
}

/** A text as a JSON string, with its quotes. */
export function quoteJson(text: string): string {
  const builder = new TextBuilder();
  addQuoted(builder, text);
  return builder.toString();
}
