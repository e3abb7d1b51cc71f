import type { StepReads, StepRow, StepWrites } from "../port.ts";
import type { Connection } from "./connection.ts";

/** See invariant 3 of `schema.ts`. */
export const stepsPerRun = 2 ** 20;

/** Steps, and the decisions in their commit. */
export function stepWrites(database: Connection): StepWrites {
  const put = database.prepare(
    "INSERT INTO steps VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE SET head = excluded.head, output = excluded.output",
  );
  const drop = database.prepare("DELETE FROM steps WHERE id = ?");
  const claim = database.prepare("INSERT OR IGNORE INTO decisions VALUES (?, ?, ?)");
  const winner = database.prepare("SELECT choice FROM decisions WHERE key = ?");
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
  };
}

export function stepReads(database: Connection): StepReads {
  const steps = database.prepare("SELECT id, head, output FROM steps WHERE id BETWEEN ? AND ? ORDER BY id");
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
  };
}
