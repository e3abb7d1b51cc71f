import type { DeadLetterRow, LetterHead, LetterReads, LetterWrites, Reads } from "../port.ts";
import { type AreaReads, doing, type Operations, type Query } from "./operation.ts";

/** Dead letters: one is closed once. */
export const deadLetterOperations: Operations<keyof LetterWrites> = {
  deadLetter: doing(
    [
      "_seq bigint",
      "_owner text",
      "_error text",
      "_class text",
      "_step text",
      "_file text",
      "_line bigint",
      "_at bigint",
    ],
    `INSERT INTO waybill.dead_letters (seq, route, state, owner, class, error, step, file, line, at)
     SELECT seq, route, 'open', _owner, _class, _error, _step, _file, _line, _at FROM waybill.runs WHERE seq = _seq;`,
  ),
  closeLetter: doing(
    ["_number bigint", "_state text", "_steps text"],
    `UPDATE waybill.dead_letters SET state = _state, steps = _steps WHERE number = _number AND state = 'open';
     IF NOT FOUND THEN
       RAISE EXCEPTION 'Dead letter % was closed before.', _number USING ERRCODE = 'WB001';
     END IF;`,
  ),
  rewriteLetter: doing(
    ["_number bigint", "_error text", "_steps text"],
    "UPDATE waybill.dead_letters SET error = _error, steps = _steps WHERE number = _number;",
  ),
};

const letter = `SELECT d.number, d.seq, r.token, d.route, r.lane, r.accepted_at AS "acceptedAt", d.owner, d.at, d.class, d.error,
  d.step, d.file, d.line, d.state, r.input, d.steps, coalesce(e.build, r.build) AS build
  FROM waybill.dead_letters d JOIN waybill.runs r ON r.seq = d.seq LEFT JOIN waybill.ends e ON e.seq = d.seq`;

const head = `SELECT d.number, d.seq, r.token, d.route, d.owner, d.at, d.class, d.state
  FROM waybill.dead_letters d JOIN waybill.runs r ON r.seq = d.seq`;

export const deadLetterReads: AreaReads<keyof LetterReads> = {
  // By the index of open ones alone, however many closed ones there are.
  openDeadLetters: (query) =>
    query<ReturnType<Reads["openDeadLetters"]>[number]>(
      `SELECT route, owner, count(*) AS count FROM waybill.dead_letters WHERE state = 'open'
       GROUP BY route, owner ORDER BY route, owner NULLS FIRST`,
      [],
    ),
  deadLetter: async (query, number) =>
    (await query<DeadLetterRow>(`${letter} WHERE d.number = $1`, [number]))[0],
  openLetter: async (query, seq) =>
    (
      await query<{ readonly number: number }>(
        "SELECT number FROM waybill.dead_letters WHERE seq = $1 AND state = 'open'",
        [seq],
      )
    )[0]?.number,
  lettersOf: (query, seq) => query<DeadLetterRow>(`${letter} WHERE d.seq = $1 ORDER BY d.number`, [seq]),
  deadLetters: (query, ...page) => paged<DeadLetterRow>(query, letter, ...page),
  letterHeads: (query, ...page) => paged<LetterHead>(query, head, ...page),
};

/** Each combination of what is asked goes by an index of its own. */
function paged<Row>(
  query: Query,
  select: string,
  state: string | null,
  route: string | null,
  after: number,
  limit: number,
): Promise<readonly Row[]> {
  const asked = [
    ["d.state", state],
    ["d.route", route],
  ].filter(([, value]) => value !== null);
  const where = asked.map(([column], index) => `${column} = $${index + 3} AND`).join(" ");
  return query<Row>(`${select} WHERE ${where} d.number > $1 ORDER BY d.number LIMIT $2`, [
    after,
    limit,
    ...asked.map(([, value]) => value),
  ]);
}
