import { SeededRandom } from "../../runtime/engine/embedded/index.ts";

/** All that is left to chance in a history, from one seed. */
export class Chance {
  readonly #random: SeededRandom;

  constructor(seed: number) {
    this.#random = new SeededRandom(seed);
  }

  /** From 0, under `limit`. */
  below(limit: number): number {
    return Math.floor(this.#random.next() * limit);
  }

  /** True once in `times`. */
  once(times: number): boolean {
    return this.below(times) === 0;
  }

  pick<T>(from: readonly T[]): T | undefined {
    return from[this.below(from.length)];
  }

  /** A stream of its own: what one party draws does not move what another gets. */
  branch(): SeededRandom {
    return new SeededRandom(this.below(2 ** 32));
  }
}
