/** What a timer that fired late took from those who waited is given back, at most so many milliseconds of it. */
const latenessMs = 10;

/**
 * A token bucket, kept as one moment (the generic cell rate algorithm, ITU-T I.371): it costs nothing while nobody comes.
 *
 * 1. In any second at most `burst + ratePerSecond` turns are taken, up to the clock's own lateness.
 * 2. It begins empty after a restart: the process before may have spent what is in it, and nobody knows.
 * 3. A clock that is set back makes nobody wait longer than an empty bucket would.
 */
export class Bucket {
  readonly #interval: number;
  readonly #allowance: number;
  /** The moment that the last turn belongs to. */
  #last: number;

  /** `emptyAt`: the moment it is known to be empty at; undefined where nobody can have used it. */
  constructor(ratePerSecond: number, burst: number, emptyAt: number | undefined) {
    this.#interval = 1000 / ratePerSecond;
    this.#allowance = Math.max(burst - 1, 0) * this.#interval;
    this.#last = emptyAt ?? Number.NEGATIVE_INFINITY;
  }

  /** When the next turn may be taken; not after `now` where it may be at once. */
  nextAt(now: number, waited: boolean): number {
    const full = now - this.#allowance - this.#interval - (waited ? latenessMs : 0);
    return Math.max(Math.min(this.#last, now), full) + this.#interval;
  }

  take(now: number, waited: boolean): void {
    this.#last = this.nextAt(now, waited);
  }
}
