// A tar archive (ustar) of plain files. The same files give the same bytes everywhere.

export interface TarEntry {
  path: string;
  bytes: Uint8Array;
}

const blockBytes = 512;

export function tarArchive(entries: readonly TarEntry[]): Uint8Array<ArrayBuffer> {
  const paddedSize = ({ bytes }: TarEntry): number =>
    Math.ceil(bytes.length / blockBytes) * blockBytes;
  const size = entries.reduce((sum, entry) => sum + blockBytes + paddedSize(entry), 0);
  // Two empty blocks are the end.
  const archive = new Uint8Array(size + 2 * blockBytes);
  let at = 0;
  for (const entry of entries) {
    archive.set(header(entry), at);
    archive.set(entry.bytes, at + blockBytes);
    at += blockBytes + paddedSize(entry);
  }
  return archive;
}

function header({ path, bytes }: TarEntry): Uint8Array {
  const block = new Uint8Array(blockBytes);
  const write = (text: string, offset: number): void =>
    block.set(new TextEncoder().encode(text), offset);
  const octal = (value: number, digits: number): string => value.toString(8).padStart(digits, '0');
  write(path, 0);
  write('0000644\0', 100);
  write('0000000\0', 108);
  write('0000000\0', 116);
  write(`${octal(bytes.length, 11)}\0`, 124);
  write(`${octal(0, 11)}\0`, 136);
  // The sum is taken with blanks where it will stand itself.
  write('        ', 148);
  write('0', 156);
  write('ustar\u000000', 257);
  const sum = block.reduce((total, byte) => total + byte, 0);
  write(`${octal(sum, 6)}\0 `, 148);
  return block;
}
