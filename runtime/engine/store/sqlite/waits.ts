import type { ApprovalRow, Reads, WaitReads, WaitWrites } from "../port.ts";
import { auditing } from "./audit.ts";
import type { Connection } from "./connection.ts";
import { stepsPerRun } from "./steps.ts";

const columns = `a.id / ${stepsPerRun} AS seq, a.id % ${stepsPerRun} AS position, r.token, r.route, a.step, a.role, a.show,
  a.at, a.deadline, a.decision, a.by, a.note, a.decided_at AS decidedAt`;

/**
 * What steps wait for from others: events and people's decisions.
 *
 * 1. A type's events are looked at in the order of the log, each once, by `correlate`; the wait's own search covers those before it.
 * 2. What was found for a wait is kept until the step has its result.
 * 3. Who may go on is marked `called` in the same commit, so that the next process wakes it if this one does not.
 */
export function waitWrites(database: Connection): WaitWrites {
  const begin = database.prepare(
    `INSERT OR REPLACE INTO correlations SELECT ?1, (SELECT coalesce(max(position), 0) FROM events)
     WHERE NOT EXISTS (SELECT 1 FROM waits WHERE type = ?1)`,
  );
  const wait = database.prepare("INSERT OR REPLACE INTO waits VALUES (?, ?, ?)");
  const hit = database.prepare(
    "INSERT OR IGNORE INTO hits SELECT id, ? FROM waits WHERE type = ? AND key = ?",
  );
  const concerned = database.prepare(
    `SELECT DISTINCT id / ${stepsPerRun} AS seq FROM waits WHERE type = ? AND key = ?`,
  );
  const call = database.prepare("UPDATE live SET called = 1 WHERE seq = ? AND called = 0");
  const move = database.prepare("UPDATE correlations SET position = ? WHERE type = ? AND position < ?");
  const ask = database.prepare(
    "INSERT OR REPLACE INTO approvals (id, step, role, show, at, deadline) VALUES (?, ?, ?, ?, ?, ?)",
  );
  const decide = database.prepare(
    `UPDATE approvals SET decision = ?, note = ?, by = ?, decided_at = ?4
     WHERE id BETWEEN ?5 AND ?6 AND step = ?7 AND decision IS NULL AND (deadline IS NULL OR deadline > ?4)`,
  );
  const known = database.prepare("SELECT 1 FROM approvals WHERE id BETWEEN ? AND ? AND step = ?");
  const expire = database.prepare(
    "UPDATE approvals SET decision = 'expired' WHERE id = ? AND decision IS NULL",
  );
  const forget = ["waits", "hits", "approvals"].map((table) =>
    database.prepare(`DELETE FROM ${table} WHERE id = ?`),
  );
  const audit = auditing(database);
  return {
    waitFor(seq, position, type, key) {
      begin.run(type);
      wait.run(seq * stepsPerRun + position, type, key);
      return null;
    },
    correlate(type, to, events) {
      const concerns = new Set<number>();
      for (const [position, keys] of events) {
        for (const key of keys) {
          for (const row of concerned.iterate(type, key)) concerns.add(Number(row["seq"]));
          if (key !== "") hit.run(position, type, key);
        }
      }
      for (const seq of concerns) call.run(seq);
      move.run(to, type, to);
      return concerns.size === 0 ? null : JSON.stringify([...concerns]);
    },
    askApproval(seq, position, step, role, show, deadline, at) {
      ask.run(seq * stepsPerRun + position, step, role, show, at, deadline);
      return null;
    },
    decideApproval(seq, step, decision, note, at, action, subject, by, detail) {
      const [first, last] = [seq * stepsPerRun, (seq + 1) * stepsPerRun - 1];
      if (decide.run(decision, note, by, at, first, last, step).changes === 0)
        return known.get(first, last, step) === undefined ? "unknown" : "already";
      call.run(seq);
      audit(at, action, subject, by, detail);
      return "done";
    },
    expireApproval: (seq, position) =>
      expire.run(seq * stepsPerRun + position).changes === 0 ? "decided" : null,
    waited(seq, position) {
      for (const statement of forget) statement.run(seq * stepsPerRun + position);
      return null;
    },
  };
}

export function waitReads(database: Connection): WaitReads {
  const accepted = database.prepare("SELECT after FROM runs WHERE seq = ?");
  const events = database.prepare(
    "SELECT position, data FROM events WHERE type = ? AND position > ? ORDER BY position LIMIT ?",
  );
  const hits = database.prepare(
    "SELECT e.position, e.data FROM hits h JOIN events e ON e.position = h.position WHERE h.id = ? ORDER BY h.position",
  );
  const correlations = database.prepare("SELECT type, position FROM correlations");
  const keys = database.prepare(
    "SELECT type, min(key) AS key FROM waits WHERE key <> '' GROUP BY type, substr(key, 1, instr(key, '='))",
  );
  const one = database.prepare(
    `SELECT ${columns} FROM approvals a JOIN runs r ON r.seq = a.id / ${stepsPerRun} WHERE a.id = ?`,
  );
  const open = database.prepare(
    `SELECT ${columns} FROM approvals a INDEXED BY approvals_open JOIN runs r ON r.seq = a.id / ${stepsPerRun}
     WHERE a.decision IS NULL AND a.id > ? AND (?2 IS NULL OR a.role = ?2) ORDER BY a.id LIMIT ?`,
  );
  // Rows come back with the names and types their SQL gives them, which is what the casts say.
  return {
    acceptedAfter: (seq) => Number(accepted.get(seq)?.["after"] ?? 0),
    eventsOf: (type, after, limit) =>
      events.all(type, after, limit) as unknown as ReturnType<Reads["eventsOf"]>,
    hits: (seq, position) => hits.all(seq * stepsPerRun + position) as unknown as ReturnType<Reads["hits"]>,
    correlations: () => correlations.all() as unknown as ReturnType<Reads["correlations"]>,
    waitKeys: () => keys.all() as unknown as ReturnType<Reads["waitKeys"]>,
    approval: (seq, position) => one.get(seq * stepsPerRun + position) as unknown as ApprovalRow | undefined,
    approvals: (role, after, limit) => open.all(after, role, limit) as unknown as ApprovalRow[],
  };
}
