/** When a breaker opens, and for how long: a policy's `breaker`. */
export interface BreakerRule {
  readonly failures: number;
  readonly withinMs: number;
  readonly resetMs: number;
}

export type BreakerState = "closed" | "open" | "half-open";

/** What of a breaker outlives the process. */
export interface OpenBreaker {
  readonly openedAt: number;
  readonly until: number;
}

/**
 * Keeps work from a system that fails (M. Nygard, Release It!, circuit breaker).
 *
 * 1. It opens with the last of `failures` failures that lie within `withinMs`.
 * 2. While it is open nobody goes. After `resetMs` one goes, and nobody else until that one is back.
 * 3. That one closes it or keeps it open for another `resetMs`; what began before it opened decides nothing.
 * 4. One that was open when the process ended is open when the next begins; closed ones have forgotten their failures.
 */
export class Breaker {
  readonly #rule: BreakerRule;
  #failures: number[] = [];
  #open: OpenBreaker | undefined;
  #probing = false;
  #opened = 0;

  constructor(rule: BreakerRule, open?: OpenBreaker) {
    this.#rule = rule;
    this.#open = open;
  }

  get open(): OpenBreaker | undefined {
    return this.#open;
  }

  /** How often it has opened in this process. */
  get opened(): number {
    return this.#opened;
  }

  state(now: number): BreakerState {
    if (this.#open === undefined) return "closed";
    return this.#probing || this.#until(this.#open, now) <= now ? "half-open" : "open";
  }

  /** When somebody may go: `now` or earlier if at once, undefined if only the return of who is away can tell. */
  nextAt(now: number): number | undefined {
    if (this.#open === undefined) return now;
    return this.#probing ? undefined : this.#until(this.#open, now);
  }

  /** Somebody goes. True: to try whether it is over. */
  begin(): boolean {
    this.#probing = this.#open !== undefined;
    return this.#probing;
  }

  /** Somebody is back; `failed` undefined where nothing came of it. True: it opened or closed. */
  end(probe: boolean, failed: boolean | undefined, now: number): boolean {
    if (probe) return this.#probed(failed, now);
    if (failed !== true || this.#open !== undefined) return false;
    const { failures, withinMs } = this.#rule;
    this.#failures = this.#failures.filter((at) => now - at < withinMs);
    this.#failures.push(now);
    if (this.#failures.length < failures) return false;
    this.#open = { openedAt: now, until: now + this.#rule.resetMs };
    this.#failures = [];
    this.#opened += 1;
    return true;
  }

  #probed(failed: boolean | undefined, now: number): boolean {
    this.#probing = false;
    if (failed === undefined || this.#open === undefined) return false;
    this.#open = failed ? { openedAt: this.#open.openedAt, until: now + this.#rule.resetMs } : undefined;
    return true;
  }

  /** A clock that was set back must not keep it open for longer than its reset. */
  #until(open: OpenBreaker, now: number): number {
    const until = Math.min(open.until, now + this.#rule.resetMs);
    if (until < open.until) this.#open = { ...open, until };
    return until;
  }
}
