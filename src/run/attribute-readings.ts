// Reads attributes in each callback of a plugin and keeps what was there last, for a page that shows all of them side by side.

import { byteStringOf, textOf } from '#abi/byte-string.ts';
import type { PropertyValue } from '#abi/property.ts';
import { Status } from '#abi/status.ts';
import { Refusal } from '#host/refusal.ts';
import type { ShownAttribute, SimObserver } from '#sim/observer.ts';
import type { AttributeReading, RunOptions } from './api.ts';

const mostTextLength = 2000;
const shownBytes = 64;

export class AttributeReadings {
  readonly #asked: NonNullable<RunOptions['attributes']>;
  readonly #byCallback = new Map<string, AttributeReading[]>();

  constructor(asked: NonNullable<RunOptions['attributes']>) {
    this.#asked = asked;
  }

  /** In the order of the callbacks. */
  get readings(): AttributeReading[] {
    return [...this.#byCallback.values()].flat();
  }

  /** A callback that comes again, as those of bodies do, is told as it was the last time. */
  readonly show: NonNullable<SimObserver['showAttributes']> = (where, read) => {
    const { plugin, exchange, paths } = this.#asked;
    if (where.plugin !== plugin) return;
    if (where.exchange !== null && where.exchange !== exchange) return;
    const callback = where.exchange === null ? 'root' : where.callback;
    this.#byCallback.set(
      callback,
      paths.map((path) => {
        const shown = read(byteStringOf(path.join('\0')));
        return { path, callback, ...told(shown) };
      }),
    );
  };
}

function told(shown: ShownAttribute | Refusal): Omit<AttributeReading, 'path' | 'callback'> {
  if (shown instanceof Refusal) {
    return { status: shown.status, type: '', text: '', sizeBytes: 0, hex: '', why: shown.why };
  }
  const { value, bytes } = shown;
  const text = readable(value);
  return {
    status: bytes === null ? Status.SERIALIZATION_FAILURE : Status.OK,
    type: value.type,
    text: text.length > mostTextLength ? `${text.slice(0, mostTextLength)}…` : text,
    sizeBytes: bytes?.length ?? 0,
    hex: Array.from((bytes ?? []).slice(0, shownBytes), hexByte).join(' '),
    why: bytes === null ? 'it holds a null, which cannot be passed on' : '',
  };
}

function hexByte(byte: number): string {
  return byte.toString(16).padStart(2, '0');
}

function readable(value: PropertyValue): string {
  switch (value.type) {
    case 'string':
      return textOf(value.value);
    case 'bytes':
    case 'message':
      return `${value.value.length} bytes`;
    case 'map':
      return value.value.map(([key, member]) => `${textOf(key)}: ${readable(member)}`).join('\n');
    case 'list':
      return value.value.map(readable).join(', ');
    case 'null':
      return 'null';
    default:
      return String(value.value);
  }
}
