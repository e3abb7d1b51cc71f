import { type ScheduleReads, type ScheduleRow, type ScheduleWrites, StoreError } from "../port.ts";
import type { Connection } from "./connection.ts";

/** Time tables, and the last tick of each that was dealt with: it only moves on. */
export function scheduleWrites(database: Connection): ScheduleWrites {
  const know = database.prepare(
    `INSERT INTO schedules VALUES (?, ?, ?, 0) ON CONFLICT (name)
     DO UPDATE SET spec = excluded.spec, tick = max(tick, excluded.tick) WHERE spec <> excluded.spec`,
  );
  const tick = database.prepare(
    "UPDATE schedules SET tick = ?, skipped = skipped + ? WHERE name = ? AND tick = ?",
  );
  return {
    schedule(name, table, at) {
      know.run(name, table, at);
      return null;
    },
    ticked(name, from, to, skipped) {
      if (tick.run(to, skipped, name, from).changes === 0)
        throw new StoreError("moved", `The last tick of ${name} is not ${from}.`);
      return null;
    },
  };
}

export function scheduleReads(database: Connection): ScheduleReads {
  const all = database.prepare("SELECT name, spec, tick, skipped FROM schedules ORDER BY name");
  return { schedules: () => all.all() as unknown as ScheduleRow[] };
}
