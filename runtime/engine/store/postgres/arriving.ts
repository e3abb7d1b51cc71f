import {
  type Carried,
  type CarriedTable,
  type Counts,
  carriedTables,
  type Departing,
  type Passage,
} from "../carried.ts";
import { StoreError } from "../port.ts";
import { type Client, connect, nameOf, type PostgresSettings } from "./connection.ts";
import { storeError } from "./errors.ts";
import { migrate } from "./migrate.ts";
import { storable } from "./storable.ts";

/** Columns that are kept folded (`migrations.ts`, 3). */
const folded: Partial<Readonly<Record<CarriedTable, string>>> = {
  claims: "key",
  keys: "key",
  latest: "lane",
  decisions: "key",
  waits: "key",
};

/** Numbers that the database gives out, which go on after those that were carried. */
const numbered = [
  ["waybill.events", "position"],
  ["waybill.dead_letters", "number"],
  ["waybill.audit", "number"],
] as const;

/** Where it is noted which stores arrived, and with how many rows. */
const arrivedArea = "arrived";

/**
 * How many rows each table had when the store of a passage arrived; undefined: it has not, nor will it. Rejects with a `StoreError`.
 */
export async function arrival(settings: PostgresSettings, { id }: Passage): Promise<Counts | undefined> {
  return asking(settings, async (client) => {
    // Waits for a passage that is committed at this moment, or whose process has just died.
    await client.query("BEGIN; LOCK TABLE waybill.runs IN SHARE MODE");
    const { rows } = await client.query<{ value: string }>(
      "SELECT value FROM waybill.notes WHERE area = $1 AND key = $2",
      [arrivedArea, id],
    );
    // As `arrive` wrote it.
    return rows[0] && (JSON.parse(rows[0].value) as Counts);
  });
}

/**
 * Carries a whole store into an empty one, in one transaction: all of it or nothing. Answers how many rows each table has there
 * now. Just before the commit the store it comes from is told to `leave`: a process that dies in between leaves one that works in
 * neither place, until `arrival` says which. `outbox`: the group that carries events to a broker, which begins behind what was
 * carried. Rejects with a `StoreError`.
 */
export async function arrive(
  settings: PostgresSettings,
  from: Departing,
  passage: Passage,
  outbox: string,
): Promise<Counts> {
  return asking(settings, async (client) => {
    await client.query("BEGIN; LOCK TABLE waybill.runs IN EXCLUSIVE MODE");
    const { rows } = await client.query("SELECT 1 FROM waybill.runs LIMIT 1");
    if (rows.length > 0)
      throw new StoreError(
        "refused",
        `${nameOf(settings)} has runs already. A store is carried into an empty one.`,
      );
    for (const carried of from.rows()) await insert(client, carried);
    await goOn(client, outbox);
    const counts = await countsOf(client);
    const lost = carriedTables.filter(
      (table) => counts[table] !== from.counts[table] + (table === "consumers" ? 1 : 0),
    );
    if (lost.length > 0)
      throw new StoreError("refused", `Not all rows of ${lost.join(", ")} arrived. Nothing was carried.`);
    await client.query("INSERT INTO waybill.notes (area, key, value) VALUES ($1, $2, $3)", [
      arrivedArea,
      passage.id,
      JSON.stringify(counts),
    ]);
    // A table that is full at once has no statistics yet, and would be read from end to end.
    await client.query(`ANALYZE ${carriedTables.map((table) => `waybill.${table}`).join(", ")}`);
    from.leave(passage);
    await client.query("COMMIT");
    return counts;
  });
}

/** On a connection of its own, with which goes what was not committed. */
async function asking<T>(settings: PostgresSettings, ask: (client: Client) => Promise<T>): Promise<T> {
  try {
    await migrate(settings);
    const client = await connect(settings, true);
    try {
      return await ask(client);
    } finally {
      await client.end().catch(() => undefined);
    }
  } catch (error) {
    throw storeError(error, nameOf(settings));
  }
}

async function insert(client: Client, { table, rows }: Carried): Promise<void> {
  const columns = Object.keys(rows[0] ?? {});
  const names = columns.map((column) => `"${column}"`);
  const values = columns.map((column) =>
    folded[table] === column ? `waybill.fold("${column}")` : `"${column}"`,
  );
  const text = JSON.stringify(rows, (_, value: unknown) =>
    typeof value === "string" ? storable(value) : value,
  );
  await client.query(
    `INSERT INTO waybill.${table} (${names.join(", ")}) OVERRIDING SYSTEM VALUE
     SELECT ${values.join(", ")} FROM jsonb_populate_recordset(NULL::waybill.${table}, $1::jsonb)`,
    [text],
  );
}

async function goOn(client: Client, outbox: string): Promise<void> {
  for (const [table, column] of numbered)
    await client.query(
      `SELECT setval(pg_get_serial_sequence('${table}', '${column}'), max("${column}")) FROM ${table} HAVING count(*) > 0`,
    );
  await client.query("SELECT setval('waybill.run_numbers', max(seq)) FROM waybill.runs HAVING count(*) > 0");
  await client.query(
    `INSERT INTO waybill.consumers (name, type, position, served, replay, replay_until)
     VALUES ($1, '*', waybill.log_end(), 1, 0, 0)`,
    [outbox],
  );
}

async function countsOf(client: Client): Promise<Counts> {
  const counted = carriedTables.map(
    (table) => `SELECT '${table}' AS table, count(*) AS rows FROM waybill.${table}`,
  );
  const { rows } = await client.query<{ table: CarriedTable; rows: number }>(counted.join(" UNION ALL "));
  return Object.fromEntries(rows.map((row) => [row.table, row.rows])) as Counts; // one row for each
}
