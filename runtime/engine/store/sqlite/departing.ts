import { existsSync } from "node:fs";
import type { DatabaseSync } from "node:sqlite";
import {
  type Carried,
  type CarriedTable,
  type Counts,
  carriedTables,
  type Departing,
  departedArea,
  type Passage,
} from "../carried.ts";
import { StoreError } from "../port.ts";
import { openDatabase } from "./open.ts";
import { stepsPerRun } from "./steps.ts";

/** Rows that are carried at once. */
const chunk = 500;

const place = `id / ${stepsPerRun} AS seq, id % ${stepsPerRun} AS position`;

/** Each table as the store of many processes has it. Times may have fractions here, and have none there. */
const selects: Readonly<Record<CarriedTable, string>> = {
  runs: "SELECT seq, token, route, build, lane, accepted_at, input, after FROM runs",
  live: `SELECT l.seq, r.route, r.lane, r.accepted_at, l.build, l.asked, CAST(l.wake_at AS INTEGER) AS wake_at, l.wake_reason, l.called
    FROM live l JOIN runs r ON r.seq = l.seq`,
  ends: "SELECT seq, state, outcome, error, build, at, reason, asked FROM ends",
  latest: "SELECT route, lane, seen FROM latest",
  graphs: "SELECT build, route, steps FROM graphs",
  // Of several runs of one key the last one holds it; SQLite takes the other columns from the row with the maximum.
  claims: `SELECT k.key, k.route, k.seq, r.token, CAST(max(k.keep_until) AS INTEGER) AS keep_until
    FROM keys k JOIN runs r ON r.seq = k.seq WHERE k.route IS NOT NULL GROUP BY k.key, k.route`,
  keys: "SELECT key, seq, route IS NOT NULL AS claim FROM keys",
  steps: `SELECT ${place}, head, output FROM steps`,
  decisions: "SELECT key, choice, at FROM decisions",
  waits: `SELECT ${place}, type, key FROM waits`,
  hits: `SELECT id / ${stepsPerRun} AS seq, id % ${stepsPerRun} AS position, position AS event FROM hits`,
  correlations: "SELECT type, position FROM correlations",
  approvals: `SELECT ${place}, step, role, show, at, CAST(deadline AS INTEGER) AS deadline, decision, by, note, decided_at FROM approvals`,
  events: "SELECT position, id, source, type, subject, at, seq, attributes, data FROM events",
  // Routes take from a broker there, and no event is kept for them in the log.
  consumers: "SELECT name, type, position, 0 AS served, replay, replay_until FROM consumers",
  schedules: "SELECT name, spec, CAST(tick AS INTEGER) AS tick, skipped FROM schedules",
  dead_letters:
    "SELECT number, seq, route, state, owner, class, error, step, file, line, at, steps FROM dead_letters",
  notes: `SELECT area, key, value FROM notes WHERE area <> '${departedArea}'`,
  audit: "SELECT number, at, action, subject, by, detail FROM audit",
};

/** Opens a store's file to carry it away. Throws a `StoreError` where a process has it open, or there is none. */
export function departing(file: string): Departing {
  if (!existsSync(file)) throw new StoreError("unreadable", `There is no store ${file}.`);
  const database = openDatabase(file);
  return {
    counts: countsOf(database),
    departed: passageOf(database),
    behind: database
      .prepare(
        `SELECT c.name AS "group", count(*) AS events FROM consumers c JOIN events e ON e.type = c.type AND e.position > c.position
         WHERE c.served = 1 GROUP BY c.name`,
      )
      .all() as unknown as Departing["behind"], // as its SQL names them
    rows: () => rowsOf(database),
    leave({ to, id }) {
      database
        .prepare("INSERT OR REPLACE INTO notes VALUES (?1, 'to', ?2), (?1, 'id', ?3)")
        .run(departedArea, to, id);
    },
    stay() {
      database.prepare("DELETE FROM notes WHERE area = ?").run(departedArea);
    },
    close: () => database.close(),
  };
}

function passageOf(database: DatabaseSync): Passage | undefined {
  const rows = database.prepare("SELECT key, value FROM notes WHERE area = ?").all(departedArea);
  const { to, id } = Object.fromEntries(rows.map(({ key, value }) => [String(key), String(value)]));
  return to === undefined || id === undefined ? undefined : { to, id };
}

function countsOf(database: DatabaseSync): Counts {
  const counted = carriedTables.map((table) => {
    const row = database.prepare(`SELECT count(*) AS rows FROM (${selects[table]})`).get();
    return [table, Number(row?.["rows"])] as const;
  });
  return Object.fromEntries(counted) as Counts; // one entry for each
}

function* rowsOf(database: DatabaseSync): Generator<Carried> {
  for (const table of carriedTables) {
    let rows: Carried["rows"][number][] = [];
    for (const row of database.prepare(selects[table]).iterate()) {
      rows.push(row as Carried["rows"][number]); // texts, numbers and nulls are all that the tables hold
      if (rows.length < chunk) continue;
      yield { table, rows };
      rows = [];
    }
    if (rows.length > 0) yield { table, rows };
  }
}
