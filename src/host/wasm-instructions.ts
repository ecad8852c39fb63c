// Steps over one wasm instruction with its immediates: enough of the instruction set to walk a function body of any filter
// compiled today.

import { type WasmReader, WasmSyntaxError } from './wasm-reader.ts';

function memoryArgument(reader: WasmReader): void {
  const align = reader.u();
  if ((align & 0x40) !== 0) reader.u();
  reader.skipNumber();
}

function blockType(reader: WasmReader): void {
  const code = reader.bytes[reader.at] ?? 0;
  // A signed number, in which every plain type is one negative byte.
  if (code === 0x63 || code === 0x64) reader.byte();
  reader.skipNumber();
}

function numbers(reader: WasmReader, count: number): void {
  for (let i = 0; i < count; i++) reader.skipNumber();
}

function bulk(reader: WasmReader): void {
  const code = reader.u();
  if (code <= 7) return;
  if (code > 17)
    throw new WasmSyntaxError(`an unknown instruction 0xfc ${code} at byte ${reader.at}`);
  numbers(reader, code === 8 || code === 10 || code === 12 || code === 14 ? 2 : 1);
}

function vector(reader: WasmReader): void {
  const code = reader.u();
  if (code <= 11 || code === 92 || code === 93) memoryArgument(reader);
  else if (code === 12 || code === 13) reader.skip(16);
  else if (code >= 21 && code <= 34) reader.byte();
  else if (code >= 84 && code <= 91) {
    memoryArgument(reader);
    reader.byte();
  }
}

/** Struct, array and reference instructions, by how many numbers follow. */
function garbageCollected(reader: WasmReader): void {
  const code = reader.u();
  if (code === 24 || code === 25) {
    reader.byte();
    return numbers(reader, 3);
  }
  if (code > 30)
    throw new WasmSyntaxError(`an unknown instruction 0xfb ${code} at byte ${reader.at}`);
  const two = [2, 3, 4, 5, 8, 9, 10, 17, 18, 19];
  const none = [15, 26, 27, 28, 29, 30];
  numbers(reader, two.includes(code) ? 2 : none.includes(code) ? 0 : 1);
}

function tryTable(reader: WasmReader): void {
  blockType(reader);
  const clauses = reader.u();
  for (let i = 0; i < clauses; i++) numbers(reader, reader.byte() < 2 ? 2 : 1);
}

/** Moves the reader behind the instruction it stands on. Throws {@link WasmSyntaxError} on one it does not know. */
export function skipInstruction(reader: WasmReader): void {
  const code = reader.byte();
  if (code >= 0x45 && code <= 0xc4) return;
  if (code >= 0x28 && code <= 0x3e) return memoryArgument(reader);
  if (code >= 0x20 && code <= 0x26) return reader.skipNumber();
  switch (code) {
    case 0x02:
    case 0x03:
    case 0x04:
    case 0x06:
      return blockType(reader);
    case 0x1f:
      return tryTable(reader);
    case 0x0e:
      return numbers(reader, reader.u() + 1);
    case 0x11:
    case 0x13:
      return numbers(reader, 2);
    case 0x07:
    case 0x08:
    case 0x09:
    case 0x0c:
    case 0x0d:
    case 0x10:
    case 0x12:
    case 0x14:
    case 0x15:
    case 0x18:
    case 0x3f:
    case 0x40:
    case 0x41:
    case 0x42:
    case 0xd0:
    case 0xd2:
    case 0xd5:
    case 0xd6:
      return reader.skipNumber();
    case 0x43:
      return reader.skip(4);
    case 0x44:
      return reader.skip(8);
    case 0x1c: {
      const count = reader.u();
      for (let i = 0; i < count; i++) reader.valueType();
      return;
    }
    case 0xfb:
      return garbageCollected(reader);
    case 0xfc:
      return bulk(reader);
    case 0xfd:
      return vector(reader);
    case 0xfe:
      if (reader.u() === 3) reader.byte();
      else memoryArgument(reader);
      return;
    case 0x00:
    case 0x01:
    case 0x05:
    case 0x0a:
    case 0x0b:
    case 0x0f:
    case 0x19:
    case 0x1a:
    case 0x1b:
    case 0xd1:
    case 0xd3:
    case 0xd4:
      return;
    default:
      throw new WasmSyntaxError(
        `an unknown instruction 0x${code.toString(16)} at byte ${reader.at}`,
      );
  }
}
