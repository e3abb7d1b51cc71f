import { type Carried, type CarriedTable, type Counts, carriedTables, type Departing } from "../carried.ts";
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

/**
 * Carries a whole store into an empty one, in one transaction: all of it or nothing. Answers how many rows each table has there
 * now. `outbox`: the group that carries events to a broker, which begins behind what was carried. Rejects with a `StoreError`.
 */
export async function arrive(settings: PostgresSettings, from: Departing, outbox: string): Promise<Counts> {
  try {
    await migrate(settings);
    const client = await connect(settings, true);
    try {
      await client.query("BEGIN");
      await client.query("LOCK TABLE waybill.runs IN EXCLUSIVE MODE");
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
      await client.query("COMMIT");
      return counts;
    } finally {
      // With the connection goes what it did not commit.
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
