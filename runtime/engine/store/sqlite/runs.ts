import { type LiveRow, type RunReads, type RunRow, type RunWrites, StoreError } from "../port.ts";
import { auditing } from "./audit.ts";
import type { Connection } from "./connection.ts";

const liveColumns = "r.seq, r.token, r.route, r.lane, r.accepted_at AS acceptedAt";
const runColumns = `r.seq, r.token, r.route, coalesce(e.build, l.build, r.build) AS build, r.lane, r.accepted_at AS acceptedAt,
  e.state, e.outcome, e.error, e.at AS endedAt, e.reason, coalesce(e.asked, l.asked) AS asked, 0 AS held`;
const joined = "LEFT JOIN ends e ON e.seq = r.seq LEFT JOIN live l ON l.seq = r.seq";

/** Runs that are there: what moves them, what is asked of them, and how they are over. */
export function runWrites(database: Connection): Omit<RunWrites, "accept" | "key"> {
  const insertLive = database.prepare("INSERT INTO live VALUES (?, NULL, NULL, 0, ?, ?)");
  const setWake = database.prepare("UPDATE live SET wake_at = ?, wake_reason = ? WHERE seq = ?");
  const askedOf = database.prepare("SELECT asked FROM live WHERE seq = ?");
  const deleteLive = database.prepare("DELETE FROM live WHERE seq = ?");
  const insertEnd = database.prepare("INSERT OR REPLACE INTO ends VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
  const setBuild = database.prepare("UPDATE live SET build = ? WHERE seq = ?");
  const setAsked = database.prepare("UPDATE live SET asked = ? WHERE seq = ? AND asked IS ?");
  const deleteEnd = database.prepare(
    "DELETE FROM ends WHERE seq = ? AND at = ? AND state IN ('paused', 'failed')",
  );
  const giveUp = database.prepare(
    `UPDATE ends SET state = 'cancelled', outcome = NULL, asked = NULL, reason = ?, at = ?
     WHERE seq = ? AND state IN ('paused', 'failed')`,
  );
  const audit = auditing(database);
  return {
    wake(seq, at, reason) {
      setWake.run(at, reason, seq);
      return null;
    },
    build(seq, build) {
      setBuild.run(build, seq);
      return null;
    },
    ask(seq, known, asked, ...of) {
      if (setAsked.run(asked, seq, known).changes === 0) return "moved";
      audit(...of);
      return null;
    },
    revive(seq, since, asked, build, ...of) {
      if (deleteEnd.run(seq, since).changes === 0) throw moved(seq);
      insertLive.run(seq, build, asked);
      audit(...of);
      return null;
    },
    giveUp(seq, reason, at) {
      if (giveUp.run(reason, at, seq).changes === 0) throw moved(seq);
      return null;
    },
    end(seq, state, outcome, error, build, at, reason, asked, known) {
      const stands = state === "paused" || state === "failed";
      const now = stands ? (askedOf.get(seq)?.["asked"] as string | null | undefined) : known;
      deleteLive.run(seq);
      insertEnd.run(seq, state, outcome, error, build, at, reason, now === known ? asked : (now ?? null));
      return null;
    },
  };
}

function moved(seq: number): StoreError {
  return new StoreError("moved", `Run ${seq} neither is paused nor has failed.`);
}

/** Rows come back with the names and types their SQL gives them, which is what the casts say. */
export function runReads(database: Connection): RunReads {
  const last = database.prepare("SELECT max(seq) AS seq FROM runs");
  const live = database.prepare(
    `SELECT ${liveColumns}, coalesce(l.build, r.build) AS build, l.asked, l.wake_at AS wakeAt, l.wake_reason AS wakeReason, l.called FROM live l JOIN runs r ON r.seq = l.seq WHERE l.seq > ? ORDER BY l.seq LIMIT ?`,
  );
  const paused = database.prepare(
    `SELECT ${liveColumns}, e.build, e.asked, NULL AS wakeAt, NULL AS wakeReason, 0 AS called FROM ends e JOIN runs r ON r.seq = e.seq
     WHERE e.state = 'paused' AND e.state <> 'done' AND e.seq > ? ORDER BY e.seq LIMIT ?`,
  );
  const input = database.prepare("SELECT input FROM runs WHERE seq = ?");
  const run = database.prepare(`SELECT ${runColumns} FROM runs r ${joined} WHERE r.seq = ?`);
  const find = database.prepare(
    `SELECT ${runColumns} FROM keys k JOIN runs r ON r.seq = k.seq ${joined} WHERE k.key = ? ORDER BY k.seq LIMIT ?`,
  );
  const listLive = database.prepare(
    `SELECT ${runColumns} FROM live l JOIN runs r ON r.seq = l.seq LEFT JOIN ends e ON e.seq = r.seq
     WHERE l.seq < ? ORDER BY l.seq DESC LIMIT ?`,
  );
  const listDone = database.prepare(
    `SELECT ${runColumns} FROM ends e JOIN runs r ON r.seq = e.seq LEFT JOIN live l ON l.seq = r.seq
     WHERE e.state = 'done' AND e.seq < ? ORDER BY e.seq DESC LIMIT ?`,
  );
  const listOver = database.prepare(
    `SELECT ${runColumns} FROM ends e INDEXED BY ends_by_state JOIN runs r ON r.seq = e.seq LEFT JOIN live l ON l.seq = r.seq
     WHERE e.state = ? AND e.state <> 'done' AND e.seq < ? ORDER BY e.seq DESC LIMIT ?`,
  );
  return {
    lastSeq: () => Number(last.get()?.["seq"] ?? 0),
    live: (after, limit) => live.all(after, limit) as unknown as LiveRow[],
    paused: (after, limit) => paused.all(after, limit) as unknown as LiveRow[],
    input: (seq) => input.get(seq)?.["input"] as string | undefined,
    run: (seq) => run.get(seq) as unknown as RunRow | undefined,
    find: (key, limit) => find.all(key, limit) as unknown as RunRow[],
    runs: (state, before, limit) =>
      (state === null
        ? listLive.all(before, limit)
        : state === "done"
          ? listDone.all(before, limit)
          : listOver.all(state, before, limit)) as unknown as RunRow[],
  };
}
