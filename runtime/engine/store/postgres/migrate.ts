import { Umzug } from "umzug";
import { StoreError } from "../port.ts";
import { type Client, connect, nameOf, type PostgresSettings } from "./connection.ts";
import { functionSchema, functionsSql } from "./functions.ts";
import { type Migration, migrations } from "./migrations.ts";

const oldest = 14;

const ofThisBuild: readonly Migration[] = [...migrations, { name: functionSchema, sql: functionsSql }];

/**
 * Brings the schema forward. Of replicas that start together one does it and the others wait; each step is one transaction with the
 * record that it was done. What a later build has added stays, and this one works beside it, or rejects with a `StoreError` (`newer`)
 * where that step says that none before it can.
 */
export async function migrate(settings: PostgresSettings, steps = ofThisBuild): Promise<void> {
  const client = await connect(settings, true);
  try {
    await client.query("SELECT pg_advisory_lock(hashtextextended('waybill.migrations', 0))");
    const [about] = (
      await client.query<{ version: number; encoding: string; known: boolean }>(
        `SELECT current_setting('server_version_num')::integer / 10000 AS version, current_setting('server_encoding') AS encoding,
           to_regclass('waybill.migrations') IS NOT NULL AS known`,
      )
    ).rows;
    if (about === undefined || about.version < oldest)
      throw new StoreError(
        "refused",
        `PostgreSQL ${oldest} or newer is needed, and this is ${about?.version}.`,
      );
    if (about.encoding !== "UTF8")
      throw new StoreError("refused", `The database's encoding is ${about.encoding}. Make one with UTF8.`);
    // Who may not make a schema may still use one that was made for it.
    if (!about.known)
      await client.query(
        `DO $$ BEGIN IF to_regnamespace('waybill') IS NULL THEN CREATE SCHEMA waybill; END IF; END $$;
         CREATE TABLE waybill.migrations (name text PRIMARY KEY, at timestamptz NOT NULL DEFAULT now())`,
      );
    await mustKnow(client, settings, steps);
    const forward = new Umzug({
      context: client,
      logger: undefined,
      migrations: steps.map(({ name, sql }) => ({ name, up: () => client.query(`BEGIN; ${sql}`) })),
      storage: {
        executed: async () =>
          (await client.query<{ name: string }>("SELECT name FROM waybill.migrations")).rows.map(
            ({ name }) => name,
          ),
        async logMigration({ name }) {
          await client.query("INSERT INTO waybill.migrations (name) VALUES ($1)", [name]);
          await client.query("COMMIT");
        },
        unlogMigration: () => Promise.reject(new Error("Migrations go forward only.")),
      },
    });
    await forward.up();
  } finally {
    // With the connection go its lock and what it did not commit.
    await client.end().catch(() => undefined);
  }
}

async function mustKnow(
  client: Client,
  settings: PostgresSettings,
  steps: readonly Migration[],
): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    "SELECT name FROM waybill.migrations WHERE name LIKE '%!' ORDER BY name",
  );
  const strange = rows.find(({ name }) => !steps.some((step) => step.name === name));
  if (strange !== undefined)
    throw new StoreError(
      "newer",
      `${nameOf(settings)} was brought forward by a later Waybill (${strange.name}), beside which this one can not work. Run that version.`,
    );
}
