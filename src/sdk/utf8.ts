// Text and UTF-8. From the host lossy (bad bytes become U+FFFD, as a browser shows them), strict when asked for;
// to the host lone surrogates become U+FFFD, because a header or a log line must be valid text.
// Written anew because the standard library's decoder does not check its input.

// @ts-ignore: decorator
@lazy let wasValid: bool = true;

/** Text of `size` bytes at `ptr`; every bad sequence becomes one U+FFFD. */
export function decodeLossy(ptr: usize, size: usize): string {
  // One UTF-16 unit per byte is always enough; the rest is cut off at the end.
  const text = changetype<string>(__new(size << 1, idof<string>()));
  const start = changetype<usize>(text);
  let out = start;
  let at = ptr;
  const end = ptr + size;
  wasValid = true;
  while (at < end) {
    const lead = <u32>load<u8>(at++);
    if (lead < 0x80) {
      store<u16>(out, lead);
      out += 2;
      continue;
    }
    let more = lead >= 0xf0 ? 3 : lead >= 0xe0 ? 2 : 1;
    let valid = lead >= 0xc2 && lead <= 0xf4;
    let point = lead & (0x3f >> more);
    // The second byte has the narrower range: no overlong forms, no surrogates, nothing above U+10FFFF.
    let low: u32 = lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80;
    let high: u32 = lead == 0xed ? 0x9f : lead == 0xf4 ? 0x8f : 0xbf;
    while (valid && more > 0) {
      const next: u32 = at < end ? load<u8>(at) : 0;
      valid = next >= low && next <= high;
      if (valid) {
        point = (point << 6) | (next & 0x3f);
        at++;
        more--;
        low = 0x80;
        high = 0xbf;
      }
    }
    if (!valid) {
      wasValid = false;
      point = 0xfffd;
    }
    if (point < 0x10000) {
      store<u16>(out, point);
      out += 2;
    } else {
      point -= 0x10000;
      store<u16>(out, 0xd800 | (point >> 10));
      store<u16>(out, 0xdc00 | (point & 0x3ff), 2);
      out += 4;
    }
  }
  const used = out - start;
  return used == size << 1 ? text : changetype<string>(__renew(start, used));
}

/** The text of UTF-8 bytes, or `null` when they are not valid UTF-8. */
export function decodeUtf8(bytes: ArrayBuffer): string | null {
  const text = decodeLossy(changetype<usize>(bytes), bytes.byteLength);
  return wasValid ? text : null;
}

/** Number of bytes in UTF-8 of the text of `units` UTF-16 units at `ptr`. */
export function sizeOfUtf8(ptr: usize, units: i32): usize {
  let size: usize = 0;
  for (let i = 0; i < units; i++) {
    const point = pointAt(ptr, units, i);
    size += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
    if (point >= 0x10000) i++;
  }
  return size;
}

/**
 * Writes the text of `units` UTF-16 units at `ptr` as UTF-8 and returns the address behind it. Takes no string and allocates
 * nothing, so that abort can call it when neither memory nor the garbage collector's stack has any room left.
 */
export function writeUtf8(ptr: usize, units: i32, at: usize): usize {
  for (let i = 0; i < units; i++) {
    const point = pointAt(ptr, units, i);
    if (point < 0x80) {
      store<u8>(at++, point);
      continue;
    }
    if (point < 0x800) {
      store<u8>(at++, 0xc0 | (point >> 6));
    } else {
      if (point < 0x10000) {
        store<u8>(at++, 0xe0 | (point >> 12));
      } else {
        i++;
        store<u8>(at++, 0xf0 | (point >> 18));
        store<u8>(at++, 0x80 | ((point >> 12) & 0x3f));
      }
      store<u8>(at++, 0x80 | ((point >> 6) & 0x3f));
    }
    store<u8>(at++, 0x80 | (point & 0x3f));
  }
  return at;
}

/** The code point at a UTF-16 unit: a pair of surrogates joined, a lone one replaced. */
function pointAt(ptr: usize, units: i32, index: i32): u32 {
  const at = ptr + (<usize>index << 1);
  const unit = <u32>load<u16>(at);
  if ((unit & 0xf800) != 0xd800) return unit;
  if (unit < 0xdc00 && index + 1 < units) {
    const next = <u32>load<u16>(at, 2);
    if ((next & 0xfc00) == 0xdc00) return 0x10000 + ((unit & 0x3ff) << 10) + (next & 0x3ff);
  }
  return 0xfffd;
}
