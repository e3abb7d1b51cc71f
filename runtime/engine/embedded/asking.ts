import { crashPoint } from "../crash-point.ts";
import type { Activity } from "../run/activity.ts";
import { type Asked, writeAsked } from "../run/asked.ts";
import type { Clock } from "../run/clock.ts";
import type { LiveRun } from "../run/live-run.ts";
import type { Word } from "../run/movement.ts";
import type { Execution } from "../run/program/execution.ts";
import { MovedOn } from "../run/stopped.ts";
import type { Store } from "../store/port.ts";

export interface AskingOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly activity: Activity;
  /** The process stops: nothing is done any more. */
  readonly closing: () => boolean;
  /** Does what was asked of a run that stands still. */
  readonly heed: (execution: Execution) => void;
}

/**
 * What people ask of runs in memory. Owns: when it stands, and when it is done. Not: what that is, which is the runner's.
 *
 * 1. From the moment of the call nothing new begins; if the store refuses it, the run goes on as if nothing had been asked.
 * 2. One word comes after the other: what another one asked is not asked where the store refuses it.
 * 3. It is done once all branches of the run wait.
 */
export class Asking {
  readonly #options: AskingOptions;

  constructor(options: AskingOptions) {
    this.#options = options;
  }

  async ask(
    run: LiveRun,
    change: (asked: Asked | undefined) => Asked | undefined,
    { action, by, detail }: Word,
  ): Promise<void> {
    const { store, clock } = this.#options;
    while (run.asking !== undefined) await run.asking.catch(() => undefined);
    const before = run.asked;
    const asked = change(before);
    run.asked = asked;
    const written = store
      .write([
        ["ask", run.seq, writeAsked(before), writeAsked(asked), clock.now(), action, run.id, by, detail],
      ])
      .then((moved) => {
        if (moved !== null) throw new MovedOn(`Run ${run.id}`);
      });
    run.asking = written;
    try {
      await written;
      crashPoint("asked");
    } catch (error) {
      run.asked = before;
      throw error;
    } finally {
      run.asking = undefined;
      this.#attend(run);
    }
  }

  /** Something is asked of its run, and it stands still. */
  stilled(execution: Execution): void {
    const { activity, closing, heed } = this.#options;
    activity.soon(async () => {
      // What the disk refused was not asked.
      await execution.run.asking?.catch(() => undefined);
      if (execution.still && !execution.abandoned && !closing()) heed(execution);
    });
  }

  /** Something was asked of the run, or no longer is. */
  #attend(run: LiveRun): void {
    const { execution } = run;
    if (execution === undefined) run.suspended?.wake();
    else if (run.asked === undefined) execution.release();
    else if (execution.still) this.stilled(execution);
  }
}
