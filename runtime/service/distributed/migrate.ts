import { join } from "node:path";
import { type CarriedTable, type Counts, type Departing } from "../../engine/store/carried.ts";
import { StoreError } from "../../engine/store/port.ts";
import { arrive, postgresSettingsOf } from "../../engine/store/postgres/index.ts";
import { departing } from "../../engine/store/sqlite/departing.ts";
import { secretsOf, type Variables } from "../secrets.ts";
import { StartError } from "../settings.ts";
import { outboxGroup } from "./outbox.ts";

export interface MigrationOrder {
  /** Folder and name of the embedded store. */
  readonly data: string;
  readonly name: string;
  /** Where PostgreSQL is (`WAYBILL_POSTGRES…`). */
  readonly variables: Variables;
  readonly dryRun: boolean;
}

/** How many there are of each thing in the embedded store, and in the shared one afterwards. */
export interface Migrated {
  readonly things: readonly { readonly name: string; readonly from: number; readonly to?: number }[];
}

const things: readonly (readonly [name: string, table: CarriedTable])[] = [
  ["runs", "runs"],
  ["of them under way", "live"],
  ["of them over, or standing for a person", "ends"],
  ["steps", "steps"],
  ["keys that find runs", "keys"],
  ["idempotency keys", "claims"],
  ["waits for events", "waits"],
  ["approvals", "approvals"],
  ["dead letters", "dead_letters"],
  ["pins", "decisions"],
  ["events", "events"],
  ["schedules", "schedules"],
  ["notes", "notes"],
  ["audit records", "audit"],
];

/**
 * Carries an environment's embedded store to PostgreSQL: all of it or nothing. The service must be stopped. The embedded store stays as it
 * was but for a note that it must not be worked on again. Rejects with a `StartError` for what a person must put right.
 */
export async function migrateStore({ data, name, variables, dryRun }: MigrationOrder): Promise<Migrated> {
  const secrets = secretsOf(variables);
  const read = postgresSettingsOf(variables, (variable) => secrets.variable(variable));
  if ("reasons" in read) throw new StartError(read.reasons);
  const { host, port, database } = read.settings;
  let from: Departing | undefined;
  try {
    from = departing(join(data, `${name}.db`));
    mustBeCaughtUp(from);
    if (dryRun) return { things: listed(from.counts) };
    const counts = await arrive(read.settings, from, outboxGroup);
    from.leave(`postgres://${host}:${port}/${database}`);
    return { things: listed(from.counts, counts) };
  } catch (error) {
    throw error instanceof StoreError ? new StartError([error.message]) : error;
  } finally {
    from?.close();
  }
}

/** On the broker a route's group begins at its end: what it has not taken here it would never take. */
function mustBeCaughtUp({ behind, departed }: Departing): void {
  if (departed !== undefined) throw new StartError([`This store was carried to ${departed} before.`]);
  if (behind.length === 0) return;
  throw new StartError([
    "Routes have not taken all their events yet. Let the service run without callers until they have:",
    ...behind.map(({ group, events }) => `  ${group}: ${events}`),
  ]);
}

function listed(from: Counts, to?: Counts): Migrated["things"] {
  return things.map(([name, table]) => ({ name, from: from[table], ...(to && { to: to[table] }) }));
}
