import type { LiveRun } from "../run/live-run.ts";

/** Characters: what of two thousand usual messages is kept, and of four large ones. */
const most = 4 * 1024 * 1024;

/**
 * The messages of runs that were accepted and have not begun. Owns: how much of them stays in memory. The rest is read when the
 * run's turn comes: a backlog of large messages costs disk only.
 */
export class KeptInputs {
  #size = 0;

  /** Lets go of the run's where too much is kept. */
  keep(run: LiveRun): void {
    const size = run.input?.size ?? 0;
    if (this.#size + size > most) run.input = undefined;
    else this.#size += size;
  }

  /** The run begins, or never will. */
  release(run: LiveRun): void {
    this.#size -= run.input?.size ?? 0;
  }
}
