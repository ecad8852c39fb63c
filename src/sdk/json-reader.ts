// Reads JSON text, in time linear in its size.

import { hexValue } from './hex-digits';
import { Json, JsonKind } from './json';
import { TextBuilder } from './text-builder';

/** Deeper nesting is refused, because it would exhaust the stack. */
const MAX_DEPTH = 100;

// @ts-ignore: decorator
@final
export class JsonReader {
  private at: i32 = 0;

  constructor(private text: string) {}

  /** The value that is the whole text; `null` when it is no JSON. */
  document(): Json | null {
    const value = this.value(0);
    return value != null && this.next() < 0 ? value : null;
  }

  /** The next unit that is no blank, which stays where it is; -1 at the end. */
  private next(): i32 {
    while (this.at < this.text.length) {
      const unit = this.text.charCodeAt(this.at);
      if (unit != 0x20 && unit != 0x0a && unit != 0x0d && unit != 0x09) return unit;
      this.at++;
    }
    return -1;
  }

  /** Reads a value; `null` on a syntax error. */
  private value(depth: i32): Json | null {
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
    const start = ++this.at;
    const end = this.skipPlain();
    if (end < 0) return null;
    if (this.skip(0x22)) return this.text.substring(start, end);
    const builder = new TextBuilder();
    builder.addPart(this.text, start, end);
    while (this.skip(0x5c)) {
      const escaped = this.escape();
      if (escaped < 0) return null;
      builder.addUnit(escaped);
      const from = this.at;
      const to = this.skipPlain();
      if (to < 0) return null;
      builder.addPart(this.text, from, to);
    }
    return this.skip(0x22) ? builder.toString() : null;
  }

  /** Goes on to the next quote or backslash and returns its place; -1 when the text ends or has a control character before. */
  private skipPlain(): i32 {
    while (this.at < this.text.length) {
      const unit = this.text.charCodeAt(this.at);
      if (unit < 0x20) return -1;
      if (unit == 0x22 || unit == 0x5c) return this.at;
      this.at++;
    }
    return -1;
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
      const digit = hexValue(this.text.charCodeAt(this.at++));
      if (digit < 0) return -1;
      value = (value << 4) | digit;
    }
    return value;
  }
}
