import { Busy } from "../port.ts";
import type { Clock } from "./clock.ts";
import type { Intake } from "./intake.ts";
import { type Store, StoreError } from "./store/port.ts";
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

/** Whether what was refused will be taken some day as it is: no room, no disk. All else would be the same at each attempt. */
export function isOverSomeDay(why: unknown): boolean {
  return why instanceof Busy || (why instanceof StoreError && why.code !== "refused");
}
