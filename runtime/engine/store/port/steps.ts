/** Steps of runs, and what was decided for all runs. */

export interface StepWrites {
  /** `position` counts a run's steps from 0, under 2^20. A second write replaces. */
  step(seq: number, position: number, head: string, output: string | null): null;
  /** Forgets a step (one position), or nothing if there is none. */
  forget(seq: number, position: number): null;
  /** First writer wins; the step's output becomes the winner, which is also the answer. Null choice: only look. */
  decide(
    seq: number,
    position: number,
    head: string,
    key: string,
    choice: string | null,
    at: number,
  ): string | null;
}

export interface StepReads {
  steps(seq: number): readonly StepRow[];
}

export interface StepRow {
  readonly position: number;
  readonly head: string;
  readonly output: string | null;
}
