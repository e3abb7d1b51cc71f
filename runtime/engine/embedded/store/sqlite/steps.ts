import type { DatabaseSync } from "node:sqlite";
import type { EventRow, Reads, StepRow, Writes } from "../port.ts";

type StepWrites = Pick<Writes, "step" | "forget" | "decide" | "event">;
type StepReads = Pick<Reads, "steps" | "events">;

/** See invariant 3 of `schema.ts`. */
export const stepsPerRun = 2 ** 20;

/** Steps, and what is written in a step's commit: decisions and events. */
export function stepWrites(database: DatabaseSync): StepWrites {
  const put = database.prepare(
    "INSERT INTO steps VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE SET head = excluded.head, output = excluded.output",
  );
  const drop = database.prepare("DELETE FROM steps WHERE id = ?");
  const claim = database.prepare("INSERT OR IGNORE INTO decisions VALUES (?, ?, ?)");
  const winner = database.prepare("SELECT choice FROM decisions WHERE key = ?");
  const publish = database.prepare(
    "INSERT INTO events (id, type, subject, at, seq, data) VALUES (?, ?, ?, ?, ?, ?)",
  );
  return {
    step(seq, position, head, output) {
      put.run(seq * stepsPerRun + position, head, output);
      return null;
    },
    forget(seq, position) {
      drop.run(seq * stepsPerRun + position);
      return null;
    },
    decide(seq, position, head, key, choice, at) {
      if (choice !== null) claim.run(key, choice, at);
      const decided = winner.get(key)?.["choice"];
      if (typeof decided !== "string") return null;
      put.run(seq * stepsPerRun + position, head, JSON.stringify(decided));
      return decided;
    },
    event(id, type, subject, at, seq, data) {
      publish.run(id, type, subject, at, seq, data);
      return null;
    },
  };
}

export function stepReads(database: DatabaseSync): StepReads {
  const steps = database.prepare("SELECT id, head, output FROM steps WHERE id BETWEEN ? AND ? ORDER BY id");
  const events = database.prepare(
    "SELECT e.position, e.id, e.type, e.subject, e.at, e.seq, r.token, e.data FROM events e JOIN runs r ON r.seq = e.seq WHERE e.position > ? ORDER BY e.position LIMIT ?",
  );
  return {
    steps(seq) {
      const from = seq * stepsPerRun;
      const rows = steps.all(from, from + stepsPerRun - 1);
      return rows.map(
        (row): StepRow => ({
          position: Number(row["id"]) - from,
          head: String(row["head"]),
          output: row["output"] as string | null,
        }),
      );
    },
    events: (after, limit) => events.all(after, limit) as unknown as EventRow[],
  };
}
