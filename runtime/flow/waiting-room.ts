import type { Criticality } from "../contract/criticality.ts";
import { criticalities } from "./rotation.ts";

/** Somebody's place: by `order`, then as they came. */
export interface Place {
  readonly order: number;
  readonly criticality: Criticality;
}

/**
 * Who waits, by criticality, and in each of those by order.
 *
 * 1. The first is found at once, whoever waits behind; who comes in order is added at once.
 * 2. One and the same may stand in it several times under one order (the branches of one run), first come first.
 */
export class WaitingRoom<P extends Place> {
  readonly #queues = new Map<Criticality, SortedQueue<P>>(
    criticalities.map((criticality) => [criticality, new SortedQueue<P>()]),
  );

  #size = 0;

  get size(): number {
    return this.#size;
  }

  add(place: P): void {
    this.#size += 1;
    this.#queue(place.criticality).add(place);
  }

  /** False: it was not there. */
  remove(place: P): boolean {
    const found = this.#queue(place.criticality).remove(place);
    if (found) this.#size -= 1;
    return found;
  }

  /** The one that so many of its criticality stand before. */
  at(criticality: Criticality, index: number): P | undefined {
    return this.#queue(criticality).at(index);
  }

  rank(place: P): number {
    return this.#queue(place.criticality).rank(place);
  }

  #queue(criticality: Criticality): SortedQueue<P> {
    const queue = this.#queues.get(criticality);
    if (queue === undefined) throw new Error(`There is no criticality ${criticality}.`);
    return queue;
  }
}

class SortedQueue<P extends Place> {
  #items: (P | undefined)[] = [];
  /** What lies before it has left. */
  #head = 0;

  at(index: number): P | undefined {
    return this.#items[this.#head + index];
  }

  add(place: P): void {
    const index = this.#search(place.order, true);
    if (index === this.#items.length) this.#items.push(place);
    else this.#items.splice(index, 0, place);
  }

  rank(place: P): number {
    for (let index = this.#search(place.order, false); index < this.#items.length; index += 1) {
      const found = this.#items[index];
      if (found === place) return index - this.#head;
      if (found === undefined || found.order !== place.order) break;
    }
    return -1;
  }

  remove(place: P): boolean {
    const rank = this.rank(place);
    if (rank < 0) return false;
    if (rank > 0) this.#items.splice(this.#head + rank, 1);
    else this.#shift();
    return true;
  }

  #shift(): void {
    this.#items[this.#head++] = undefined;
    if (this.#head < 1024 || this.#head * 2 < this.#items.length) return;
    this.#items = this.#items.slice(this.#head);
    this.#head = 0;
  }

  /** The first index whose order is not below (`after`: is above) this one. */
  #search(order: number, after: boolean): number {
    let [low, high] = [this.#head, this.#items.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      const own = this.#items[middle]?.order ?? 0;
      if (own < order || (after && own === order)) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
