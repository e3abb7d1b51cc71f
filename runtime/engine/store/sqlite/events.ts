import {
  type ConsumerRow,
  type EventReads,
  type EventRow,
  type EventSpan,
  type EventWrites,
  StoreError,
} from "../port.ts";
import { auditing } from "./audit.ts";
import type { Connection } from "./connection.ts";
import type { LogEnd } from "./log-end.ts";

/**
 * The log of events, and where each group stands in it. Owns: positions.
 *
 * 1. Positions grow in the order of commits and are never given twice.
 * 2. A group's position only moves on from where it stands: no event of its type is passed over.
 * 3. An event stays while a group that is served has not taken it, whatever its age.
 */
export function eventWrites(database: Connection, logEnd: LogEnd): EventWrites {
  const publish = database.prepare(
    "INSERT OR IGNORE INTO events (id, source, type, subject, at, seq, attributes, data) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
  );
  const known = database.prepare("SELECT type FROM consumers WHERE name = ?");
  const end = database.prepare("SELECT max(position) AS position FROM events");
  const begin = database.prepare("INSERT OR REPLACE INTO consumers VALUES (?, ?, ?, 1, 0, 0)");
  const serve = database.prepare("UPDATE consumers SET served = 1 WHERE name = ?");
  const retire = database.prepare(
    "UPDATE consumers SET served = 0 WHERE name NOT IN (SELECT value FROM json_each(?))",
  );
  const move = database.prepare("UPDATE consumers SET position = ? WHERE name = ? AND position = ?");
  const back = database.prepare(
    "UPDATE consumers SET position = ?, replay = replay + 1, replay_until = ? WHERE name = ?",
  );
  const audit = auditing(database);
  const purge = database.prepare(
    `DELETE FROM events WHERE position IN (
       SELECT e.position FROM events e WHERE e.at < ? AND NOT EXISTS (
         SELECT 1 FROM consumers c WHERE c.served = 1 AND c.type IN (e.type, '*') AND c.position < e.position
       ) ORDER BY e.position LIMIT ?
     )`,
  );
  return {
    event(id, source, type, subject, at, seq, attributes, data) {
      const { changes } = publish.run(id, source, type, subject, at, seq, attributes, data);
      logEnd.moved();
      return changes === 0 ? "duplicate" : null;
    },
    subscribe(group, type, from) {
      if (known.get(group)?.["type"] === type) serve.run(group);
      else begin.run(group, type, from === "now" ? Number(end.get()?.["position"] ?? 0) : 0);
      return null;
    },
    retire(served) {
      retire.run(JSON.stringify(served));
      return null;
    },
    consumed(group, from, to) {
      if (move.run(to, group, from).changes === 0)
        throw new StoreError("moved", `Group ${group} does not stand at ${from}.`);
      return null;
    },
    replay(group, to, until, at, detail) {
      back.run(to, until, group);
      audit(at, "replay", group, "admin", detail);
      return null;
    },
    purgeEvents(before, limit) {
      return Number(purge.run(before, limit).changes) === limit ? "more" : null;
    },
  };
}

export const eventColumns = "position, id, source, type, subject, at, seq, attributes, data";

/** Rows come back with the names and types their SQL gives them, which is what the casts say. */
export function eventReads(database: Connection): EventReads {
  const all = database.prepare(
    `SELECT ${eventColumns} FROM events WHERE position > ? ORDER BY position LIMIT ?`,
  );
  const ofType = database.prepare(
    `SELECT ${eventColumns} FROM events WHERE type = ? AND position > ? ORDER BY position LIMIT ?`,
  );
  // These read the index alone.
  const since = database.prepare(
    `SELECT count(*) AS count, min(position) AS first, max(position) AS last
     FROM events INDEXED BY events_by_type WHERE type = ? AND position <= ? AND at >= ?`,
  );
  const behind = database.prepare(
    `SELECT count(*) AS count, min(at) AS at FROM (
       SELECT at FROM events INDEXED BY events_by_type WHERE type = ? AND position > ? ORDER BY position LIMIT ?
     )`,
  );
  const consumers = database.prepare(
    "SELECT name, type, position, served, replay, replay_until AS replayUntil FROM consumers ORDER BY name",
  );
  return {
    events: (type, after, limit) =>
      (type === null ? all.all(after, limit) : ofType.all(type, after, limit)) as unknown as EventRow[],
    eventsSince: (type, at, until) => since.get(type, until, at) as unknown as EventSpan,
    behind: (type, after, most) =>
      behind.get(type, after, most) as unknown as { readonly count: number; readonly at: number | null },
    consumers: () => consumers.all() as unknown as ConsumerRow[],
  };
}
