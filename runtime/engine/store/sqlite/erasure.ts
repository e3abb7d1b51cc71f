import type { ErasureReads, ErasureWrites, EventRow } from "../port.ts";
import type { Connection } from "./connection.ts";
import { eventColumns } from "./events.ts";

/** What erasure reads and replaces: the only writes that change what was accepted. */
export function erasureWrites(database: Connection): ErasureWrites {
  const input = database.prepare("UPDATE runs SET input = ?, lane = ? WHERE seq = ?");
  const event = database.prepare("UPDATE events SET data = ?, subject = ? WHERE position = ?");
  const key = database.prepare("DELETE FROM keys WHERE key = ? AND seq = ? AND route IS NULL");
  const error = database.prepare("UPDATE ends SET error = ? WHERE seq = ?");
  return {
    overwrite() {
      // Pages that become free, too, which costs writes: until the next `checkpoint`.
      database.exec("PRAGMA secure_delete = ON");
      return null;
    },
    rewriteInput(seq, text, lane) {
      input.run(text, lane, seq);
      return null;
    },
    rewriteEvent(position, data, subject) {
      event.run(data, subject, position);
      return null;
    },
    forgetKey(text, seq) {
      key.run(text, seq);
      return null;
    },
    rewriteError(seq, text) {
      error.run(text, seq);
      return null;
    },
  };
}

export function erasureReads(database: Connection): ErasureReads {
  const end = database.prepare(
    "SELECT position FROM events WHERE position > ? ORDER BY position LIMIT 1 OFFSET ?",
  );
  const fromOutside = database.prepare(
    `SELECT ${eventColumns} FROM events WHERE source = ? AND id = ? AND seq IS NULL`,
  );
  const events = database.prepare(
    `SELECT ${eventColumns} FROM events
     WHERE position > ? AND position <= ? AND seq IN (SELECT value FROM json_each(?)) ORDER BY position`,
  );
  return {
    // As the table has it.
    eventFromOutside: (source, id) => fromOutside.get(source, id) as unknown as EventRow | undefined,
    checkpoint() {
      database.exec("PRAGMA wal_checkpoint(TRUNCATE); PRAGMA secure_delete = FAST");
      return null;
    },
    eventsBy(runs, after, limit) {
      const next = end.get(after, limit)?.["position"];
      const until = typeof next === "number" ? next : Number.MAX_SAFE_INTEGER;
      return {
        // As the table has them.
        events: events.all(after, until, JSON.stringify(runs)) as unknown as EventRow[],
        next: typeof next === "number" ? next : null,
      };
    },
  };
}
