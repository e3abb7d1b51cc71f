import type { RunWrites } from "../port.ts";
import { runId } from "../run-id.ts";
import type { Connection } from "./connection.ts";
import type { LogEnd } from "./log-end.ts";

/** Runs as they come: once for an idempotency key, the newest of its lane where a route wants that, with what they are found by. */
export function acceptWrites(database: Connection, logEnd: LogEnd): Pick<RunWrites, "accept" | "key"> {
  const insertRun = database.prepare("INSERT INTO runs VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
  const insertLive = database.prepare("INSERT INTO live VALUES (?, NULL, NULL, 0, NULL, NULL)");
  const insertStale = database.prepare(
    "INSERT OR REPLACE INTO ends VALUES (?, 'done', 'stale', NULL, ?, ?, NULL, NULL)",
  );
  const claimed = database.prepare(
    `SELECT r.seq, r.token FROM keys k JOIN runs r ON r.seq = k.seq
     WHERE k.key = ? AND k.route = ? AND k.keep_until > ? LIMIT 1`,
  );
  const insertClaim = database.prepare("INSERT INTO keys VALUES (?, ?, ?, ?)");
  const insertKey = database.prepare("INSERT OR IGNORE INTO keys (key, seq) VALUES (?, ?)");
  const isStale = staleness(database);
  return {
    accept(seq, token, route, build, lane, acceptedAt, idempotencyKey, keepUntil, keys, input, latest) {
      if (idempotencyKey !== null) {
        const first = claimed.get(idempotencyKey, route, acceptedAt);
        if (first !== undefined) return runId(Number(first["seq"]), String(first["token"]));
        insertClaim.run(idempotencyKey, seq, route, keepUntil);
      }
      insertRun.run(seq, token, route, build, lane, acceptedAt, input, logEnd.position());
      // An idempotency key's row finds the run as well.
      for (const key of keys) if (key !== idempotencyKey) insertKey.run(key, seq);
      if (latest !== null && isStale(route, lane ?? "", latest)) {
        insertStale.run(seq, build, acceptedAt);
        return "stale";
      }
      insertLive.run(seq);
      return null;
    },
    key(key, seq) {
      insertKey.run(key, seq);
      return null;
    },
  };
}

/** Whether something newer came in the lane; where not, this is the newest from now on. */
function staleness(database: Connection): (route: string, lane: string, by: string | number) => boolean {
  const seen = database.prepare("SELECT seen FROM latest WHERE route = ? AND lane = ?");
  const see = database.prepare("INSERT OR REPLACE INTO latest VALUES (?, ?, ?)");
  return (route, lane, by) => {
    const last = seen.get(route, lane)?.["seen"];
    // Of two kinds neither is later.
    if (typeof last === typeof by && last !== undefined && last !== null && by < last) return true;
    see.run(route, lane, by);
    return false;
  };
}
