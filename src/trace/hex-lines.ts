// Bytes as people read them: line by line, in hexadecimal and as text.

export interface HexLine {
  /** Of the first byte. */
  address: string;
  hex: string;
  text: string;
}

/** Bytes on a line, as hexdump writes them. */
const dumped = 16;

export interface HexLook {
  /** Least number of digits of an address. */
  addressDigits: number;
  /** Stands for a byte that is no printable ASCII. */
  unprintable: string;
  /** Bytes on a line. */
  perLine: number;
}

export function hexLines(
  bytes: Uint8Array,
  address: number,
  { addressDigits, unprintable, perLine }: HexLook,
): HexLine[] {
  const lines: HexLine[] = [];
  for (let start = 0; start < bytes.length; start += perLine) {
    const part = [...bytes.subarray(start, start + perLine)];
    lines.push({
      address: (address + start).toString(16).padStart(addressDigits, '0'),
      hex: part.map((byte) => byte.toString(16).padStart(2, '0')).join(' '),
      text: part
        .map((byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : unprintable))
        .join(''),
    });
  }
  return lines;
}

/** `00000010  7b 22 …  {"…`, line by line, as hexdump writes it. */
export function hexDump(bytes: Uint8Array): string {
  return hexLines(bytes, 0, { addressDigits: 8, unprintable: '.', perLine: dumped })
    .map(({ address, hex, text }) => `${address}  ${hex.padEnd(dumped * 3 - 1)}  ${text}`)
    .join('\n');
}
