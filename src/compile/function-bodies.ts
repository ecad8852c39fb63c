// Where the bodies of a module's functions begin and end: the little of the binary format that source positions need.

export interface FunctionBody {
  /** Byte offsets in the module; `end` is the first byte behind. */
  start: number;
  end: number;
}

const HEADER_BYTES = 8;
const CODE_SECTION = 10;

/** Bodies in the order of the code section. Empty when the module has none. */
export function functionBodies(module: Uint8Array): FunctionBody[] {
  let at = HEADER_BYTES;
  const readNumber = (): number => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = module[at++];
      if (byte === undefined) throw new RangeError('The module ends inside of a number.');
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return value;
    }
  };
  while (at < module.length) {
    const id = module[at++];
    const size = readNumber();
    if (id !== CODE_SECTION) {
      at += size;
      continue;
    }
    return Array.from({ length: readNumber() }, () => {
      const bodySize = readNumber();
      const start = at;
      at += bodySize;
      return { start, end: at };
    });
  }
  return [];
}
