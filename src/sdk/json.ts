// JSON, imported from "proxy-wasm/json": a reader that keeps to RFC 8259, and text in quotes for writing.

/** Deeper nesting is refused, because it would exhaust the stack. */
const MAX_DEPTH = 100;

export enum JsonKind {
  Null,
  Bool,
  Number,
  String,
  Array,
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

  /** The value of a number; `otherwise` for anything else. */
  asNumber(otherwise: f64 = 0): f64 {
    return this.kind == JsonKind.Number ? parseFloat(this.text) : otherwise;
  }

  /** The value of `true` or `false`; `otherwise` for anything else. */
  asBool(otherwise: bool = false): bool {
    return this.kind == JsonKind.Bool ? this.text == 'true' : otherwise;
  }
}

/** Reads a JSON document; `null` when the text is none. */
export function parseJson(text: string): Json | null {
  const reader = new Reader(text);
  const value = reader.value(0);
  return value != null && reader.next() < 0 ? value : null;
}

/** A text as a JSON string, with its quotes. */
export function quoteJson(text: string): string {
  let quoted = '"';
  let start = 0;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit >= 0x20 && unit != 0x22 && unit != 0x5c) continue;
    quoted += text.substring(start, i) + '\\';
    if (unit >= 0x20) quoted += String.fromCharCode(unit);
    else if (unit == 0x0a) quoted += 'n';
    else if (unit == 0x0d) quoted += 'r';
    else if (unit == 0x09) quoted += 't';
    else quoted += unit < 0x10 ? 'u000' + unit.toString(16) : 'u00' + unit.toString(16);
    start = i + 1;
  }
  return quoted + text.substring(start) + '"';
}

// @ts-ignore: decorator
@final
class Reader {
  private at: i32 = 0;

  constructor(private text: string) {}

  /** The next unit that is no blank, which stays where it is; -1 at the end. */
  next(): i32 {
    while (this.at < this.text.length) {
      const unit = this.text.charCodeAt(this.at);
      if (unit != 0x20 && unit != 0x0a && unit != 0x0d && unit != 0x09) return unit;
      this.at++;
    }
    return -1;
  }

  /** Reads a value; `null` on a syntax error. */
  value(depth: i32): Json | null {
    switch (this.next()) {
      case 0x22: {
        const text = this.string();
        return text == null ? null : new Json(JsonKind.String, text);
      }
      case 0x5b:
        return depth < MAX_DEPTH ? this.array(depth + 1) : null;
      case 0x7b:
        return depth < MAX_DEPTH ? this.object(depth + 1) : null;
      case 0x74:
        return this.word('true', JsonKind.Bool);
      case 0x66:
        return this.word('false', JsonKind.Bool);
      case 0x6e:
        return this.word('null', JsonKind.Null);
      default:
        return this.number();
    }
  }

  private word(word: string, kind: JsonKind): Json | null {
    if (!this.text.startsWith(word, this.at)) return null;
    this.at += word.length;
    return new Json(kind, word);
  }

  private number(): Json | null {
    const start = this.at;
    this.skip(0x2d);
    // No digits behind a leading zero.
    if (!this.skip(0x30) && !this.digits()) return null;
    if (this.skip(0x2e) && !this.digits()) return null;
    if (this.skip(0x65) || this.skip(0x45)) {
      if (!this.skip(0x2b)) this.skip(0x2d);
      if (!this.digits()) return null;
    }
    return new Json(JsonKind.Number, this.text.substring(start, this.at));
  }

  private digits(): bool {
    const start = this.at;
    while (this.at < this.text.length) {
      const unit = this.text.charCodeAt(this.at);
      if (unit < 0x30 || unit > 0x39) break;
      this.at++;
    }
    return this.at > start;
  }

  /** Reads a unit when it is the one at hand. */
  private skip(unit: i32): bool {
    if (this.at >= this.text.length || this.text.charCodeAt(this.at) != unit) return false;
    this.at++;
    return true;
  }

  private array(depth: i32): Json | null {
    const items: Json[] = [];
    this.at++;
    if (this.next() != 0x5d) {
      do {
        const item = this.value(depth);
        if (item == null) return null;
        items.push(item);
      } while (this.next() == 0x2c && this.skip(0x2c));
    }
    return this.skip(0x5d) ? new Json(JsonKind.Array, '', items) : null;
  }

  private object(depth: i32): Json | null {
    const items: Json[] = [];
    const keys: string[] = [];
    this.at++;
    if (this.next() != 0x7d) {
      do {
        if (this.next() != 0x22) return null;
        const key = this.string();
        if (key == null || this.next() != 0x3a) return null;
        this.at++;
        const item = this.value(depth);
        if (item == null) return null;
        keys.push(key);
        items.push(item);
      } while (this.next() == 0x2c && this.skip(0x2c));
    }
    return this.skip(0x7d) ? new Json(JsonKind.Object, '', items, keys) : null;
  }

  /** Reads a string from its first quote on. */
  private string(): string | null {
    let result = '';
    let start = ++this.at;
    while (this.at < this.text.length) {
      const unit = this.text.charCodeAt(this.at);
      if (unit < 0x20) return null;
      if (unit == 0x22) {
        result += this.text.substring(start, this.at++);
        return result;
      }
      this.at++;
      if (unit != 0x5c) continue;
      result += this.text.substring(start, this.at - 1);
      const escaped = this.escape();
      if (escaped < 0) return null;
      result += String.fromCharCode(escaped);
      start = this.at;
    }
    return null;
  }

  /** The unit behind a backslash; -1 when it is no escape. */
  private escape(): i32 {
    if (this.at >= this.text.length) return -1;
    const unit = this.text.charCodeAt(this.at++);
    switch (unit) {
      case 0x22:
      case 0x2f:
      case 0x5c:
        return unit;
      case 0x62:
        return 0x08;
      case 0x66:
        return 0x0c;
      case 0x6e:
        return 0x0a;
      case 0x72:
        return 0x0d;
      case 0x74:
        return 0x09;
      case 0x75:
        return this.hexadecimal();
      default:
        return -1;
    }
  }

  private hexadecimal(): i32 {
    if (this.at + 4 > this.text.length) return -1;
    let value = 0;
    for (let i = 0; i < 4; i++) {
      const unit = this.text.charCodeAt(this.at++);
      const letter = unit | 0x20;
      if (unit >= 0x30 && unit <= 0x39) value = (value << 4) | (unit - 0x30);
      else if (letter >= 0x61 && letter <= 0x66) value = (value << 4) | (letter - 0x57);
      else return -1;
    }
    return value;
  }
}
