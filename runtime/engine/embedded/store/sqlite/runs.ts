import type { DatabaseSync } from "node:sqlite";
import type { LiveRow, Reads, RunRow, Writes } from "../port.ts";
import { runId } from "../run-id.ts";

type RunWrites = Pick<Writes, "accept" | "key" | "wake" | "end">;
type RunReads = Pick<Reads, "lastSeq" | "live" | "paused" | "input" | "run" | "find" | "oldestLive">;

const liveColumns = "r.seq, r.token, r.route, r.lane, r.accepted_at AS acceptedAt";
const runColumns = `r.seq, r.token, r.route, coalesce(e.build, r.build) AS build, r.lane, r.accepted_at AS acceptedAt,
  e.state, e.outcome, e.error, e.at AS endedAt`;

/** Runs: accepted, waiting, over; and how they are found. */
export function runWrites(database: DatabaseSync): RunWrites {
  const insertRun = database.prepare("INSERT INTO runs VALUES (?, ?, ?, ?, ?, ?, ?)");
  const insertLive = database.prepare("INSERT OR REPLACE INTO live VALUES (?, NULL, NULL)");
  const claimed = database.prepare(
    `SELECT r.seq, r.token FROM keys k JOIN runs r ON r.seq = k.seq
     WHERE k.key = ? AND k.route = ? AND k.keep_until > ? LIMIT 1`,
  );
  const insertClaim = database.prepare("INSERT INTO keys VALUES (?, ?, ?, ?)");
  const insertKey = database.prepare("INSERT OR IGNORE INTO keys (key, seq) VALUES (?, ?)");
  const setWake = database.prepare("UPDATE live SET wake_at = ?, wake_reason = ? WHERE seq = ?");
  const deleteLive = database.prepare("DELETE FROM live WHERE seq = ?");
  const insertEnd = database.prepare("INSERT OR REPLACE INTO ends VALUES (?, ?, ?, ?, ?, ?)");
  return {
    accept(seq, token, route, build, lane, acceptedAt, idempotencyKey, keepUntil, keys, input) {
      if (idempotencyKey !== null) {
        const first = claimed.get(idempotencyKey, route, acceptedAt);
        if (first !== undefined) return runId(Number(first["seq"]), String(first["token"]));
        insertClaim.run(idempotencyKey, seq, route, keepUntil);
      }
      insertRun.run(seq, token, route, build, lane, acceptedAt, input);
      insertLive.run(seq);
      for (const key of keys) insertKey.run(key, seq);
      return null;
    },
    key(key, seq) {
      insertKey.run(key, seq);
      return null;
    },
    wake(seq, at, reason) {
      setWake.run(at, reason, seq);
      return null;
    },
    end(seq, state, outcome, error, build, at) {
      deleteLive.run(seq);
      insertEnd.run(seq, state, outcome, error, build, at);
      return null;
    },
  };
}

/** Rows come back with the names and types their SQL gives them, which is what the casts say. */
export function runReads(database: DatabaseSync): RunReads {
  const last = database.prepare("SELECT max(seq) AS seq FROM runs");
  const live = database.prepare(
    `SELECT ${liveColumns}, l.wake_at AS wakeAt, l.wake_reason AS wakeReason FROM live l JOIN runs r ON r.seq = l.seq WHERE l.seq > ? ORDER BY l.seq LIMIT ?`,
  );
  const paused = database.prepare(
    `SELECT ${liveColumns}, NULL AS wakeAt, NULL AS wakeReason FROM ends e INDEXED BY ends_paused JOIN runs r ON r.seq = e.seq
     WHERE e.state = 'paused' AND e.seq > ? ORDER BY e.seq LIMIT ?`,
  );
  const input = database.prepare("SELECT input FROM runs WHERE seq = ?");
  const run = database.prepare(
    `SELECT ${runColumns} FROM runs r LEFT JOIN ends e ON e.seq = r.seq WHERE r.seq = ?`,
  );
  const find = database.prepare(
    `SELECT ${runColumns} FROM keys k JOIN runs r ON r.seq = k.seq LEFT JOIN ends e ON e.seq = r.seq WHERE k.key = ? ORDER BY k.seq LIMIT ?`,
  );
  const oldest = database.prepare(
    "SELECT r.accepted_at AS at FROM live l JOIN runs r ON r.seq = l.seq ORDER BY l.seq LIMIT 1",
  );
  return {
    lastSeq: () => Number(last.get()?.["seq"] ?? 0),
    live: (after, limit) => live.all(after, limit) as unknown as LiveRow[],
    paused: (after, limit) => paused.all(after, limit) as unknown as LiveRow[],
    input: (seq) => input.get(seq)?.["input"] as string | undefined,
    run: (seq) => run.get(seq) as unknown as RunRow | undefined,
    find: (key, limit) => find.all(key, limit) as unknown as RunRow[],
    oldestLive: () => oldest.get()?.["at"] as number | undefined,
  };
}
