import type { LiveRun } from "../run/live-run.ts";
import type { Runner } from "../run/runner.ts";

/** What became of a pass: the run is over or stands for a person, is put away, could not be worked on, or is another's. */
export type Outcome = "over" | "away" | "not-now" | "lost";

/** One run in this process's memory, from its claim until it is over or put away. */
export class Pass {
  readonly run: LiveRun;
  readonly holder: string;
  readonly runner: Runner;
  readonly outcome: Promise<Outcome>;
  readonly #end: (outcome: Outcome) => void;
  ended = false;

  constructor(run: LiveRun, holder: string, runner: Runner) {
    this.run = run;
    this.holder = holder;
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
