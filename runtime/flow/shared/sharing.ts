import { randomUUID } from "node:crypto";
import type { FlowClock } from "../clock.ts";
import { type Grant, type Ledger, type Report, settle } from "./ledger.ts";
import { SharedLimits } from "./shared-limits.ts";

/**
 * Reads a few texts that all replicas share and replaces them, with nobody between. `change` is told the texts there are and the time
 * of who keeps them, ms since the epoch; it may be called again.
 */
export type Exchange = <T>(
  keys: readonly string[],
  change: (
    texts: ReadonlyMap<string, string>,
    now: number,
  ) => { readonly texts: ReadonlyMap<string, string>; readonly answer: T },
) => Promise<T>;

export interface SharingOptions {
  readonly exchange: Exchange;
  readonly clock: FlowClock;
  /** A breaker opened or closed. */
  readonly changed: (system: string, policy: string) => void;
  readonly failed: (error: unknown) => void;
}

/** Between two exchanges of this process, milliseconds. */
const gapMs = 50;
/** When it comes again that wants more than it got, or has what others want. */
const soonMs = 200;
/** When it comes again in any case: to keep what it holds, and to hear which system is to be left alone. */
const renewMs = 1_000;
const afterFailureMs = 500;

/**
 * What this process has of limits that all replicas share. Owns: when it exchanges with them, one exchange for all systems.
 *
 * While the ledger can not be had, what was given is used up and its leases run out; then nobody goes.
 */
export class Sharing {
  readonly #options: SharingOptions;
  readonly #replica = randomUUID();
  readonly #systems = new Map<string, SharedLimits>();
  #last = Number.NEGATIVE_INFINITY;
  #armed: { readonly at: number; readonly cancel: () => void } | undefined;
  #under = false;
  #again = false;
  #closed = false;

  constructor(options: SharingOptions) {
    this.#options = options;
  }

  limitsOf(system: string): SharedLimits {
    const limits = new SharedLimits(
      () => this.#options.clock.now(),
      () => this.#wanted(),
    );
    this.#systems.set(system, limits);
    this.#wanted();
    return limits;
  }

  close(): void {
    this.#closed = true;
    this.#armed?.cancel();
  }

  #wanted(): void {
    if (this.#under) this.#again = true;
    else this.#arm(this.#last + gapMs);
  }

  #arm(at: number): void {
    if (this.#closed || this.#under || (this.#armed !== undefined && this.#armed.at <= at)) return;
    this.#armed?.cancel();
    const fire = (): void => {
      this.#armed = undefined;
      void this.#exchange();
    };
    this.#armed = { at, cancel: this.#options.clock.timer(at, fire) };
  }

  async #exchange(): Promise<void> {
    this.#under = true;
    this.#again = false;
    const { clock } = this.#options;
    const began = clock.now();
    const reports = [...this.#systems].map(([system, limits]) => ({
      system,
      limits,
      report: limits.report(),
    }));
    let next: number;
    try {
      const { now, grants } = await this.#settled(reports);
      this.#last = clock.now();
      const ahead = now - (began + this.#last) / 2;
      for (const { system, limits, report } of reports)
        this.#give(system, limits, report, grants.get(system), ahead);
      const contested = [...grants.values()].some((grant) => grant.contested);
      const wanting = reports.some(({ limits }) => limits.waiting > 0);
      next = contested || wanting ? soonMs : renewMs;
    } catch (error) {
      this.#last = clock.now();
      this.#options.failed(error);
      next = afterFailureMs;
    }
    this.#under = false;
    this.#arm(this.#last + (this.#again ? gapMs : next));
  }

  #settled(
    reports: readonly { readonly system: string; readonly report: Report }[],
  ): Promise<{ readonly now: number; readonly grants: ReadonlyMap<string, Grant> }> {
    const keyOf = (system: string) => `flow ${system}`;
    return this.#options.exchange(
      reports.map(({ system }) => keyOf(system)),
      (texts, now) => {
        const changed = new Map<string, string>();
        const grants = new Map<string, Grant>();
        for (const { system, report } of reports) {
          const before = texts.get(keyOf(system));
          // As it was written below.
          const ledger = before === undefined ? {} : (JSON.parse(before) as Ledger);
          const settled = settle(ledger, report, this.#replica, now);
          const after = JSON.stringify(settled.ledger);
          if (after !== before) changed.set(keyOf(system), after);
          grants.set(system, settled.grant);
        }
        return { texts: changed, answer: { now, grants } };
      },
    );
  }

  #give(system: string, limits: SharedLimits, report: Report, grant: Grant | undefined, ahead: number): void {
    if (grant === undefined) return;
    const policies = limits.give(report, grant, ahead);
    for (const policy of policies) this.#options.changed(system, policy);
    limits.turns?.look();
  }
}
