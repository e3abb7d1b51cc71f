import type { LiveRow, RunReads, RunRow, RunWrites } from "../port.ts";
import { runId } from "../run-id.ts";
import { auditGiven, auditStatement } from "./audit.ts";
import { type AreaReads, doing, type Operations } from "./operation.ts";

const mustStand = `IF NOT FOUND THEN
  RAISE EXCEPTION 'Run % neither is paused nor has failed.', _seq USING ERRCODE = 'WB001';
END IF;`;

/** Runs: accepted, waiting, over. */
export const runOperations: Operations<keyof RunWrites> = {
  // Of two that come at once with one key the second waits for the first's commit, and then sees it.
  accept: {
    given: [
      "_seq bigint",
      "_token text",
      "_route text",
      "_build text",
      "_lane text",
      "_at bigint",
      "_key text",
      "_keep_until bigint",
      "_keys jsonb",
      "_input text",
      "_latest jsonb",
    ],
    body: `DECLARE first text;
    BEGIN
      IF _key IS NOT NULL THEN
        INSERT INTO waybill.claims AS c (key, route, seq, token, keep_until)
          VALUES (waybill.fold(_key), _route, _seq, _token, _keep_until)
          ON CONFLICT (key, route) DO UPDATE SET seq = excluded.seq, token = excluded.token, keep_until = excluded.keep_until
            WHERE c.keep_until <= _at;
        IF NOT FOUND THEN
          SELECT seq || ' ' || token INTO first FROM waybill.claims WHERE key = waybill.fold(_key) AND route = _route;
          RETURN first;
        END IF;
        INSERT INTO waybill.keys (key, seq, claim) VALUES (waybill.fold(_key), _seq, true);
      END IF;
      INSERT INTO waybill.runs (seq, token, route, build, lane, accepted_at, input, after)
        VALUES (_seq, _token, _route, _build, _lane, _at, _input, waybill.log_end());
      INSERT INTO waybill.keys (key, seq, claim)
        SELECT DISTINCT waybill.fold(k), _seq, false FROM jsonb_array_elements_text(_keys) k ON CONFLICT DO NOTHING;
      IF _latest IS NOT NULL THEN
        INSERT INTO waybill.latest AS l (route, lane, seen) VALUES (_route, waybill.fold(coalesce(_lane, '')), _latest)
          ON CONFLICT (route, lane) DO UPDATE SET seen = excluded.seen WHERE NOT waybill.is_older(excluded.seen, l.seen);
        IF NOT FOUND THEN
          INSERT INTO waybill.ends (seq, state, outcome, build, at) VALUES (_seq, 'done', 'stale', _build, _at);
          RETURN 'stale';
        END IF;
      END IF;
      INSERT INTO waybill.live (seq, route, lane, accepted_at) VALUES (_seq, _route, _lane, _at);
      RETURN NULL;
    END`,
  },
  key: doing(
    ["_key text", "_seq bigint"],
    "INSERT INTO waybill.keys (key, seq, claim) VALUES (waybill.fold(_key), _seq, false) ON CONFLICT DO NOTHING;",
  ),
  wake: doing(
    ["_seq bigint", "_at bigint", "_reason text"],
    "UPDATE waybill.live SET wake_at = _at, wake_reason = _reason WHERE seq = _seq;",
  ),
  build: doing(["_seq bigint", "_build text"], "UPDATE waybill.live SET build = _build WHERE seq = _seq;"),
  ask: {
    given: ["_seq bigint", "_known text", "_asked text", ...auditGiven],
    body: `BEGIN
      UPDATE waybill.live SET asked = _asked WHERE seq = _seq AND asked IS NOT DISTINCT FROM _known;
      IF NOT FOUND THEN
        RETURN 'moved';
      END IF;
      ${auditStatement}
      RETURN NULL;
    END`,
  },
  revive: doing(
    ["_seq bigint", "_since bigint", "_asked text", "_build text", ...auditGiven],
    `DELETE FROM waybill.ends WHERE seq = _seq AND at = _since AND state IN ('paused', 'failed');
     ${mustStand}
     INSERT INTO waybill.live (seq, route, lane, accepted_at, build, asked)
       SELECT seq, route, lane, accepted_at, _build, _asked FROM waybill.runs WHERE seq = _seq;
     ${auditStatement}`,
  ),
  giveUp: doing(
    ["_seq bigint", "_reason text", "_at bigint"],
    `UPDATE waybill.ends SET state = 'cancelled', outcome = NULL, asked = NULL, reason = _reason, at = _at
       WHERE seq = _seq AND state IN ('paused', 'failed');
     ${mustStand}`,
  ),
  // A word may have come since the writer looked: who asks waits for this commit, or has been answered that it stands.
  end: {
    given: [
      "_seq bigint",
      "_state text",
      "_outcome text",
      "_error text",
      "_build text",
      "_at bigint",
      "_reason text",
      "_asked text",
      "_known text",
    ],
    body: `DECLARE now_asked text := _known;
    BEGIN
      DELETE FROM waybill.live WHERE seq = _seq RETURNING asked INTO now_asked;
      IF _state IN ('paused', 'failed') AND now_asked IS DISTINCT FROM _known THEN
        _asked := now_asked;
      END IF;
      INSERT INTO waybill.ends (seq, state, outcome, error, build, at, reason, asked)
        VALUES (_seq, _state, _outcome, _error, _build, _at, _reason, _asked)
      ON CONFLICT (seq) DO UPDATE SET state = excluded.state, outcome = excluded.outcome, error = excluded.error,
        build = excluded.build, at = excluded.at, reason = excluded.reason, asked = excluded.asked;
      RETURN NULL;
    END`,
  },
};

