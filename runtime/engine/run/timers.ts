import type { Clock } from "./clock.ts";

interface Entry {
  readonly at: number;
  readonly order: number;
  fire: (() => void) | undefined;
}

/**
 * All waiting of the engine on one timer of the clock: a binary heap by time.
 *
 * 1. What is due fires in order of time, then of adding.
 * 2. A million of them cost memory, no work.
 */
export class Timers {
  readonly #clock: Clock;
  readonly #heap: Entry[] = [];
  #order = 0;
  #armed: { readonly at: number; readonly cancel: () => void } | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  add(at: number, fire: () => void): () => void {
    const entry: Entry = { at, order: this.#order++, fire };
    this.#push(entry);
    this.#arm();
    return () => {
      entry.fire = undefined;
    };
  }

  stop(): void {
    this.#armed?.cancel();
    this.#armed = undefined;
    this.#heap.length = 0;
  }

  #arm(): void {
    const first = this.#heap[0];
    if (first === undefined || (this.#armed !== undefined && this.#armed.at <= first.at)) return;
    this.#armed?.cancel();
    this.#armed = { at: first.at, cancel: this.#clock.timer(first.at, () => this.#due()) };
  }

  #due(): void {
    this.#armed = undefined;
    const now = this.#clock.now();
    for (
      let first = this.#heap[0];
      first !== undefined && (first.at <= now || first.fire === undefined);
      first = this.#heap[0]
    ) {
      this.#pop();
      first.fire?.();
    }
    this.#arm();
  }

  #push(entry: Entry): void {
    const heap = this.#heap;
    let index = heap.push(entry) - 1;
    while (index > 0) {
      const above = (index - 1) >> 1;
      const parent = heap[above];
      if (parent === undefined || before(parent, entry)) break;
      heap[index] = parent;
      index = above;
    }
    heap[index] = entry;
  }

  #pop(): void {
    const heap = this.#heap;
    const last = heap.pop();
    if (last === undefined || heap.length === 0) return;
    let index = 0;
    for (;;) {
      let below = 2 * index + 1;
      const [left, right] = [heap[below], heap[below + 1]];
      if (left === undefined) break;
      if (right !== undefined && before(right, left)) below += 1;
      const child = heap[below];
      if (child === undefined || before(last, child)) break;
      heap[index] = child;
      index = below;
    }
    heap[index] = last;
  }
}

function before(one: Entry, other: Entry): boolean {
  return one.at < other.at || (one.at === other.at && one.order < other.order);
}
