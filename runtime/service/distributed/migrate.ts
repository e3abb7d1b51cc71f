import { randomUUID } from "node:crypto";
import { join } from "node:path";
import type { CarriedTable, Counts, Departing, Passage } from "../../engine/store/carried.ts";
import { StoreError } from "../../engine/store/port.ts";
import {
  arrival,
  arrive,
  type PostgresSettings,
  postgresSettingsOf,
} from "../../engine/store/postgres/index.ts";
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
  /** It had been carried before, with these counts, and nothing was done now. */
  readonly before: boolean;
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
 * was but for a note that it must not be worked on again. Given again it does what the last time left undone, and nothing where it was
 * done. Rejects with a `StartError` for what a person must put right.
 */
export async function migrateStore({ data, name, variables, dryRun }: MigrationOrder): Promise<Migrated> {
  const secrets = secretsOf(variables);
  const read = postgresSettingsOf(variables, (variable) => secrets.variable(variable));
  if ("reasons" in read) throw new StartError(read.reasons);
  const { settings } = read;
  let from: Departing | undefined;
  try {
    from = departing(join(data, `${name}.db`));
    const passage = passageTo(settings, from);
    const before = from.departed && (await arrival(settings, from.departed));
    if (before !== undefined) return { before: true, things: listed(from.counts, before) };
    mustBeCaughtUp(from);
    if (dryRun) return { before: false, things: listed(from.counts) };
    return { before: false, things: listed(from.counts, await carry(settings, from, passage)) };
  } catch (error) {
    throw error instanceof StoreError ? new StartError([error.message]) : error;
  } finally {
    from?.close();
  }
}

function passageTo({ host, port, database }: PostgresSettings, { departed }: Departing): Passage {
  const to = `postgres://${host}:${port}/${database}`;
  if (departed !== undefined && departed.to !== to)
    throw new StartError([`This store was carried to ${departed.to}: that is where its runs are.`]);
  return { to, id: randomUUID() };
}

async function carry(settings: PostgresSettings, from: Departing, passage: Passage): Promise<Counts> {
  try {
    return await arrive(settings, from, passage, outboxGroup);
  } catch (error) {
    // The connection may have been lost in the commit. Where nobody answers it stays left, until this is given again.
    const counts = await arrival(settings, passage);
    if (counts !== undefined) return counts;
    from.stay();
    throw error;
  }
}

/** On the broker a route's group begins at its end: what it has not taken here it would never take. */
function mustBeCaughtUp({ behind }: Departing): void {
  if (behind.length === 0) return;
  throw new StartError([
    "Routes have not taken all their events yet. Let the service run without callers until they have:",
    ...behind.map(({ group, events }) => `  ${group}: ${events}`),
  ]);
}

function listed(from: Counts, to?: Counts): Migrated["things"] {
  return things.map(([name, table]) => ({ name, from: from[table], ...(to && { to: to[table] }) }));
}
