import type { ConsumerRow, EventReads, EventRow, EventSpan, EventWrites } from "../port.ts";
import { auditStatement } from "./audit.ts";
import { type AreaReads, doing, type Operations } from "./operation.ts";

/**
 * The log of events, and where each group stands in it. Owns: positions.
 *
 * 1. Positions grow in the order of commits and are never given twice: who gives one holds a lock until its commit, so that nobody sees
 *    a later position before an earlier one.
 * 2. A group's position only moves on from where it stands: no event of its type is passed over.
 * 3. An event stays while a group that is served has not taken it, whatever its age.
 */
export const eventOperations: Operations<keyof EventWrites> = {
  event: {
    given: [
      "_id text",
      "_source text",
      "_type text",
      "_subject text",
      "_at bigint",
      "_seq bigint",
      "_attributes text",
      "_data text",
    ],
    body: `BEGIN
      PERFORM pg_advisory_xact_lock(hashtextextended('waybill.events', 0));
      INSERT INTO waybill.events (id, source, type, subject, at, seq, attributes, data)
        VALUES (_id, _source, _type, _subject, _at, _seq, _attributes, _data) ON CONFLICT DO NOTHING;
      RETURN CASE WHEN FOUND THEN NULL ELSE 'duplicate' END;
    END`,
  },
  subscribe: doing(
    ["_group text", "_type text", "_from text"],
    `UPDATE waybill.consumers SET served = 1 WHERE name = _group AND type = _type;
     IF NOT FOUND THEN
       INSERT INTO waybill.consumers (name, type, position, served, replay, replay_until)
         VALUES (_group, _type, CASE WHEN _from = 'now' THEN waybill.log_end() ELSE 0 END, 1, 0, 0)
         ON CONFLICT (name) DO UPDATE SET type = excluded.type, position = excluded.position, served = 1,
           replay = 0, replay_until = 0 WHERE consumers.type <> excluded.type;
     END IF;`,
  ),
  retire: doing(
    ["_served jsonb"],
    "UPDATE waybill.consumers SET served = 0 WHERE served = 1 AND NOT _served ? name;",
  ),
  consumed: doing(
    ["_group text", "_from bigint", "_to bigint"],
    `UPDATE waybill.consumers SET position = _to WHERE name = _group AND position = _from;
     IF NOT FOUND THEN
       RAISE EXCEPTION 'Group % does not stand at %.', _group, _from USING ERRCODE = 'WB001';
     END IF;`,
  ),
  replay: {
    given: ["_group text", "_to bigint", "_until bigint", "_at bigint", "_detail text"],
    body: `DECLARE _action text := 'replay'; _subject text := _group; _by text := 'admin';
    BEGIN
      UPDATE waybill.consumers SET position = _to, replay = replay + 1, replay_until = _until WHERE name = _group;
      ${auditStatement}
      RETURN NULL;
    END`,
  },
  purgeEvents: {
    given: ["_before bigint", "_limit bigint"],
    body: `DECLARE removed bigint;
    BEGIN
      DELETE FROM waybill.events WHERE position IN (
        SELECT e.position FROM waybill.events e WHERE e.at < _before AND NOT EXISTS (
          SELECT 1 FROM waybill.consumers c WHERE c.served = 1 AND c.type IN (e.type, '*') AND c.position < e.position
        ) ORDER BY e.position LIMIT _limit
      );
      GET DIAGNOSTICS removed = ROW_COUNT;
      RETURN CASE WHEN removed = _limit THEN 'more' END;
    END`,
  },
};

export const eventColumns = "position, id, source, type, subject, at, seq, attributes, data";

export const eventReads: AreaReads<keyof EventReads> = {
  events: (query, type, after, limit) =>
    type === null
      ? query<EventRow>(
          `SELECT ${eventColumns} FROM waybill.events WHERE position > $1 ORDER BY position LIMIT $2`,
          [after, limit],
        )
      : query<EventRow>(
          `SELECT ${eventColumns} FROM waybill.events WHERE type = $1 AND position > $2 ORDER BY position LIMIT $3`,
          [type, after, limit],
        ),
  async eventsSince(query, type, at, until) {
    const [span] = await query<EventSpan>(
      `SELECT count(*) AS count, min(position) AS first, max(position) AS last FROM waybill.events
       WHERE type = $1 AND position <= $2 AND at >= $3`,
      [type, until, at],
    );
    return span ?? { count: 0, first: null, last: null };
  },
  async behind(query, type, after, most) {
    const [row] = await query<{ readonly count: number; readonly at: number | null }>(
      `SELECT count(*) AS count, min(at) AS at FROM (
         SELECT at FROM waybill.events WHERE type = $1 AND position > $2 ORDER BY position LIMIT $3
       ) next`,
      [type, after, most],
    );
    return row ?? { count: 0, at: null };
  },
  consumers: (query) =>
    query<ConsumerRow>(
      `SELECT name, type, position, served, replay, replay_until AS "replayUntil" FROM waybill.consumers ORDER BY name`,
      [],
    ),
};
