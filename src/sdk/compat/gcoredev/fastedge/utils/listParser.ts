// `…/assembly/fastedge/utils/listParser`: the lists that FastEdge's stores answer with.

import { pointerTo } from '../../../../memory';
import { decodeLossy } from '../../../../utf8';

/** Makes an item from its bytes. */
export abstract class ItemParser<T> {
  /** The item in `itemSize` bytes from `dataIndex` on; `null` leaves it out. */
  abstract parseItem(buffer: ArrayBuffer, dataIndex: u32, itemSize: u32): T | null;

  abstract createEmptyArray(): Array<T>;
}

/** Items that are text. */
export class StringParser extends ItemParser<string> {
  parseItem(buffer: ArrayBuffer, dataIndex: u32, itemSize: u32): string | null {
    return decodeLossy(pointerTo(buffer) + dataIndex, itemSize);
  }

  createEmptyArray(): Array<string> {
    return [];
  }
}

/** The items of a list: count, then all lengths, then the items, each with a NUL after it. Stops where the bytes end. */
export function parseBufferToList<T>(buffer: ArrayBuffer, parser: ItemParser<T>): Array<T> {
  const items = parser.createEmptyArray();
  const size = <u64>buffer.byteLength;
  const count: u64 = size < 4 ? 0 : load<u32>(pointerTo(buffer));
  let at: u64 = 4 + 4 * count;
  for (let i: u64 = 0; i < count && at <= size; i++) {
    const itemSize: u64 = load<u32>(pointerTo(buffer) + 4 + 4 * <usize>i);
    if (at + itemSize > size) break;
    const item = parser.parseItem(buffer, <u32>at, <u32>itemSize);
    if (item != null) items.push(item);
    at += itemSize + 1;
  }
  return items;
}