/** What `accept` says of the first run of a key, as its public id. Any other answer is what it is. */
export function firstRun(answer: string): string {
  const [seq, token] = answer.split(" ");
  return seq === undefined || token === undefined ? answer : runId(Number(seq), token);
}

/** Of a run that is not over: `l` is its row. */
export const liveColumns = `SELECT l.seq, r.token, l.route, l.lane, l.accepted_at AS "acceptedAt", coalesce(l.build, r.build) AS build, l.asked,
  l.wake_at AS "wakeAt", l.wake_reason AS "wakeReason", l.called::int AS called FROM waybill.live l JOIN waybill.runs r ON r.seq = l.seq`;

const run = `SELECT r.seq, r.token, r.route, coalesce(e.build, l.build, r.build) AS build, r.lane, r.accepted_at AS "acceptedAt",
  e.state, e.outcome, e.error, e.at AS "endedAt", e.reason, coalesce(e.asked, l.asked) AS asked,
  (l.holder IS NOT NULL AND l.wake_reason IS NULL)::int AS held`;
const joined = "LEFT JOIN waybill.ends e ON e.seq = r.seq LEFT JOIN waybill.live l ON l.seq = r.seq";

/** How runs are found. */
export const runReads: AreaReads<keyof RunReads> = {
  lastSeq: async (query) =>
    (await query<{ readonly seq: number }>("SELECT coalesce(max(seq), 0) AS seq FROM waybill.runs", []))[0]
      ?.seq ?? 0,
  live: (query, after, limit) =>
    query<LiveRow>(`${liveColumns} WHERE l.seq > $1 ORDER BY l.seq LIMIT $2`, [after, limit]),
  paused: (query, after, limit) =>
    query<LiveRow>(
      `SELECT r.seq, r.token, r.route, r.lane, r.accepted_at AS "acceptedAt", e.build, e.asked, NULL AS "wakeAt",
         NULL AS "wakeReason", 0 AS called
       FROM waybill.ends e JOIN waybill.runs r ON r.seq = e.seq
       WHERE e.state = 'paused' AND e.state <> 'done' AND e.seq > $1 ORDER BY e.seq LIMIT $2`,
      [after, limit],
    ),
  input: async (query, seq) =>
    (await query<{ readonly input: string }>("SELECT input FROM waybill.runs WHERE seq = $1", [seq]))[0]
      ?.input,
  run: async (query, seq) =>
    (await query<RunRow>(`${run} FROM waybill.runs r ${joined} WHERE r.seq = $1`, [seq]))[0],
  find: (query, key, limit) =>
    query<RunRow>(
      `${run} FROM waybill.keys k JOIN waybill.runs r ON r.seq = k.seq ${joined}
       WHERE k.key = waybill.fold($1) ORDER BY k.seq LIMIT $2`,
      [key, limit],
    ),
  runs(query, state, before, limit) {
    if (state === null)
      return query<RunRow>(
        `${run} FROM waybill.live l JOIN waybill.runs r ON r.seq = l.seq LEFT JOIN waybill.ends e ON e.seq = r.seq
         WHERE l.seq < $1 ORDER BY l.seq DESC LIMIT $2`,
        [before, limit],
      );
    // Done ones are nearly all; the others have an index of their own.
    const ofState = state === "done" ? "e.state = $3" : "e.state = $3 AND e.state <> 'done'";
    return query<RunRow>(
      `${run} FROM waybill.ends e JOIN waybill.runs r ON r.seq = e.seq LEFT JOIN waybill.live l ON l.seq = r.seq
       WHERE ${ofState} AND e.seq < $1 ORDER BY e.seq DESC LIMIT $2`,
      [before, limit, state],
    );
  },
};
