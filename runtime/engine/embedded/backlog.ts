import type { Waiting } from "../run/admission.ts";
import type { Clock } from "../run/clock.ts";
import type { LiveRun } from "../run/live-run.ts";
import { Pace } from "../run/pace.ts";

/** What of the backlog is one route's. */
interface Share {
  runs: number;
  /** Who waits for its turn, since when (ms of the clock), longest first. */
  readonly waiting: Map<LiveRun, number>;
}

/**
 * What has been accepted, is not over, and can be moved by time and this process alone. Owns: the counts, by route. Not: what is
 * turned away for them (`admission.ts`).
 *
 * 1. A run counts from when it is announced until it is over, but while it sleeps, waits for others, or stands behind a parked lane.
 * 2. A run waits where it could move and has no place, or no turn at a system.
 * 3. A route without runs takes no memory.
 */
export class Backlog implements Waiting {
  readonly #clock: Clock;
  readonly #shares = new Map<string, Share>();
  readonly #pace: Pace;
  #total = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#pace = new Pace(clock);
  }

  get total(): number {
    return this.#total;
  }

  get routes(): readonly { readonly route: string; readonly runs: number; readonly oldestMs: number }[] {
    return [...this.#shares].map(([route, { runs }]) => ({ route, runs, oldestMs: this.oldestMs(route) }));
  }

  of(route: string): number {
    return this.#shares.get(route)?.runs ?? 0;
  }

  /** How long the first of a route's runs has waited for its turn, milliseconds; 0 where none waits. */
  oldestMs(route: string): number {
    const [since] = this.#shares.get(route)?.waiting.values() ?? [];
    return since === undefined ? 0 : Math.max(this.#clock.now() - since, 0);
  }

  change(route: string, by: number): void {
    this.#total += by;
    const share = this.#share(route);
    share.runs += by;
    this.#forget(route, share);
  }

  waits(run: LiveRun): void {
    const { waiting } = this.#share(run.route);
    if (!waiting.has(run)) waiting.set(run, this.#clock.now());
  }

  goes(run: LiveRun): void {
    const share = this.#shares.get(run.route);
    if (share?.waiting.delete(run) === true) this.#forget(run.route, share);
  }

  ended(route: string): void {
    this.#pace.ended(route);
  }

  pace(route?: string): number {
    return this.#pace.of(route);
  }

  #share(route: string): Share {
    const known = this.#shares.get(route);
    if (known) return known;
    const share: Share = { runs: 0, waiting: new Map() };
    this.#shares.set(route, share);
    return share;
  }

  #forget(route: string, { runs, waiting }: Share): void {
    if (runs === 0 && waiting.size === 0) this.#shares.delete(route);
  }
}
