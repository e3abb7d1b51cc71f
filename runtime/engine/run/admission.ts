import type { AcceptCommand, Program } from "../port.ts";
import { Busy } from "../port.ts";
import type { Random } from "./random.ts";

/** As whoever makes an engine says it. */
export interface AdmissionLimits {
  /** Runs in the backlog. Default 10,000. */
  readonly backlog?: number;
  /** How long a route's oldest may have waited for its turn, milliseconds. Default: no limit. */
  readonly backlogAgeMs?: number;
}

/** What is waiting or under way, as far as the engine counts it. */
export interface Waiting {
  readonly total: number;
  of(route: string): number;
  /** How long the first of a route's runs has waited for its turn, milliseconds; 0 where none waits. */
  oldestMs(route: string): number;
  /** Runs that end in a millisecond, as of late, of a route or of all; 0 where none did. */
  pace(route?: string): number;
}

/** What a caller turned away is told to wait, milliseconds: at least, at most, and where nothing has ended of late. */
const retryMs = { least: 1_000, most: 60_000, unknown: 30_000 };

/** A tenth of a limit: of the backlog's it is kept for what is critical; and so much must be free before one turned away had better come back. */
const tenth = (runs: number): number => Math.floor(runs / 10);

/**
 * Whether there is room for one more. Owns: the limits. Not: the counts.
 *
 * 1. The backlog is never longer than its limit. The last tenth is for critical routes, where there are any.
 * 2. A route may have as many runs in it as there is room left: alone half of it, two of them a third each. However many stand still, the
 *    others find room (dynamic queue length thresholds, A. Choudhury and E. Hahne, 1998). Where there is one route only, it has all.
 * 3. What starts runs by itself (events, time tables) shares half of the room so: callers, who can not wait, find the rest.
 * 4. Nobody is taken who would wait behind one that has waited too long, or longer than the caller will.
 * 5. Who is turned away is told when there will be room for it: for what all share by the speed of all routes, for what is the route's
 *    own by the route's. Its system may be gone while others' runs end by the thousand.
 */
export class Admission {
  readonly #backlog: Waiting;
  readonly #runs: number;
  readonly #ageMs: number;
  readonly #random: Random;
  #routes = 0;
  #critical = new Set<string>();

  constructor(backlog: Waiting, limits: AdmissionLimits, random: Random) {
    this.#backlog = backlog;
    this.#runs = limits.backlog ?? 10_000;
    this.#ageMs = limits.backlogAgeMs ?? Number.POSITIVE_INFINITY;
    this.#random = random;
  }

  serve(programs: readonly Program[]): void {
    this.#routes = programs.length;
    this.#critical = new Set(
      programs.flatMap(({ route, criticality }) => (criticality === "critical" ? [route] : [])),
    );
  }

  /** Throws `Busy` where there is no room. */
  admit({ route, patienceMs }: Pick<AcceptCommand, "route" | "patienceMs">): void {
    const [runs, ageMs] = [this.#runs, this.#ageMs];
    const { total } = this.#backlog;
    const excess = total - (runs - tenth(runs));
    if (total >= runs) throw this.#busy("The backlog is full.", excess);
    if (this.#critical.size > 0 && !this.#critical.has(route) && total >= runs - tenth(runs))
      throw this.#busy("What is left of the backlog is kept for critical routes.", excess);
    const [own, share] = [this.#backlog.of(route), runs - total];
    if (this.#routes > 1 && own >= share)
      throw this.#busy(
        "This route has as much of the backlog as is left for all others.",
        own - (share - tenth(share)),
        route,
      );
    const oldestMs = this.#backlog.oldestMs(route);
    const longestMs = Math.min(ageMs, patienceMs ?? ageMs);
    if (oldestMs > longestMs)
      throw this.#busy(
        `The first in line has waited for ${Math.floor(oldestMs / 1000)} s.`,
        // What a line's first waits is its length over its speed (J. Little, 1961).
        own * (1 - longestMs / oldestMs),
        route,
      );
  }

  /** How many more runs of a route may start by themselves. */
  room(route: string): number {
    const { total } = this.#backlog;
    return (this.#runs - total) / 2 - this.#backlog.of(route);
  }

  /** `excess`: runs that must end before there is room; of the route, where that is said. */
  #busy(why: string, excess: number, route?: string): Busy {
    const pace = this.#backlog.pace(route);
    const waitMs = pace === 0 ? retryMs.unknown : Math.max(excess, 1) / pace;
    const spread = 1 + this.#random.next() / 4;
    return new Busy(Math.round(Math.min(Math.max(waitMs, retryMs.least), retryMs.most) * spread), why);
  }
}
