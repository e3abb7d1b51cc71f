import {
  type DeadLetterRow,
  type LetterHead,
  type LetterReads,
  type LetterWrites,
  StoreError,
} from "../port.ts";
import type { Connection } from "./connection.ts";

/** Dead letters: one is closed once. */
export function deadLetterWrites(database: Connection): LetterWrites {
  const insert = database.prepare(
    `INSERT INTO dead_letters (seq, route, state, owner, class, error, step, file, line, at)
     SELECT seq, route, 'open', ?, ?, ?, ?, ?, ?, ? FROM runs WHERE seq = ?`,
  );
  const close = database.prepare(
    "UPDATE dead_letters SET state = ?, steps = ? WHERE number = ? AND state = 'open'",
  );
  const rewrite = database.prepare("UPDATE dead_letters SET error = ?, steps = ? WHERE number = ?");
  return {
    deadLetter(seq, owner, error, errorClass, step, file, line, at) {
      insert.run(owner, errorClass, error, step, file, line, at, seq);
      return null;
    },
    closeLetter(number, state, steps) {
      if (close.run(state, steps, number).changes === 0)
        throw new StoreError("moved", `Dead letter ${number} was closed before.`);
      return null;
    },
    rewriteLetter(number, error, steps) {
      rewrite.run(error, steps, number);
      return null;
    },
  };
}

const letter = `SELECT d.number, d.seq, r.token, d.route, r.lane, r.accepted_at AS acceptedAt, d.owner, d.at, d.class, d.error, d.step, d.file, d.line, d.state, r.input, d.steps,
  coalesce(e.build, r.build) AS build
  FROM dead_letters d JOIN runs r ON r.seq = d.seq LEFT JOIN ends e ON e.seq = d.seq`;

const heads = `SELECT d.number, d.seq, r.token, d.route, d.owner, d.at, d.class, d.state
  FROM dead_letters d JOIN runs r ON r.seq = d.seq`;

export function deadLetterReads(database: Connection): LetterReads {
  const one = database.prepare(`${letter} WHERE d.number = ?`);
  const open = database.prepare("SELECT number FROM dead_letters WHERE seq = ? AND state = 'open'");
  const counts = database.prepare(
    "SELECT route, nullif(owner, '') AS owner, count FROM open_letters WHERE count > 0",
  );
  const ofRun = database.prepare(`${letter} WHERE d.seq = ? ORDER BY d.number`);
  const whole = paged(database, letter);
  const light = paged(database, heads);
  // Rows come back with the names and types their SQL gives them, which is what the casts say.
  return {
    openDeadLetters: () => counts.all() as unknown as ReturnType<LetterReads["openDeadLetters"]>,
    deadLetter: (number) => one.get(number) as unknown as DeadLetterRow | undefined,
    openLetter: (seq) => open.get(seq)?.["number"] as number | undefined,
    lettersOf: (seq) => ofRun.all(seq) as unknown as DeadLetterRow[],
    deadLetters: (...of) => whole(...of) as unknown as DeadLetterRow[],
    letterHeads: (...of) => light(...of) as unknown as LetterHead[],
  };
}

/** Each combination of what is asked goes by an index of its own. */
function paged(database: Connection, select: string) {
  const page = (where: string) =>
    database.prepare(`${select} WHERE ${where} d.number > ? ORDER BY d.number LIMIT ?`);
  const all = page("");
  const byState = page("d.state = ? AND");
  const byRoute = page("d.route = ? AND");
  const byBoth = page("d.route = ? AND d.state = ? AND");
  return (state: string | null, route: string | null, after: number, limit: number): unknown[] => {
    if (route === null) return state === null ? all.all(after, limit) : byState.all(state, after, limit);
    return state === null ? byRoute.all(route, after, limit) : byBoth.all(route, state, after, limit);
  };
}
