import type { DatabaseSync } from "node:sqlite";
import type { Writes } from "../port.ts";
import { stepsPerRun } from "./steps.ts";

/** Retention: removes finished runs, oldest first, by number, so that no index over time is needed. Runs with an open dead letter stay. */
export function purgeWrites(database: DatabaseSync): Pick<Writes, "purge"> {
  const old = database.prepare(
    `SELECT r.seq FROM runs r JOIN ends e ON e.seq = r.seq
     WHERE r.accepted_at < ? AND e.state IN ('done', 'cancelled') ORDER BY r.seq LIMIT ?`,
  );
  const statements = [
    database.prepare("DELETE FROM runs WHERE seq = ?"),
    database.prepare("DELETE FROM ends WHERE seq = ?"),
  ];
  const steps = database.prepare("DELETE FROM steps WHERE id BETWEEN ? AND ?");
  const keys = database.prepare(
    "DELETE FROM keys WHERE seq BETWEEN ? AND ? AND seq NOT IN (SELECT seq FROM runs)",
  );
  return {
    purge(before, limit) {
      const rows = old.all(before, limit);
      for (const row of rows) {
        const seq = Number(row["seq"]);
        for (const statement of statements) statement.run(seq);
        steps.run(seq * stepsPerRun, (seq + 1) * stepsPerRun - 1);
      }
      const [first, last] = [rows[0], rows.at(-1)];
      if (first !== undefined && last !== undefined) keys.run(Number(first["seq"]), Number(last["seq"]));
      return null;
    },
  };
}
