import type { Clock } from "./clock.ts";
import type { Intake } from "./intake.ts";
import type { Store } from "./store/port.ts";
import type { Timers } from "./timers.ts";

/** What starts runs by itself (events, time tables) works with. */
export interface Feeding {
  readonly store: Store;
  readonly intake: Intake;
  readonly clock: Clock;
  readonly timers: Timers;
  /** How many more runs may be made now: callers, who can not wait, have their part of the backlog to themselves. */
  room(): number;
  /** Told once there may be room again. */
  whenRoom(told: () => void): void;
}

/** When to try again after the store refused, milliseconds. */
export const retryMs = 1_000;
