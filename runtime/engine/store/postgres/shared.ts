import type { Pool } from "./connection.ts";
import { mayRepeat } from "./errors.ts";

/** What a change makes of the texts it was given: those that it names are replaced. */
export interface Changed<T> {
  readonly texts: ReadonlyMap<string, string>;
  readonly answer: T;
}

/**
 * Reads a few texts that all processes share and replaces them, with nobody between. `change` is told the texts that there are and the
 * server's time, ms since the epoch; it may be called again.
 */
export type Exchange = <T>(
  keys: readonly string[],
  change: (texts: ReadonlyMap<string, string>, now: number) => Changed<T>,
) => Promise<T>;

const repeats = 5;

/**
 * How long who stands still in the midst of an exchange holds up the others, milliseconds: a process that is stopped, or whose machine
 * lost power, of which the server hears nothing for as long as TCP waits, which is hours.
 */
const stillMs = 5_000;

export async function exchange<T>(
  pool: Pool,
  keys: readonly string[],
  change: Parameters<Exchange>[1],
): Promise<T> {
  for (let tried = 1; ; tried += 1) {
    try {
      // What `change` answers is what its caller says.
      return (await once(pool, keys, change)) as T;
    } catch (error) {
      if (!mayRepeat(error) || tried >= repeats) throw error;
    }
  }
}

async function once(pool: Pool, keys: readonly string[], change: Parameters<Exchange>[1]): Promise<unknown> {
  const client = await pool.connect();
  try {
    await client.query(
      `BEGIN ISOLATION LEVEL READ COMMITTED; SET LOCAL idle_in_transaction_session_timeout = ${stillMs}`,
    );
    let rows = await locked();
    if (rows.length < new Set(keys).size) {
      await client.query(
        "INSERT INTO waybill.shared (key) SELECT DISTINCT unnest($1::text[]) ORDER BY 1 ON CONFLICT DO NOTHING",
        [keys],
      );
      rows = await locked();
    }
    const now = Math.max(...rows.map((row) => row.now));
    const known = rows.flatMap(({ key, value }) => (value === null ? [] : [[key, value] as const]));
    const { texts, answer } = change(new Map(known), now);
    if (texts.size > 0)
      await client.query(
        `UPDATE waybill.shared s SET value = given.value
         FROM unnest($1::text[], $2::text[]) AS given (key, value) WHERE s.key = given.key`,
        [[...texts.keys()], [...texts.values()]],
      );
    await client.query("COMMIT");
    client.release();
    return answer;
  } catch (error) {
    // Closed: with the connection goes what it did not commit.
    client.release(true);
    throw error;
  }

  async function locked() {
    // One order for all, so that two that want the same never wait for each other.
    const { rows } = await client.query<{ key: string; value: string | null; now: number }>({
      name: "lock-shared",
      text: `SELECT key, value, (extract(epoch FROM clock_timestamp()) * 1000)::double precision AS now
             FROM waybill.shared WHERE key = ANY($1::text[]) ORDER BY key FOR UPDATE`,
      values: [keys],
    });
    return rows;
  }
}
