import type { LiveRun } from "../run/live-run.ts";
import type { Runner } from "../run/runner.ts";
import type { Hold } from "./fence.ts";

/**
 * What became of a pass: the run is over or stands for a person, is put away, could not be worked on, is another's, or was never this
 * one's, since somebody was at it between the look and the first commit.
 */
export type Outcome = "over" | "away" | "not-now" | "lost" | "changed";

/** One run in this process's memory, from where it is taken up until it is over or put away. */
export class Pass {
  readonly run: LiveRun;
  readonly hold: Hold;
  readonly runner: Runner;
  readonly outcome: Promise<Outcome>;
  readonly #end: (outcome: Outcome) => void;
  ended = false;

  constructor(run: LiveRun, hold: Hold, runner: Runner) {
    this.run = run;
    this.hold = hold;
    this.runner = runner;
    const { promise, resolve } = Promise.withResolvers<Outcome>();
    this.outcome = promise;
    this.#end = resolve;
  }

  /** The program is garbage from now on; the first outcome counts. */
  end(outcome: Outcome): void {
    if (this.ended) return;
    this.ended = true;
    this.run.execution?.abandon();
    this.#end(outcome);
  }
}
