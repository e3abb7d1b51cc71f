import { Breaker, type BreakerRule, type BreakerState, type OpenBreaker } from "./breaker.ts";
import { Bucket } from "./bucket.ts";

/** How fast turns may follow one another. */
export interface Pace {
  /** When the next turn may be taken: not after `now` where it may be at once, `Infinity` where nobody here can say. */
  nextAt(now: number, waited: boolean): number;
  take(now: number, waited: boolean): void;
}

/** How many turns may be open at once. */
export interface Slots {
  readonly limit: number;
}

/** What keeps work from a system that fails; `Breaker` says what each means. */
export interface Gate {
  readonly open: OpenBreaker | undefined;
  readonly opened: number;
  state(now: number): BreakerState;
  nextAt(now: number): number | undefined;
  begin(): boolean;
  end(probe: boolean, failed: boolean | undefined, now: number): boolean;
}

/** What the limits of one system are made of. A limit's key is its policy's name, empty for the system's own. */
export interface Limits {
  pace(key: string, ratePerSecond: number, burst: number): Pace;
  slots(key: string, concurrency: number): Slots;
  gate(key: string, rule: BreakerRule): Gate;
  /** Turns have begun, ended or been asked for: somebody may wait now. */
  moved(): void;
}

/** The limits of one process that nobody shares with it. `emptyAt`: see `Bucket`. `open`: breakers that were open when it began. */
export function ownLimits(
  emptyAt: number | undefined,
  open: (policy: string) => OpenBreaker | undefined,
): Limits {
  return {
    pace: (_, ratePerSecond, burst) => new Bucket(ratePerSecond, burst, emptyAt),
    slots: (_, limit) => ({ limit }),
    gate: (policy, rule) => new Breaker(rule, open(policy)),
    moved: () => undefined,
  };
}
