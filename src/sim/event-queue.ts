// Virtual time: one queue of things to happen, ordered by time and then by when they were put there.

interface Entry {
  atNs: number;
  order: number;
  run: () => void;
  cancelled: boolean;
  background: boolean;
}

export interface Scheduled {
  cancel(): void;
}

export class EventQueue {
  #heap: Entry[] = [];
  #order = 0;
  #foreground = 0;
  nowNs = 0;

  /** `background` events (ticks) do not keep the world going by themselves. */
  schedule(delayNs: number, run: () => void, background = false): Scheduled {
    const entry: Entry = {
      atNs: this.nowNs + Math.max(0, delayNs),
      order: this.#order++,
      run,
      cancelled: false,
      background,
    };
    this.#push(entry);
    if (!background) this.#foreground++;
    return {
      cancel: () => {
        if (entry.cancelled) return;
        entry.cancelled = true;
        if (!background) this.#foreground--;
      },
    };
  }

  /** True while anything but ticks is waiting to happen. */
  get hasForeground(): boolean {
    return this.#foreground > 0;
  }

  /** When the next event happens, or null when there is none. */
  nextNs(): number | null {
    while (this.#heap[0]?.cancelled === true) this.#pop();
    return this.#heap[0]?.atNs ?? null;
  }

  /** Lets the next event happen. False when there is none. */
  step(): boolean {
    if (this.nextNs() === null) return false;
    const entry = this.#pop();
    if (entry === undefined) return false;
    entry.cancelled = true;
    if (!entry.background) this.#foreground--;
    this.nowNs = Math.max(this.nowNs, entry.atNs);
    entry.run();
    return true;
  }

  #before(a: Entry, b: Entry): boolean {
    return a.atNs < b.atNs || (a.atNs === b.atNs && a.order < b.order);
  }

  #push(entry: Entry): void {
    const heap = this.#heap;
    heap.push(entry);
    let at = heap.length - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      const above = heap[parent];
      if (above === undefined || !this.#before(entry, above)) break;
      heap[at] = above;
      at = parent;
    }
    heap[at] = entry;
  }

  #pop(): Entry | undefined {
    const heap = this.#heap;
    const first = heap[0];
    const last = heap.pop();
    if (first === undefined || last === undefined || first === last) return first;
    let at = 0;
    for (;;) {
      let child = at * 2 + 1;
      const left = heap[child];
      if (left === undefined) break;
      const right = heap[child + 1];
      const smaller = right !== undefined && this.#before(right, left) ? right : left;
      if (smaller === right) child++;
      if (!this.#before(smaller, last)) break;
      heap[at] = smaller;
      at = child;
    }
    heap[at] = last;
    return first;
  }
}
