import type { PurgeWrites } from "../port.ts";
import type { Connection } from "./connection.ts";
import { stepsPerRun } from "./steps.ts";

/**
 * Retention: removes runs that are over, by number, so that no index over time is needed.
 *
 * 1. A call looks at so many runs and no more, whatever it finds: the commit that waits for it waits a little.
 * 2. A run with a dead letter that is open or kept stays, and one that holds its lane.
 */
export function purgeWrites(database: Connection): PurgeWrites {
  const look = database.prepare(
    `SELECT r.seq, r.accepted_at AS at, e.state, e.at AS ended FROM runs r LEFT JOIN ends e ON e.seq = r.seq
     WHERE r.seq > ?1 AND (r.route IN (SELECT value FROM json_each(?2))) = ?3 ORDER BY r.seq LIMIT ?4`,
  );
  const kept = database.prepare("SELECT 1 FROM dead_letters WHERE seq = ? AND (state = 'open' OR at >= ?)");
  const byRun = ["runs", "ends", "dead_letters"].map((table) =>
    database.prepare(`DELETE FROM ${table} WHERE seq = ?`),
  );
  const byStep = ["steps", "waits", "hits", "approvals"].map((table) =>
    database.prepare(`DELETE FROM ${table} WHERE id BETWEEN ? AND ?`),
  );
  const keysAfter = database.prepare("SELECT key FROM keys WHERE key > ? ORDER BY key LIMIT 1 OFFSET ?");
  const dropKeys = database.prepare(
    "DELETE FROM keys WHERE key > ? AND key <= ? AND seq NOT IN (SELECT seq FROM runs)",
  );
  const dropLast = database.prepare("DELETE FROM keys WHERE key > ? AND seq NOT IN (SELECT seq FROM runs)");
  return {
    purge(after, before, lettersBefore, limit, routes, only) {
      const rows = look.all(after, JSON.stringify(routes), only ? 1 : 0, limit);
      for (const { seq, at, state, ended } of rows) {
        // In the order of acceptance: what comes is younger.
        if (Number(at) >= before) return null;
        if (state === null || state === "paused" || Number(ended) >= before) continue;
        if (kept.get(Number(seq), lettersBefore) !== undefined) continue;
        for (const statement of byRun) statement.run(Number(seq));
        const first = Number(seq) * stepsPerRun;
        for (const statement of byStep) statement.run(first, first + stepsPerRun - 1);
      }
      return rows.length < limit ? null : String(rows.at(-1)?.["seq"]);
    },
    purgeKeys(after, limit) {
      const last = keysAfter.get(after, limit)?.["key"];
      if (typeof last !== "string") {
        dropLast.run(after);
        return null;
      }
      dropKeys.run(after, last);
      return last;
    },
  };
}
