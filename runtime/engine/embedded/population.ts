import type { LiveRun } from "../run/live-run.ts";
import type { Backlog } from "./backlog.ts";
import type { Lanes } from "./lanes.ts";

/**
 * The runs that are not over. Owns: which they are, how many, and who is told that there are fewer. Not: what moves them.
 *
 * 1. A run on its way into the store counts already, so that a burst can not pass the limit.
 */
export class Population {
  readonly #backlog: Backlog;
  readonly #lanes: Lanes;
  readonly #runs = new Map<number, LiveRun>();
  #count = 0;
  #freed: (() => void)[] = [];

  constructor(backlog: Backlog, lanes: Lanes) {
    this.#backlog = backlog;
    this.#lanes = lanes;
  }

  /** Those on their way into the store included. */
  get count(): number {
    return this.#count;
  }

  /** When the first of those was accepted that time and this process alone can bring to their end; undefined where there is none. */
  get oldest(): number | undefined {
    let oldest: number | undefined;
    for (const run of this.#runs.values()) {
      if (oldest !== undefined && run.acceptedAt >= oldest) continue;
      if (!run.waitsOnPurpose && !this.#lanes.holdsBack(run)) oldest = run.acceptedAt;
    }
    return oldest;
  }

  announce(route: string): void {
    this.#count += 1;
    this.#backlog.change(route, 1);
  }

  withdraw(route: string): void {
    this.#count -= 1;
    this.#backlog.change(route, -1);
  }

  /** An announced run that is durable now. */
  add(run: LiveRun): void {
    this.#runs.set(run.seq, run);
  }

  get(seq: number): LiveRun | undefined {
    return this.#runs.get(seq);
  }

  values(): Iterable<LiveRun> {
    return this.#runs.values();
  }

  /** This process has nothing more to do with it, over or not. */
  forget({ seq }: LiveRun): void {
    this.#runs.delete(seq);
  }

  /** It is over. */
  remove(run: LiveRun): void {
    this.forget(run);
    this.withdraw(run.route);
  }

  /** Told once when a run is over or its lane is held: there may be room for another. */
  whenFreed(told: () => void): void {
    this.#freed.push(told);
  }

  freed(): void {
    for (const told of this.#freed.splice(0)) told();
  }
}
