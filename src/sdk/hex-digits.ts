// The digits of hexadecimal numbers.

/** The value of a digit of either case; -1 when the character is none. */
export function hexValue(unit: i32): i32 {
  if (unit >= 0x30 && unit <= 0x39) return unit - 0x30;
  const letter = unit | 0x20;
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : -1;
}

/** The digit for a value below 16; `ten` is the letter for 10. */
export function hexDigit(value: u32, ten: u32): u16 {
  return <u16>(value < 10 ? 0x30 + value : ten + value - 10);
}
