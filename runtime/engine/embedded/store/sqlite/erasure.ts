import type { DatabaseSync } from "node:sqlite";
import type { EventRow, Reads, Writes } from "../port.ts";

/** What erasure reads and replaces: the only writes that change what was accepted. */
export function erasureWrites(
  database: DatabaseSync,
): Pick<Writes, "rewriteInput" | "rewriteEvent" | "rewriteError"> {
  const input = database.prepare("UPDATE runs SET input = ? WHERE seq = ?");
  const event = database.prepare("UPDATE events SET data = ? WHERE position = ?");
  const error = database.prepare("UPDATE ends SET error = ? WHERE seq = ?");
  return {
    rewriteInput(seq, text) {
      input.run(text, seq);
      return null;
    },
    rewriteEvent(position, data) {
      event.run(data, position);
      return null;
    },
    rewriteError(seq, text) {
      error.run(text, seq);
      return null;
    },
  };
}

export function erasureReads(database: DatabaseSync): Pick<Reads, "eventsBy"> {
  const end = database.prepare(
    "SELECT position FROM events WHERE position > ? ORDER BY position LIMIT 1 OFFSET ?",
  );
  const events = database.prepare(
    `SELECT position, id, source, type, subject, at, attributes, data FROM events
     WHERE position > ? AND position <= ? AND seq IN (SELECT value FROM json_each(?)) ORDER BY position`,
  );
  return {
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
