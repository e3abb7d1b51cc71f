import { Cron } from "croner";

/** When a cron expression fires in a zone of the IANA database. */
export interface TimeTable {
  /** The first tick after a time, both in milliseconds since the epoch; undefined: never again. */
  next(after: number): number | undefined;
}

/**
 * Five fields (minute, hour, day of the month, month, day of the week) or six, with seconds first; names, steps, `L` and `#` as
 * croner reads them. Where second, minute and hour are said, one or several, a local time that a change of clocks leaves out fires
 * when the clock goes on, and one that it repeats fires once. A table with `*` or a step in one of them goes by what passes: nothing
 * for what is left out, both for what is repeated. So cron does it. Throws where either text is not to be understood.
 */
export function timeTable(cron: string, zone: string): TimeTable {
  const pattern = new Cron(cron, {
    timezone: zone,
    paused: true,
    mode: "5-or-6-parts",
    fixedTimeRule: "no-wildcard",
  });
  // The zone is looked at with the first answer, for which Node reads its calendars: at the start rather than in the middle of work.
  pattern.nextRun();
  return { next: (after) => pattern.nextRun(new Date(after))?.getTime() };
}
