import type { DatabaseSync } from "node:sqlite";
import { StoreError } from "../port.ts";

/**
 * The tables. Owns: their shape and how an older one becomes the present one. Migrations go forward only, each in the
 * transaction that raises `user_version`.
 *
 * 1. `runs` is written once and never changed: an accepted message stays as it came. What becomes of it stands in `live` and `ends`.
 * 2. A run has a row in exactly one of `live` and `ends`.
 * 3. A step's row id is its run's number times 2^20 plus its position, so a run's steps lie together and need no index.
 * 4. A key of a run is one row, whether it finds the run, makes it the only one (then with route and time), or both: rows of keys
 *    fall anywhere in their tree, and each such page is what a commit costs.
 * 5. Nothing is found by scanning: each query of the engine goes by a primary key or one of the few indexes below.
 */
const migrations: readonly string[] = [
  `
  CREATE TABLE runs (
    seq INTEGER PRIMARY KEY, token TEXT NOT NULL, route TEXT NOT NULL, build TEXT NOT NULL, lane TEXT,
    accepted_at INTEGER NOT NULL, input TEXT NOT NULL, after INTEGER NOT NULL
  );
  CREATE TABLE live (
    seq INTEGER PRIMARY KEY, wake_at INTEGER, wake_reason TEXT, called INTEGER NOT NULL, build TEXT, asked TEXT
  );
  CREATE TABLE ends (
    seq INTEGER PRIMARY KEY, state TEXT NOT NULL, outcome TEXT, error TEXT, build TEXT NOT NULL, at INTEGER NOT NULL,
    reason TEXT, asked TEXT
  );
  CREATE INDEX ends_by_state ON ends (state, seq) WHERE state <> 'done';
  CREATE TABLE latest (route TEXT NOT NULL, lane TEXT NOT NULL, seen ANY NOT NULL, PRIMARY KEY (route, lane)) WITHOUT ROWID;
  CREATE TABLE graphs (build TEXT NOT NULL, route TEXT NOT NULL, steps TEXT NOT NULL, PRIMARY KEY (build, route)) WITHOUT ROWID;
  CREATE TABLE waits (id INTEGER PRIMARY KEY, type TEXT NOT NULL, key TEXT NOT NULL);
  CREATE INDEX waits_by_key ON waits (type, key);
  CREATE TABLE hits (id INTEGER NOT NULL, position INTEGER NOT NULL, PRIMARY KEY (id, position)) WITHOUT ROWID;
  CREATE TABLE correlations (type TEXT PRIMARY KEY, position INTEGER NOT NULL) WITHOUT ROWID;
  CREATE TABLE approvals (
    id INTEGER PRIMARY KEY, step TEXT NOT NULL, role TEXT NOT NULL, show TEXT NOT NULL, at INTEGER NOT NULL, deadline INTEGER,
    decision TEXT, by TEXT, note TEXT, decided_at INTEGER
  );
  CREATE INDEX approvals_open ON approvals (id) WHERE decision IS NULL;
  CREATE TABLE keys (
    key TEXT NOT NULL, seq INTEGER NOT NULL, route TEXT, keep_until INTEGER, PRIMARY KEY (key, seq)
  ) WITHOUT ROWID;
  CREATE TABLE steps (id INTEGER PRIMARY KEY, head TEXT NOT NULL, output TEXT);
  CREATE TABLE decisions (key TEXT PRIMARY KEY, choice TEXT NOT NULL, at INTEGER NOT NULL) WITHOUT ROWID;
  CREATE TABLE events (
    position INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL, source TEXT NOT NULL, type TEXT NOT NULL, subject TEXT,
    at INTEGER NOT NULL, seq INTEGER, attributes TEXT, data TEXT NOT NULL
  );
  CREATE INDEX events_by_type ON events (type, position, at);
  CREATE UNIQUE INDEX events_from_outside ON events (source, id) WHERE seq IS NULL;
  CREATE TABLE consumers (
    name TEXT PRIMARY KEY, type TEXT NOT NULL, position INTEGER NOT NULL, served INTEGER NOT NULL,
    replay INTEGER NOT NULL, replay_until INTEGER NOT NULL
  ) WITHOUT ROWID;
  CREATE TABLE schedules (
    name TEXT PRIMARY KEY, spec TEXT NOT NULL, tick INTEGER NOT NULL, skipped INTEGER NOT NULL
  ) WITHOUT ROWID;
  CREATE TABLE dead_letters (
    number INTEGER PRIMARY KEY AUTOINCREMENT, seq INTEGER NOT NULL, route TEXT NOT NULL, state TEXT NOT NULL, owner TEXT,
    class TEXT NOT NULL, error TEXT NOT NULL, step TEXT, file TEXT, line INTEGER, at INTEGER NOT NULL, steps TEXT
  );
  CREATE INDEX dead_letters_by_state ON dead_letters (state, number);
  CREATE INDEX dead_letters_open ON dead_letters (route, owner) WHERE state = 'open';
  CREATE INDEX dead_letters_by_route ON dead_letters (route, state, number);
  CREATE TABLE notes (area TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (area, key)) WITHOUT ROWID;
  CREATE INDEX dead_letters_by_run ON dead_letters (seq);
  CREATE TABLE audit (
    number INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, action TEXT NOT NULL, subject TEXT NOT NULL, by TEXT NOT NULL,
    detail TEXT NOT NULL
  );
  CREATE INDEX audit_by_subject ON audit (subject);
  `,
  // Open letters are counted as they come and go: metrics ask for the count every few seconds, however many there are.
  `
  CREATE TABLE open_letters (
    route TEXT NOT NULL, owner TEXT NOT NULL, count INTEGER NOT NULL, PRIMARY KEY (route, owner)
  ) WITHOUT ROWID;
  INSERT INTO open_letters
    SELECT route, coalesce(owner, ''), count(*) FROM dead_letters WHERE state = 'open' GROUP BY 1, 2;
  CREATE TRIGGER letter_opened AFTER INSERT ON dead_letters WHEN new.state = 'open' BEGIN
    INSERT INTO open_letters VALUES (new.route, coalesce(new.owner, ''), 1)
      ON CONFLICT DO UPDATE SET count = count + 1;
  END;
  CREATE TRIGGER letter_closed AFTER UPDATE OF state ON dead_letters WHEN old.state = 'open' AND new.state <> 'open' BEGIN
    UPDATE open_letters SET count = count - 1 WHERE route = old.route AND owner = coalesce(old.owner, '');
  END;
  CREATE TRIGGER letter_removed AFTER DELETE ON dead_letters WHEN old.state = 'open' BEGIN
    UPDATE open_letters SET count = count - 1 WHERE route = old.route AND owner = coalesce(old.owner, '');
  END;
  DROP INDEX dead_letters_open;
  `,
  // Each new build asks which builds a person may still bring runs back to: of a hundred thousand failed runs it looked at each.
  `
  CREATE INDEX ends_by_build ON ends (build) WHERE state IN ('paused', 'failed');
  `,
];

