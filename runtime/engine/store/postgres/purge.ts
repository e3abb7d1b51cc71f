import type { PurgeWrites } from "../port.ts";
import type { Operations } from "./operation.ts";

const byRun = ["runs", "ends", "dead_letters", "steps", "waits", "hits", "approvals"];

/**
 * Retention: removes runs that are over, by number, so that no index over time is needed.
 *
 * 1. A call looks at so many runs and no more, whatever it finds: the commit that waits for it waits a little.
 * 2. A run with a dead letter that is open or kept stays, and one that holds its lane.
 */
export const purgeOperations: Operations<keyof PurgeWrites> = {
  purge: {
    given: [
      "_after bigint",
      "_before bigint",
      "_letters bigint",
      "_limit bigint",
      "_routes jsonb",
      "_only boolean",
    ],
    body: `DECLARE last bigint; looked bigint; young boolean; doomed bigint[];
    BEGIN
      SELECT max(seq), count(*), bool_or(at >= _before), array_agg(seq) FILTER (
        WHERE at < _before AND state <> 'paused' AND ended < _before AND NOT EXISTS (
          SELECT 1 FROM waybill.dead_letters d WHERE d.seq = looked_at.seq AND (d.state = 'open' OR d.at >= _letters)
        )
      ) INTO last, looked, young, doomed
      FROM (
        SELECT r.seq, r.accepted_at AS at, e.state, e.at AS ended
        FROM waybill.runs r LEFT JOIN waybill.ends e ON e.seq = r.seq
        WHERE r.seq > _after AND (_routes ? r.route) = _only ORDER BY r.seq LIMIT _limit
      ) looked_at;
      IF doomed IS NOT NULL THEN
        ${byRun.map((table) => `DELETE FROM waybill.${table} WHERE seq = ANY(doomed);`).join("\n        ")}
      END IF;
      -- In the order of acceptance: what comes is younger.
      RETURN CASE WHEN young OR looked < _limit THEN NULL ELSE last::text END;
    END`,
  },
  purgeKeys: {
    given: ["_after text", "_limit bigint"],
    body: `DECLARE last text;
    BEGIN
      SELECT key INTO last FROM waybill.keys WHERE key > _after ORDER BY key LIMIT 1 OFFSET _limit;
      DELETE FROM waybill.keys k WHERE k.key > _after AND (last IS NULL OR k.key <= last)
        AND NOT EXISTS (SELECT 1 FROM waybill.runs r WHERE r.seq = k.seq);
      DELETE FROM waybill.claims c WHERE c.key > _after AND (last IS NULL OR c.key <= last)
        AND NOT EXISTS (SELECT 1 FROM waybill.runs r WHERE r.seq = c.seq);
      RETURN last;
    END`,
  },
};
