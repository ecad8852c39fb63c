// Writes JSON text, without blanks.

import { hexDigit } from './hex-digits';
import { Json, JsonKind } from './json';
import { TextBuilder } from './text-builder';

/** Adds a value with all that is in it. */
export function addJson(text: TextBuilder, json: Json): void {
  if (json.kind == JsonKind.String) return addQuoted(text, json.text);
  if (json.kind != JsonKind.Array && json.kind != JsonKind.Object) return text.add(json.text);
  const isObject = json.kind == JsonKind.Object;
  text.addUnit(isObject ? 0x7b : 0x5b);
  for (let i = 0; i < json.items.length; i++) {
    if (i > 0) text.addUnit(0x2c);
    if (isObject) {
      addQuoted(text, json.keys[i]);
      text.addUnit(0x3a);
    }
    addJson(text, json.items[i]);
  }
  text.addUnit(isObject ? 0x7d : 0x5d);
}

/** Adds a text in quotes. */
export function addQuoted(text: TextBuilder, value: string): void {
  text.addUnit(0x22);
  let start = 0;
  for (let i = 0; i < value.length; i++) {
    const unit = value.charCodeAt(i);
    if (unit >= 0x20 && unit != 0x22 && unit != 0x5c) continue;
    text.addPart(value, start, i);
    text.addUnit(0x5c);
    if (unit >= 0x20) text.addUnit(unit);
    else if (unit == 0x0a) text.addUnit(0x6e);
    else if (unit == 0x0d) text.addUnit(0x72);
    else if (unit == 0x09) text.addUnit(0x74);
    else {
      text.add('u00');
      text.addUnit(hexDigit(unit >> 4, 0x61));
      text.addUnit(hexDigit(unit & 15, 0x61));
    }
    start = i + 1;
  }
  text.addPart(value, start, value.length);
  text.addUnit(0x22);
}

/** The shortest digits that mean the number, without the `.0` that AssemblyScript puts behind a whole one. */
export function numberText(value: f64): string {
  const text = value.toString();
  return text.endsWith('.0') ? text.substring(0, text.length - 2) : text;
}
