import type { DatabaseSync } from "node:sqlite";
import type { DeadLetterRow, Reads, Writes } from "../port.ts";

type LetterWrites = Pick<Writes, "deadLetter" | "redrive" | "discard">;
type LetterReads = Pick<Reads, "deadLetter" | "deadLetters" | "openDeadLetters">;

/** Dead letters, and the audit of what people did about them. */
export function deadLetterWrites(database: DatabaseSync): LetterWrites {
  const insert = database.prepare(
    `INSERT INTO dead_letters (seq, route, state, owner, class, error, step, file, line, at)
     SELECT seq, route, 'open', ?, ?, ?, ?, ?, ?, ? FROM runs WHERE seq = ?`,
  );
  const close = database.prepare(
    "UPDATE dead_letters SET state = ?, steps = ? WHERE number = ? AND state = 'open'",
  );
  const deleteEnd = database.prepare("DELETE FROM ends WHERE seq = ?");
  const insertLive = database.prepare("INSERT OR REPLACE INTO live VALUES (?, NULL, NULL)");
  const cancelled = database.prepare("UPDATE ends SET state = 'cancelled', at = ? WHERE seq = ?");
  const audit = database.prepare("INSERT INTO audit (at, action, dead_letter, detail) VALUES (?, ?, ?, ?)");
  return {
    deadLetter(seq, owner, error, errorClass, step, file, line, at) {
      insert.run(owner, errorClass, error, step, file, line, at, seq);
      return null;
    },
    redrive(number, seq, steps, from, at) {
      close.run("redriven", steps, number);
      deleteEnd.run(seq);
      insertLive.run(seq);
      audit.run(at, "redrive", number, from);
      return null;
    },
    discard(number, seq, steps, reason, at) {
      close.run("discarded", steps, number);
      cancelled.run(at, seq);
      audit.run(at, "discard", number, reason);
      return null;
    },
  };
}

const letter = `SELECT d.number, d.seq, r.token, d.route, r.lane, r.accepted_at AS acceptedAt, d.owner, d.at, d.class, d.error, d.step, d.file, d.line, d.state, r.input, d.steps
  FROM dead_letters d JOIN runs r ON r.seq = d.seq`;

export function deadLetterReads(database: DatabaseSync): LetterReads {
  const one = database.prepare(`${letter} WHERE d.number = ?`);
  const all = database.prepare(`${letter} WHERE d.number > ? ORDER BY d.number LIMIT ?`);
  const byState = database.prepare(`${letter} WHERE d.state = ? AND d.number > ? ORDER BY d.number LIMIT ?`);
  const byRoute = database.prepare(`${letter} WHERE d.route = ? AND d.number > ? ORDER BY d.number LIMIT ?`);
  const byBoth = database.prepare(
    `${letter} WHERE d.route = ? AND d.state = ? AND d.number > ? ORDER BY d.number LIMIT ?`,
  );
  const open = database.prepare(
    "SELECT route, owner, count(*) AS count FROM dead_letters WHERE state = 'open' GROUP BY route, owner",
  );
  return {
    openDeadLetters: () => open.all() as unknown as ReturnType<LetterReads["openDeadLetters"]>, // the columns above
    deadLetter: (number) => one.get(number) as unknown as DeadLetterRow | undefined,
    deadLetters(state, route, after, limit) {
      const rows =
        state === null && route === null
          ? all.all(after, limit)
          : route === null
            ? byState.all(state, after, limit)
            : state === null
              ? byRoute.all(route, after, limit)
              : byBoth.all(route, state, after, limit);
      return rows as unknown as DeadLetterRow[];
    },
  };
}
