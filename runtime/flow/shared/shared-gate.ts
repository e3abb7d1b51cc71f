import type { BreakerRule, BreakerState, OpenBreaker } from "../breaker.ts";
import type { Gate } from "../limits.ts";
import type { BreakerReport } from "./ledger.ts";

/**
 * What this process sees of a breaker that all replicas share. It opens and closes when the ledger says so; who tries whether the
 * system is back was given that turn by the ledger.
 */
export class SharedGate implements Gate {
  readonly #rule: BreakerRule;
  readonly #told: () => void;
  #open: OpenBreaker | undefined;
  #opened = 0;
  #mayProbe = false;
  #probing = false;
  #probed: "ok" | "failed" | "none" | undefined;
  #failures: number[] = [];

  /** `told`: there is something to report at once. */
  constructor(rule: BreakerRule, told: () => void) {
    this.#rule = rule;
    this.#told = told;
  }

  get open(): OpenBreaker | undefined {
    return this.#open;
  }

  get opened(): number {
    return this.#opened;
  }

  state(now: number): BreakerState {
    if (this.#open === undefined) return "closed";
    return this.#probing || this.#open.until <= now ? "half-open" : "open";
  }

  nextAt(now: number): number | undefined {
    if (this.#open === undefined || this.#mayProbe) return now;
    return this.#open.until > now ? this.#open.until : undefined;
  }

  begin(): boolean {
    if (this.#open === undefined) return false;
    this.#mayProbe = false;
    this.#probing = true;
    return true;
  }

  /** Never itself the one to open or close: see `give`. */
  end(probe: boolean, failed: boolean | undefined, now: number): false {
    if (probe) {
      this.#probing = false;
      this.#probed = failed === undefined ? "none" : failed ? "failed" : "ok";
      this.#told();
    } else if (failed === true && this.#open === undefined) {
      this.#failures.push(now);
      this.#told();
    }
    return false;
  }

  report(now: number, waiting: number): BreakerReport {
    // Who was to try has left: another replica may have somebody.
    if (this.#mayProbe && waiting === 0) {
      this.#mayProbe = false;
      this.#probed ??= "none";
    }
    const wantsProbe = waiting > 0 && this.#open !== undefined && !this.#probing && this.#open.until <= now;
    return {
      rule: this.#rule,
      failedMs: this.#failures.map((at) => Math.max(now - at, 0)),
      ...(this.#probed && { probed: this.#probed }),
      wantsProbe: wantsProbe || (this.#probed !== undefined && waiting > 0),
    };
  }

  /** The ledger has taken a report. True: it opened or closed. */
  give(told: BreakerReport, open: OpenBreaker | undefined, probe: boolean): boolean {
    this.#failures.splice(0, told.failedMs.length);
    if (told.probed !== undefined) this.#probed = undefined;
    const changed = (open === undefined) !== (this.#open === undefined);
    if (changed && open !== undefined) this.#opened += 1;
    this.#open = open;
    // What it was told it may have done while this was on its way.
    this.#mayProbe = probe && !this.#probing && this.#probed === undefined;
    return changed;
  }
}
