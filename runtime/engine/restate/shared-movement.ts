import { type Asked, writeAsked } from "../run/asked.ts";
import type { Clock } from "../run/clock.ts";
import { LiveRun } from "../run/live-run.ts";
import type { Movement, Word } from "../run/movement.ts";
import { MovedOn } from "../run/stopped.ts";
import type { RunRow } from "../store/port.ts";
import type { SharedStore } from "../store/shared-port.ts";
import type { Kicks } from "./kicks.ts";
import type { Mover } from "./mover.ts";
import type { SharedBacklog } from "./shared-backlog.ts";
import { targetOf } from "./target.ts";

export interface SharedMovementOptions {
  readonly store: SharedStore;
  readonly clock: Clock;
  readonly kicks: Kicks;
  readonly mover: Mover;
  readonly backlog: SharedBacklog;
}

/** Changes to runs that any replica may be working on: written to the store, then a kick. */
export class SharedMovement implements Movement {
  readonly #options: SharedMovementOptions;

  constructor(options: SharedMovementOptions) {
    this.#options = options;
  }

  announce(route: string): void {
    this.#options.backlog.change(route, 1);
  }

  withdraw(route: string): void {
    this.#options.backlog.change(route, -1);
  }

  enqueue(run: LiveRun): void {
    this.#options.kicks.give(targetOf(run));
  }

  live(row: RunRow): LiveRun | undefined {
    return row.state === null ? new LiveRun(row) : undefined;
  }

  /** Another service's build may have the route. */
  isHomeless(): boolean {
    return false;
  }

  drop(run: LiveRun): void {
    this.release(run);
  }

  release(run: Pick<LiveRun, "seq" | "route" | "lane">): void {
    if (run.lane !== undefined) this.#options.kicks.give(targetOf(run));
  }

  call(seq: number): void {
    // Where the store does not answer the sweep finds who was called.
    void this.#options.store
      .read("liveRun", seq)
      .then((row) => row && this.#options.kicks.give(targetOf({ ...row, lane: row.lane ?? undefined })))
      .catch(() => undefined);
  }

  async ask(
    run: LiveRun,
    change: (asked: Asked | undefined) => Asked | undefined,
    { action, by, detail }: Word,
  ): Promise<void> {
    const { store, clock, kicks, mover } = this.#options;
    const asked = change(run.asked);
    const audit = [clock.now(), action, run.id, by, detail] as const;
    const moved = await store.write([["ask", run.seq, writeAsked(run.asked), writeAsked(asked), ...audit]]);
    if (moved !== null) throw new MovedOn(`Run ${run.id}`);
    mover.attend(run.seq, asked);
    kicks.give(targetOf(run));
  }
}
