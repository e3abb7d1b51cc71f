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
  /** Runs that end in a millisecond, as of late; 0 where that is not known. */
  readonly pace: number;
}

/** What a caller turned away is told to wait, milliseconds: at least, at most, and where nothing has ended of late. */
const retryMs = { least: 1_000, most: 60_000, unknown: 30_000 };

/** A tenth of the backlog: kept for what is critical; and what must be free before somebody turned away had better come back. */
const tenth = (runs: number): number => Math.floor(runs / 10);

/**
 * Whether there is room for one more. Owns: the limits. Not: the counts.
 *
 * 1. The backlog is never longer than its limit. The last tenth is for critical routes, where there are any.
 * 2. A route may have as many runs in it as there is room left: alone half of it, two of them a third each. However many stand still, the
 *    others find room (dynamic queue length thresholds, A. Choudhury and E. Hahne, 1998). Where there is one route only, it has all.
 * 3. What starts runs by itself (events, time tables) shares half of the room so: callers, who can not wait, find the rest.
 * 4. Nobody is taken who would wait behind one that has waited too long, or longer than the caller will.
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
    if (total >= runs) throw this.#busy("The backlog is full.");
    if (this.#critical.size > 0 && !this.#critical.has(route) && total >= runs - tenth(runs))
      throw this.#busy("What is left of the backlog is kept for critical routes.");
    if (this.#routes > 1 && this.#backlog.of(route) >= runs - total)
      throw this.#busy("This route has as much of the backlog as is left for all others.");
    const oldestMs = this.#backlog.oldestMs(route);
    if (oldestMs > Math.min(ageMs, patienceMs ?? ageMs))
      throw this.#busy(`The first in line has waited for ${Math.floor(oldestMs / 1000)} s.`);
  }

  /** How many more runs of a route may start by themselves. */
  room(route: string): number {
    const { total } = this.#backlog;
    return (this.#runs - total) / 2 - this.#backlog.of(route);
  }

  #busy(why: string): Busy {
    const { pace, total } = this.#backlog;
    const excess = Math.max(total - (this.#runs - tenth(this.#runs)), 1);
    const waitMs = pace === 0 ? retryMs.unknown : excess / pace;
    const spread = 1 + this.#random.next() / 4;
    return new Busy(Math.round(Math.min(Math.max(waitMs, retryMs.least), retryMs.most) * spread), why);
  }
}
