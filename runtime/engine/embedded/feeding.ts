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
  /** How many more runs of a route may be made now: the rest of the backlog is for callers, who can not wait, and for other routes. */
  room(route: string): number;
  /** Told once there may be room again. */
  whenRoom(told: () => void): void;
}

/** When to try again after the store refused, milliseconds. */
export const retryMs = 1_000;
