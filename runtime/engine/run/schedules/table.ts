import type { Schedule } from "../../../schedule/port.ts";
import type { ScheduleRow } from "../../store/port.ts";

/** A tick that is this much older than now has been missed: nobody could run it when it was due. Milliseconds. */
const lateMs = 60_000;

/** Ticks looked through at a time: finding one takes a tenth of a millisecond or two, and nobody else runs meanwhile. */
const most = 100;

/** What is to be done now about a time table. */
export interface Due {
  /** Each becomes a run, with how many ticks before it get none. */
  readonly ticks: readonly { readonly tick: number; readonly skipped: number }[];
  /** Where the table then stands, and how many ticks after the last run get none. */
  readonly last: number;
  readonly skipped: number;
  /** There are more than could be looked at. */
  readonly more: boolean;
}

/** Which ticks after the last one are due at `now`, and which of them become runs, as `missed` says. Pure. */
export function due(schedule: Schedule, row: Pick<ScheduleRow, "tick">, now: number): Due {
  const passed: number[] = [];
  let next = schedule.next(row.tick);
  while (next !== undefined && next <= now && passed.length < most) {
    passed.push(next);
    next = schedule.next(next);
  }
  const more = next !== undefined && next <= now;
  const ticks: { tick: number; skipped: number }[] = [];
  let skipped = 0;
  for (const [index, tick] of passed.entries()) {
    const latest = index === passed.length - 1 && !more;
    const run = schedule.missed === "all" || (schedule.missed === "once" ? latest : now - tick <= lateMs);
    if (run) ticks.push({ tick, skipped });
    skipped = run ? 0 : skipped + 1;
  }
  return { ticks, last: passed.at(-1) ?? row.tick, skipped, more };
}
