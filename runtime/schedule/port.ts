import type { AcceptCommand } from "../engine/port.ts";

/** The port of schedules: a program's `schedule` says when, the engine accepts one run a tick. */

/** What is done about ticks that passed while nobody could run them: one run for all of them (of the latest), one each, or none. */
export type Missed = "once" | "all" | "skip";

export interface Schedule {
  /** As the spec has them. Where they change, what passed before the change was never due. */
  readonly cron: string;
  readonly zone: string;
  readonly missed: Missed;
  /** The first tick after a time, both in milliseconds since the epoch; undefined: never again. */
  next(after: number): number | undefined;
  /** What is accepted for a tick. Never throws. */
  accept(tick: number): AcceptCommand;
}

export interface ScheduleState {
  readonly route: string;
  readonly cron: string;
  readonly zone: string;
  readonly missed: Missed;
  /** Ticks up to this time are dealt with, milliseconds since the epoch. */
  readonly upTo: number;
  /** The next ticks. */
  readonly next: readonly number[];
  /** Ticks that passed without a run since the schedule is known, as `missed` says. */
  readonly skipped: number;
}

export interface Schedules {
  /** In order of route names. `count`: how many of the next ticks to tell. */
  list(count: number): Promise<readonly ScheduleState[]>;
}
