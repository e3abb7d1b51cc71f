import type { LiveRow, Reads, Writes } from "../port.ts";
import type { HeadRow, RouteBacklog, SharedReads, SharedWrites } from "../shared-port.ts";
import { type AreaReads, doing, type Operations } from "./operation.ts";
import { liveColumns } from "./runs.ts";
import { storable } from "./storable.ts";

type ClaimReads = Exclude<keyof SharedReads, keyof Reads>;
type ClaimWrites = Exclude<keyof SharedWrites, keyof Writes>;

/** A claim waits for the holder's commit that is under way: both want the run's row. */
export const claimOperations: Operations<ClaimWrites> = {
  claim: doing(
    ["_seq bigint", "_holder text", "_seen text"],
    `UPDATE waybill.live SET holder = _holder, wake_at = NULL, wake_reason = NULL, called = false
       WHERE seq = _seq AND (_seen IS NULL OR holder = _holder OR holder IS NULL AND xmin = _seen::xid);
     ${mustBe("live, or not as it was seen")}`,
  ),
  held: doing(
    ["_seq bigint", "_holder text"],
    `PERFORM 1 FROM waybill.live WHERE seq = _seq AND holder = _holder FOR UPDATE;
     ${mustBe("this holder''s")}`,
  ),
  laneGoesOn: {
    given: ["_route text", "_lane text"],
    body: `BEGIN
      IF EXISTS (SELECT 1 FROM waybill.live
        WHERE route = _route AND hashtextextended(lane, 0) = hashtextextended(_lane, 0) AND lane = _lane) THEN
        RETURN 'more';
      END IF;
      RETURN NULL;
    END`,
  },
};

function mustBe(what: string): string {
  return `IF NOT FOUND THEN
  RAISE EXCEPTION 'Run % is not ${what}.', _seq USING ERRCODE = 'WB001';
END IF;`;
}

/** Paused runs of the lane of `l`, of which there are few. */
const closed = `EXISTS (SELECT 1 FROM waybill.ends e JOIN waybill.runs p ON p.seq = e.seq
  WHERE e.state = 'paused' AND e.state <> 'done' AND p.route = l.route AND p.lane = l.lane)`;

/** A run that was revived has no holder either, but steps. */
const headColumns = liveColumns.replace(
  " FROM waybill.live l",
  `, CASE WHEN l.holder IS NULL THEN r.input END AS input,
   CASE WHEN l.holder IS NULL AND NOT EXISTS (SELECT 1 FROM waybill.steps s WHERE s.seq = l.seq) THEN l.xmin::text END AS untouched
   FROM waybill.live l`,
);

export const claimReads: AreaReads<ClaimReads> = {
  reserve: async (query, count) =>
    (
      await query<{ readonly seq: number }>(
        "SELECT nextval('waybill.run_numbers') AS seq FROM generate_series(1, $1)",
        [count],
      )
    ).map(({ seq }) => seq),
  logEnd: async (query) =>
    (await query<{ readonly position: number }>("SELECT waybill.log_end() AS position", []))[0]?.position ??
    0,
  liveRun: async (query, seq) => (await query<LiveRow>(`${liveColumns} WHERE l.seq = $1`, [seq]))[0],
  async heads(query, targets) {
    const rows = await query<HeadRow & { readonly place: number }>(
      `SELECT t.place::int AS place, h.* FROM unnest($1::bigint[], $2::text[], $3::text[]) WITH ORDINALITY AS t (run, route, lane, place)
       CROSS JOIN LATERAL (
         (${headColumns} WHERE t.run IS NOT NULL AND l.seq = t.run)
         UNION ALL
         (${headColumns} WHERE t.run IS NULL AND l.route = t.route AND hashtextextended(l.lane, 0) = hashtextextended(t.lane, 0)
            AND l.lane = t.lane AND NOT ${closed} ORDER BY (l.holder IS NULL), l.seq LIMIT 1)
       ) AS h`,
      [
        targets.map((target) => (target.lane === undefined ? target.run : null)),
        targets.map((target) => (target.lane === undefined ? null : storable(target.route))),
        targets.map((target) => (target.lane === undefined ? null : storable(target.lane))),
      ],
    );
    const byPlace = new Map(rows.map(({ place, ...row }) => [place, row]));
    return targets.map((_, index) => byPlace.get(index + 1));
  },
  overdue: (query, routes, before, limit) =>
    query<LiveRow>(
      `${liveColumns} WHERE l.route = ANY($1::text[]) AND CASE WHEN l.wake_reason IS NULL THEN l.holder IS NULL AND l.accepted_at < $2
         ELSE l.wake_at < $2 OR l.called OR l.asked IS NOT NULL END AND NOT ${closed}
       ORDER BY l.seq LIMIT $3`,
      [routes, before, limit],
    ),
  begun: (query, routes, limit) =>
    query<LiveRow>(
      `${liveColumns} WHERE l.route = ANY($1::text[]) AND l.holder IS NOT NULL AND l.wake_reason IS NULL ORDER BY l.seq LIMIT $2`,
      [routes, limit],
    ),
  asked: (query, seqs) =>
    query("SELECT seq, asked FROM waybill.live WHERE seq = ANY($1::bigint[]) AND asked IS NOT NULL", [seqs]),
  async backlog(query, routes) {
    const [shares, [paused]] = await Promise.all([
      query<RouteBacklog>(
        `SELECT l.route, count(*)::int AS runs, (count(*) FILTER (WHERE l.holder IS NOT NULL AND l.wake_reason IS NULL))::int AS held,
           min(l.accepted_at) AS "oldestAt"
         FROM waybill.live l
         WHERE l.route = ANY($1::text[]) AND (l.wake_reason IS NULL OR l.wake_reason = 'retry') AND NOT ${closed}
         GROUP BY l.route`,
        [routes],
      ),
      query<{ readonly count: number }>(
        `SELECT count(*)::int AS count FROM waybill.ends e JOIN waybill.runs r ON r.seq = e.seq
         WHERE e.state = 'paused' AND e.state <> 'done' AND r.route = ANY($1::text[])`,
        [routes],
      ),
    ]);
    return { routes: shares, paused: paused?.count ?? 0 };
  },
};
