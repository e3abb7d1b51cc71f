import type { ApprovalRow, Reads, WaitReads, WaitWrites } from "../port.ts";
import { auditGiven, auditStatement } from "./audit.ts";
import { type AreaReads, doing, type Operations } from "./operation.ts";

const step = ["_seq bigint", "_position bigint"];

/**
 * What steps wait for from others: events and people's decisions.
 *
 * 1. A type's events are looked at in the order of the log, each once, by `correlate`; the wait's own search covers those before it.
 * 2. What was found for a wait is kept until the step has its result.
 * 3. Who may go on is marked `called` in the same commit, so that another process wakes it if this one does not.
 */
export const waitOperations: Operations<keyof WaitWrites> = {
  waitFor: doing(
    [...step, "_type text", "_key text"],
    `IF NOT EXISTS (SELECT 1 FROM waybill.waits WHERE type = _type) THEN
       INSERT INTO waybill.correlations (type, position) VALUES (_type, waybill.log_end())
         ON CONFLICT (type) DO UPDATE SET position = greatest(correlations.position, excluded.position);
     END IF;
     INSERT INTO waybill.waits (seq, position, type, key) VALUES (_seq, _position, _type, waybill.fold(_key))
       ON CONFLICT (seq, position) DO UPDATE SET type = excluded.type, key = excluded.key;`,
  ),
  correlate: {
    given: ["_type text", "_to bigint", "_events jsonb"],
    body: `DECLARE concerned bigint[];
    BEGIN
      WITH found AS (
        SELECT (e.value->>0)::bigint AS position, waybill.fold(k.value) AS key
        FROM jsonb_array_elements(_events) e, jsonb_array_elements_text(e.value->1) k
      ), hit AS (
        INSERT INTO waybill.hits (seq, position, event)
          SELECT w.seq, w.position, f.position FROM found f JOIN waybill.waits w ON w.type = _type AND w.key = f.key
          WHERE f.key <> '' ON CONFLICT DO NOTHING
      )
      SELECT array_agg(DISTINCT w.seq ORDER BY w.seq) INTO concerned
        FROM found f JOIN waybill.waits w ON w.type = _type AND w.key = f.key;
      UPDATE waybill.live SET called = true WHERE seq = ANY(concerned) AND NOT called;
      UPDATE waybill.correlations SET position = _to WHERE type = _type AND position < _to;
      RETURN to_json(concerned)::text;
    END`,
  },
  askApproval: doing(
    [...step, "_step text", "_role text", "_show text", "_deadline bigint", "_at bigint"],
    `INSERT INTO waybill.approvals (seq, position, step, role, show, at, deadline)
       VALUES (_seq, _position, _step, _role, _show, _at, _deadline)
     ON CONFLICT (seq, position) DO UPDATE SET step = excluded.step, role = excluded.role, show = excluded.show, at = excluded.at,
       deadline = excluded.deadline, decision = NULL, note = NULL, "by" = NULL, decided_at = NULL;`,
  ),
  decideApproval: {
    given: ["_seq bigint", "_step text", "_decision text", "_note text", ...auditGiven],
    body: `BEGIN
      UPDATE waybill.approvals SET decision = _decision, note = _note, "by" = _by, decided_at = _at
        WHERE seq = _seq AND step = _step AND decision IS NULL AND (deadline IS NULL OR deadline > _at);
      IF NOT FOUND THEN
        RETURN CASE WHEN EXISTS (SELECT 1 FROM waybill.approvals WHERE seq = _seq AND step = _step)
          THEN 'already' ELSE 'unknown' END;
      END IF;
      UPDATE waybill.live SET called = true WHERE seq = _seq AND NOT called;
      ${auditStatement}
      RETURN 'done';
    END`,
  },
  expireApproval: {
    given: step,
    body: `BEGIN
      UPDATE waybill.approvals SET decision = 'expired' WHERE seq = _seq AND position = _position AND decision IS NULL;
      RETURN CASE WHEN FOUND THEN NULL ELSE 'decided' END;
    END`,
  },
  waited: doing(
    step,
    ["waits", "hits", "approvals"]
      .map((table) => `DELETE FROM waybill.${table} WHERE seq = _seq AND position = _position;`)
      .join("\n"),
  ),
};

const approval = `SELECT a.seq, a.position, r.token, r.route, a.step, a.role, a.show, a.at, a.deadline, a.decision, a."by", a.note,
  a.decided_at AS "decidedAt" FROM waybill.approvals a JOIN waybill.runs r ON r.seq = a.seq`;

export const waitReads: AreaReads<keyof WaitReads> = {
  acceptedAfter: async (query, seq) =>
    (await query<{ readonly after: number }>("SELECT after FROM waybill.runs WHERE seq = $1", [seq]))[0]
      ?.after ?? 0,
  eventsOf: (query, type, after, limit) =>
    query<ReturnType<Reads["eventsOf"]>[number]>(
      "SELECT position, data FROM waybill.events WHERE type = $1 AND position > $2 ORDER BY position LIMIT $3",
      [type, after, limit],
    ),
  hits: (query, seq, position) =>
    query<ReturnType<Reads["hits"]>[number]>(
      `SELECT e.position, e.data FROM waybill.hits h JOIN waybill.events e ON e.position = h.event
       WHERE h.seq = $1 AND h.position = $2 ORDER BY h.event`,
      [seq, position],
    ),
  correlations: (query) =>
    query<ReturnType<Reads["correlations"]>[number]>("SELECT type, position FROM waybill.correlations", []),
  waitKeys: (query) =>
    query<ReturnType<Reads["waitKeys"]>[number]>(
      `SELECT type, min(key) AS key FROM waybill.waits WHERE key <> '' GROUP BY type, split_part(key, '=', 1)`,
      [],
    ),
  approval: async (query, seq, position) =>
    (await query<ApprovalRow>(`${approval} WHERE a.seq = $1 AND a.position = $2`, [seq, position]))[0],
  approvals: (query, role, after, limit) =>
    query<ApprovalRow>(
      `${approval} WHERE a.decision IS NULL AND a.seq > $1 AND ($2::text IS NULL OR a.role = $2)
       ORDER BY a.seq, a.position LIMIT $3`,
      [after, role, limit],
    ),
};
