import type { Waiting } from "../run/admission.ts";
import type { Clock } from "../run/clock.ts";
import type { LiveRun } from "../run/live-run.ts";

/** What of the backlog is one route's. */
interface Share {
  runs: number;
  /** Who waits for its turn, since when (ms of the clock), longest first. */
  readonly waiting: Map<LiveRun, number>;
}

/** The speed of the last so many milliseconds is what the next are expected to have. */
const paceMs = 10_000;

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
  #total = 0;
  /** Runs that ended in the present stretch of `paceMs`, and in the one before. */
  #ended = { from: 0, now: 0, before: 0 };

  constructor(clock: Clock) {
    this.#clock = clock;
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

  ended(): void {
    this.#turn();
    this.#ended.now += 1;
  }

  /** Runs that end in a millisecond, as of late. */
  get pace(): number {
    this.#turn();
    const { from, now, before } = this.#ended;
    const passed = Math.min(Math.max((this.#clock.now() - from) / paceMs, 0), 1);
    return (now + before * (1 - passed)) / paceMs;
  }

  #turn(): void {
    const stretches = Math.floor((this.#clock.now() - this.#ended.from) / paceMs);
    if (stretches === 0) return;
    const before = stretches === 1 ? this.#ended.now : 0;
    this.#ended = { from: stretches === 1 ? this.#ended.from + paceMs : this.#clock.now(), now: 0, before };
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