/** Brings a file to this version's tables, each step in a transaction of its own. Throws a `StoreError` for what a later Waybill, or another program, has written. */
export function migrate(database: DatabaseSync): void {
  const found = Number(database.prepare("PRAGMA user_version").get()?.["user_version"] ?? 0);
  if (found > migrations.length) {
    throw new StoreError(
      "newer",
      `The store was written by a later Waybill (schema ${found}, this one knows ${migrations.length}). Run that version, or start with another WAYBILL_DATA.`,
    );
  }
  if (found === 0 && database.prepare("SELECT 1 FROM sqlite_schema").get() !== undefined)
    throw new StoreError(
      "unreadable",
      "The file is a database of another program. Start with another WAYBILL_DATA.",
    );
  for (const [index, sql] of migrations.entries()) {
    if (index < found) continue;
    database.exec(`BEGIN IMMEDIATE; ${sql} PRAGMA user_version = ${index + 1}; COMMIT;`);
  }
  refuseIncomplete(database);
}

/** A table that somebody dropped by hand would be missed at the first message that needs it, or, of a trigger, never. */
function refuseIncomplete(database: DatabaseSync): void {
  const found = new Set(
    database
      .prepare("SELECT name FROM sqlite_schema")
      .all()
      .map(({ name }) => name),
  );
  const missing = [...made()].filter((name) => !found.has(name));
  if (missing.length === 0) return;
  throw new StoreError(
    "unreadable",
    `The store is not whole: it has no ${missing.join(", ")}. Only by hand is that taken out. Put a copy in its place, as \`waybill backup\` makes them.`,
  );
}

/** The names of the tables, indexes and triggers that the migrations make and leave. */
function made(): ReadonlySet<string> {
  const names = new Set<string>();
  for (const [, verb, name = ""] of migrations
    .join("\n")
    .matchAll(/\b(CREATE|DROP) (?:UNIQUE )?(?:TABLE|INDEX|TRIGGER) (\w+)/g))
    if (verb === "CREATE") names.add(name);
    else names.delete(name);
  return names;
}
