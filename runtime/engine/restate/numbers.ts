import type { SharedStore } from "../store/shared-port.ts";

/**
 * Numbers for runs, in the order of the calls. All that are wanted while the store is asked are the next question; none is kept, for of two
 * messages of a lane the one that is sent later, wherever it is taken, must have the higher number.
 */
export class Numbers {
  readonly #store: SharedStore;
  #wanted: { readonly resolve: (number: number) => void; readonly reject: (error: unknown) => void }[] = [];
  #asking = false;

  constructor(store: SharedStore) {
    this.#store = store;
  }

  next(): Promise<number> {
    return new Promise((resolve, reject) => {
      this.#wanted.push({ resolve, reject });
      if (!this.#asking) void this.#ask();
    });
  }

  async #ask(): Promise<void> {
    this.#asking = true;
    // All calls of this turn of the event loop are one question.
    await new Promise((resolve) => setImmediate(resolve));
    while (this.#wanted.length > 0) {
      const wanted = this.#wanted.splice(0);
      try {
        const numbers = await this.#store.read("reserve", wanted.length);
        for (const [index, { resolve }] of wanted.entries()) resolve(numbers[index] ?? Number.NaN);
      } catch (error) {
        for (const { reject } of wanted) reject(error);
      }
    }
    this.#asking = false;
  }
}
