import { Fifo } from "../fifo.ts";

/** Characters of messages that are read at a time. Each is in memory several times meanwhile, here and on the store's thread. */
const atOnce = 4 * 1024 * 1024;
/** So many runs are read at a time whatever their size: as many as programs move. */
const most = 256;
/** As few, however large they are; and as many until it is known how large they are. */
const least = 8;
/** How soon a large message is forgotten: its weight after each smaller one. */
const fading = 0.98;

/**
 * How many runs are read from the store at a time. Owns: whose turn it is, in the order they came. A backlog of small messages is
 * read by hundreds, one of large messages by eights: when a system comes back that was gone for long, memory holds.
 */
export class Reading {
  readonly #waiting = new Fifo<() => void>();
  #underWay = 0;
  /** Characters of a message as they are of late, rather too many than too few. */
  #usual = atOnce / least;

  /** Carries out `read` when it is its turn; `sizeOf` tells how many characters came of it. */
  async one<T>(read: () => Promise<T>, sizeOf: (result: T) => number): Promise<T> {
    if (this.#underWay >= this.#places) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    this.#underWay += 1;
    try {
      const result = await read();
      this.#usual = Math.max(sizeOf(result), this.#usual * fading);
      return result;
    } finally {
      this.#underWay -= 1;
      for (let free = this.#places - this.#underWay; free > 0; free -= 1) this.#waiting.shift()?.();
    }
  }

  get #places(): number {
    return Math.min(Math.max(Math.floor(atOnce / Math.max(this.#usual, 1)), least), most);
  }
}
