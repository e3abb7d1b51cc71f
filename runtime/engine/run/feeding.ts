import { type AcceptCommand, type Accepted, Busy } from "../port.ts";
import { type Store, StoreError, type Write } from "../store/port.ts";
import type { Clock } from "./clock.ts";
import type { Timers } from "./timers.ts";

/** The way into the engine. */
export interface Way {
  /**
   * Resolves after stable storage. `also` is in the same commit, for a duplicate too: how far the one who hands it over has come.
   * Rejects with `Busy`, or a `StoreError` of what was refused.
   */
  accept(command: AcceptCommand, build: string, also?: readonly Write[]): Promise<Accepted>;
}

/** What starts runs by itself (events, time tables) works with. */
export interface Feeding {
  readonly store: Store;
  readonly intake: Way;
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
