import type { Clock } from "../clock.ts";
import type { LiveRun } from "../live-run.ts";
import type { Random } from "../random.ts";
import type { Timers } from "../timers.ts";
import type { Execution } from "./execution.ts";

/** What an execution needs of the engine around it. */
export interface Surroundings {
  readonly clock: Clock;
  readonly random: Random;
  readonly timers: Timers;
  /**
   * At a step boundary: whether something new may begin. Not where the engine closes (then the execution has been taken out of
   * memory) or a person asked the run to stop; `unsettled` is a step whose effect may have happened, which is cleared up first.
   */
  mayBegin(execution: Execution, unsettled?: boolean): boolean;
  /** The execution stopped moving (it waits for the clock, a turn, a system or others), or moves again. */
  stilled(execution: Execution): void;
  moved(execution: Execution): void;
  /** `away`: it counts as no movement of its execution. */
  effectBegun(abort: (reason: Error) => void, away: boolean): () => void;
  /** It waits for a turn; it has one, or gave up. */
  waits(execution: Execution): void;
  goes(execution: Execution): void;
  /** A branch waits in a queue that moves; later: no longer, be it that its turn came or that the queue has become slow. */
  queued(execution: Execution): () => void;
  /** The store was put back from a copy since the run was accepted: what the copy does not have of it may have happened. */
  isPutBack(run: LiveRun): boolean;
  /** A run is about to wait for events of this type, by this key. */
  expect(type: string, key: string): void;
  /** An event of this type is on stable storage. */
  published(type: string): void;
}
