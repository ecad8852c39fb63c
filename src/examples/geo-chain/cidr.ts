// Addresses and networks of IPv4 (4 bytes) and IPv6 (16 bytes).

// `null` when the text is no address.
export function parseAddress(text: string): Uint8Array | null {
  return text.includes(':') ? parseV6(text) : parseV4(text);
}

// Whether the first `bits` bits of both are the same.
export function contains(network: Uint8Array, bits: i32, address: Uint8Array): bool {
  if (network.length != address.length) return false;
  for (let i = 0; i < bits; i++) {
    const mask = 0x80 >> (i & 7);
    if ((network[i >> 3] & mask) != (address[i >> 3] & mask)) return false;
  }
  return true;
}

function parseV4(text: string): Uint8Array | null {
  const parts = text.split('.');
  if (parts.length != 4) return null;
  const bytes = new Uint8Array(4);
  for (let i = 0; i < 4; i++) {
    const value = parseNumber(parts[i], 10);
    if (value < 0 || value > 255) return null;
    bytes[i] = <u8>value;
  }
  return bytes;
}

// Groups of 16 bits; one "::" stands for as many zeros as are missing.
function parseV6(text: string): Uint8Array | null {
  const halves = text.split('::');
  if (halves.length > 2) return null;
  const head = groups(halves[0]);
  const tail = halves.length == 2 ? groups(halves[1]) : [];
  const count = head.length + tail.length;
  if (halves.length == 2 ? count > 7 : count != 8) return null;
  const bytes = new Uint8Array(16);
  for (let i = 0; i < head.length; i++) if (!putGroup(bytes, i, head[i])) return null;
  for (let i = 0; i < tail.length; i++) if (!putGroup(bytes, 8 - tail.length + i, tail[i])) return null;
  return bytes;
}

function groups(text: string): string[] {
  return text == '' ? [] : text.split(':');
}

function putGroup(bytes: Uint8Array, at: i32, text: string): bool {
  const value = parseNumber(text, 16);
  if (value < 0 || value > 0xffff) return false;
  bytes[at * 2] = <u8>(value >> 8);
  bytes[at * 2 + 1] = <u8>value;
  return true;
}

// -1 for what is no number.
function parseNumber(text: string, radix: i32): i32 {
  if (text.length == 0 || text.length > 4) return -1;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    const isDigit = unit >= 0x30 && unit <= 0x39;
    const isLetter = (unit | 0x20) >= 0x61 && (unit | 0x20) <= 0x66;
    if (!isDigit && !(radix == 16 && isLetter)) return -1;
  }
  return I32.parseInt(text, radix);
}
