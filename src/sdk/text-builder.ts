// A text that grows at its end, in time linear in what is added.

// @ts-ignore: decorator
@final
export class TextBuilder {
  private units: usize = 0;
  private text: string = changetype<string>(__new(128, idof<string>()));

  /** Adds the part of a text from `start` to before `end`. */
  addPart(text: string, start: i32, end: i32): void {
    const size = <usize>(end - start) << 1;
    const at = this.reserve(size);
    memory.copy(at, changetype<usize>(text) + (<usize>start << 1), size);
  }

  add(text: string): void {
    this.addPart(text, 0, text.length);
  }

  addUnit(unit: i32): void {
    store<u16>(this.reserve(2), unit);
  }

  /** The text. It ends the work of this object. */
  toString(): string {
    return changetype<string>(__renew(changetype<usize>(this.text), this.units));
  }

  /** Room for so many more bytes. */
  private reserve(size: usize): usize {
    const start = this.units;
    const needed = start + size;
    const room = <usize>this.text.length << 1;
    if (needed > room) {
      this.text = changetype<string>(__renew(changetype<usize>(this.text), max(needed, room << 1)));
    }
    this.units = needed;
    return changetype<usize>(this.text) + start;
  }
}
