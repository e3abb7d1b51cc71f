import type { Criticality } from "../contract/criticality.ts";

/** Who goes first, first. */
export const criticalities: readonly Criticality[] = ["critical", "high", "medium", "low"];

/** One turn in so many goes to those who would otherwise come last. */
const share = 8;

/**
 * Whose turn it is among classes of unequal weight.
 *
 * 1. Seven turns in eight go to the most critical class that waits.
 * 2. The eighth goes to the other classes that wait, one after another: each gets at least one turn in 24, so none starves.
 */
export class Rotation {
  #turn = 0;
  #last = 0;

  /** `waits` tells whether somebody of a class waits. Undefined: nobody does. */
  next(waits: (criticality: Criticality) => boolean): Criticality | undefined {
    const first = criticalities.findIndex(waits);
    if (first < 0) return undefined;
    this.#turn = (this.#turn + 1) % share;
    return criticalities[this.#turn === 0 ? this.#other(first, waits) : first];
  }

  #other(first: number, waits: (criticality: Criticality) => boolean): number {
    for (let step = 1; step <= criticalities.length; step += 1) {
      const index = (this.#last + step) % criticalities.length;
      const criticality = criticalities[index];
      if (index === first || criticality === undefined || !waits(criticality)) continue;
      this.#last = index;
      return index;
    }
    return first;
  }
}
