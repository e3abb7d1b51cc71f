import type { Pace } from "../limits.ts";
import type { RateReport } from "./ledger.ts";

/** A turn whose moment is past by more is not taken: others have had theirs since, milliseconds. */
const lateMs = 50;

/**
 * This process's part of a rate that all replicas share: moments that it was given, each for one turn. What is not used in time is
 * lost, as what flows into a bucket that is full.
 */
export class SharedPace implements Pace {
  readonly #ratePerSecond: number;
  readonly #burst: number;
  /** Ascending. */
  #moments: number[] = [];

  constructor(ratePerSecond: number, burst: number) {
    this.#ratePerSecond = ratePerSecond;
    this.#burst = burst;
  }

  nextAt(now: number): number {
    // A burst is given all at once.
    const late = Math.max(lateMs, ((this.#burst - 1) * 1_000) / this.#ratePerSecond);
    while ((this.#moments[0] ?? now) < now - late) this.#moments.shift();
    return this.#moments[0] ?? Number.POSITIVE_INFINITY;
  }

  take(): void {
    this.#moments.shift();
  }

  report(now: number, waiting: number): RateReport {
    this.nextAt(now);
    const want = Math.max(0, waiting - this.#moments.length);
    return { ratePerSecond: this.#ratePerSecond, burst: this.#burst, want };
  }

  give(moments: readonly number[]): void {
    this.#moments.push(...moments);
  }
}
