import type { Slots } from "../limits.ts";
import type { SlotsGrant, SlotsReport } from "./ledger.ts";

/**
 * This process's part of a concurrency that all replicas share. It grows when the ledger says so, and shrinks before the ledger is
 * told, so that parts never add up to more than the whole. Once its lease is over it has none.
 */
export class SharedSlots implements Slots {
  readonly #whole: number;
  readonly #now: () => number;
  #share = 0;
  #fair = 0;
  #until = 0;

  constructor(whole: number, now: () => number) {
    this.#whole = whole;
    this.#now = now;
  }

  get limit(): number {
    return this.#now() < this.#until ? this.#share : 0;
  }

  report(open: number, waiting: number): SlotsReport {
    const keep = open + waiting === 0 ? 0 : Math.max(open, Math.min(this.#share, this.#fair));
    this.#share = Math.min(this.#share, keep);
    return { limit: this.#whole, open, waiting, keep: this.#share };
  }

  /** `until` in this process's time. */
  give({ share, fair }: SlotsGrant, until: number): void {
    this.#share = share;
    this.#fair = fair;
    this.#until = until;
  }
}
